import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idFrom } from "#db/id.ts";
import { teamMembers, teams } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, line, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { walkersIn } from "./draft.ts";
import { nameTeams } from "./form-teams.ts";
import { arrange, tell } from "./hold.ts";

/** How many teams one save can add. */
export const newTeams = ["new-1", "new-2", "new-3"] as const;

const teamName = line(40);

/** Field names: `of-` and an officer's id says the team, `name-` and a team's id its name. */
export const teamsInput = z
  .object({ key: submissionKey, round: id })
  .catchall(z.union([z.string(), z.array(z.string())]))
  .transform(({ key, round, ...fields }, context) => {
    const places: [officer: string, team: string][] = [];
    const names: [team: string, name: string][] = [];
    for (const [field, value] of Object.entries(fields)) {
      const [, kind, about = ""] = /^(of|name)-(.*)$/.exec(field) ?? [];
      if (!kind || typeof value !== "string" || !id.safeParse(about).success) continue;
      if (kind === "of") places.push([about, value]);
      else {
        const name = teamName.safeParse(value);
        if (name.success) names.push([about, name.data]);
        else
          context.addIssue({
            code: "custom",
            path: [field],
            params: { key: value.trim() ? "tooLong" : "required", max: 40 },
          });
      }
    }
    return { key, round, places, names };
  });

/**
 * Puts officers into teams, new ones among them, and names teams. A team that nobody is in any more ends, unless it has
 * visits to its name.
 * @param numbered names a new team by its number
 */
export async function saveTeams(
  viewer: Viewer,
  input: z.output<typeof teamsInput>,
  numbered: (number: number) => string,
): Promise<void> {
  const { key, round, places, names } = input;
  await arrange(viewer, { round, key, command: "teams", content: { places, names } }, async (held) => {
    const { tx, submission } = held;
    const here = { communityId: held.round.communityId, roundId: held.round.id };
    const ofRound = and(eq(teams.communityId, here.communityId), eq(teams.roundId, here.roundId));
    const had = await tx.select({ id: teams.id, name: teams.name, ordinal: teams.ordinal }).from(teams).where(ofRound);
    const ids = new Map<string, string>(had.map((team) => [team.id, team.id]));
    for (const [team, name] of names) {
      const known = had.find((t) => t.id === team);
      // Somebody else may have ended it meanwhile.
      if (known && known.name !== name) {
        await tx
          .update(teams)
          .set({ name })
          .where(and(ofRound, eq(teams.id, team)));
        known.name = name;
      }
    }
    const added = newTeams.filter((fresh) => places.some(([, team]) => team === fresh));
    const ordinal = Math.max(-1, ...had.map((t) => t.ordinal)) + 1;
    const named = nameTeams([...had, ...added.map((fresh) => ({ id: fresh, name: null }))], numbered).slice(had.length);
    for (const [i, { id: fresh, name }] of named.entries()) {
      const team = idFrom(submission, "team", fresh);
      ids.set(fresh, team);
      await tx.insert(teams).values({ ...here, id: team, name, ordinal: ordinal + i });
    }
    const now = await membersIn(held, [...ids.values()]);
    const walkers = new Set((await walkersIn(tx, here.communityId)).map((w) => w.id));
    let moved = 0;
    for (const [officer, place] of places) {
      const team = place === "" ? null : ids.get(place);
      if (team === undefined) throw new Refusal("notNow", { field: `of-${officer}` });
      if ((now.get(officer) ?? null) === team) continue;
      if (team && !walkers.has(officer)) throw new Refusal("ownerInactive", { field: `of-${officer}` });
      await tx
        .delete(teamMembers)
        .where(
          and(
            eq(teamMembers.communityId, here.communityId),
            eq(teamMembers.userId, officer),
            inArray(teamMembers.teamId, [...ids.values()]),
          ),
        );
      if (team) await tx.insert(teamMembers).values({ communityId: here.communityId, teamId: team, userId: officer });
      moved += 1;
    }
    await tx.execute(sql`
      delete from teams t where t.community_id = ${here.communityId} and t.round_id = ${here.roundId}
        and not exists (select from team_members m where m.community_id = t.community_id and m.team_id = t.id)
        and not exists (select from visits v where v.community_id = t.community_id and v.team_id = t.id)`);
    await tell(held, "teams_changed", { moved });
  });
}

/** In which of these teams each officer is. */
async function membersIn({ tx, round }: Parameters<typeof tell>[0], ids: string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const rows = await tx
    .select({ user: teamMembers.userId, team: teamMembers.teamId })
    .from(teamMembers)
    .where(and(eq(teamMembers.communityId, round.communityId), inArray(teamMembers.teamId, ids)));
  return new Map(rows.map(({ user, team }) => [user, team]));
}
