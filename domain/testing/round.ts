import { beforeEach } from "vitest";
import { arranged } from "../round/arranged.ts";
import { createInput, createRound } from "../round/create.ts";
import { behind, key, onDay, type Stage } from "./stage.ts";

/** All but whoever leads the community. */
export const outsiders = ["officer", "propertyMember", "resident", "admin", "coordinatorB", "nobody"] as const;

/** What a team is called that has no name yet. */
export const named = (number: number) => `第 ${number} 队`;

/** A day, some days from now. */
export const on = (days: number) => onDay(days).slice(0, 10);

/** Rounds in the world of a stage, and what is known of them; each test begins with the world's own round alone. */
export function roundsOf(s: Stage) {
  const { as } = s;
  // Only the world's own round is there, running, with its one team; nothing is planned.
  beforeEach(() =>
    behind(s.admin, async (sql) => {
      const { round } = s.world;
      for (const table of [
        "guide_shifts",
        "shift_absences",
        "shifts",
        "plan_visits",
        "plans",
        "visit_officers",
        "visits",
      ])
        await sql`delete from ${sql(table)}`;
      await sql`delete from team_members where team_id <> ${s.world.team}`;
      await sql`delete from teams where round_id <> ${round}`;
      await sql`delete from rounds where id <> ${round}`;
      await sql`update rounds set status = 'running' where id = ${round}`;
      await sql`delete from guides where name <> '王阿姨'`;
      await sql`update guides set phone = '+8613800000009', remark = null`;
    }),
  );

  /** What the form of a new round sends: every evening of ten days, three officers in teams of two. */
  const form = (more: Record<string, unknown> = {}) => ({
    key: key(),
    community: s.world.a,
    name: "冬季走访",
    startsOn: on(1),
    endsOn: on(10),
    target: "3",
    minutes: "12",
    eveningDays: ["1", "2", "3", "4", "5", "6", "7"],
    eveningFrom: "18:30",
    eveningTo: "21:00",
    size: "2",
    officers: [s.world.people.officer, s.world.people.otherOfficer, s.world.people.teamMate],
    ...more,
  });
  return {
    form,
    created: async (more: Record<string, unknown> = {}) =>
      createRound(await as("coordinator"), createInput.parse(form(more)), named),
    events: async (subject: string) =>
      (
        await s.admin`select kind, from_status, to_status, audience, data from events where subject_id = ${subject} order by seq`
      ).map((e) => [e.kind, e.from_status, e.to_status, e.audience, e.data]),
    statusOf: async (round: string) => (await s.admin`select status from rounds where id = ${round}`)[0]?.status,
    there: async (round: string) => arranged(await as("coordinator"), round),
  };
}
