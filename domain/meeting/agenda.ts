import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { agendaItems } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, line, optionalText, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { type HeldMeeting, leading, onMeeting, tellMeeting } from "./hold.ts";

const openFor = ({ meeting }: HeldMeeting) => {
  if (!["finding", "called", "held"].includes(meeting.status)) throw new Refusal("notNow");
};

const last = ({ meeting }: HeldMeeting) => sql<number>`(
  select coalesce(max(ordinal), 0) + 1 from agenda_items
  where community_id = ${meeting.communityId} and meeting_id = ${meeting.id})`;

export const pointInput = z.object({
  key: submissionKey,
  meeting: id,
  title: line(200),
  /** The party for which it is proposed; none: whoever leads puts it on. */
  principal: id.optional(),
});

/** Puts a point on the agenda (leading), or proposes one for a party. */
export async function addPoint(viewer: Viewer, input: z.output<typeof pointInput>): Promise<void> {
  const { key, meeting: asked, title, principal } = input;
  await onMeeting(
    viewer,
    { meeting: asked, key, command: "point", content: [title, principal ?? null], lock: false },
    async (held) => {
      const { tx, user, meeting, leads, id: item } = held;
      openFor(held);
      if (!principal && !leads) throw new NotFound();
      if (principal && !viewer.claims.principals.includes(principal)) throw new NotFound();
      await tx.insert(agendaItems).values({
        ...{ communityId: meeting.communityId, id: item, meetingId: meeting.id, ordinal: last(held), title },
        ...{ proposedBy: user.id, principal: principal ?? null, status: principal ? "proposed" : "taken" },
      });
      await tellMeeting(
        held,
        principal ? "point_proposed" : "agenda_changed",
        principal ? { data: { principal } } : {},
      );
    },
  );
}

/** Points that are offered, ticked to be taken over. */
export const offeredInput = z.object({ key: submissionKey, meeting: id, points: several(line(200), 20) });

/** Takes over what the concerns behind the meeting ask for. */
export async function takeOffered(viewer: Viewer, input: z.output<typeof offeredInput>): Promise<void> {
  const { key, meeting: asked, points } = input;
  if (!points.length) throw new Refusal("choosePoint", { field: "points" });
  await leading(viewer, { meeting: asked, key, command: "points", content: points }, async (held) => {
    openFor(held);
    const { tx, user, meeting } = held;
    for (const title of new Set(points)) {
      await tx.insert(agendaItems).values({
        ...{ communityId: meeting.communityId, id: sql`gen_random_uuid()`, meetingId: meeting.id },
        ...{ ordinal: last(held), title, proposedBy: user.id },
      });
    }
    await tellMeeting(held, "agenda_changed");
  });
}

export const pointActInput = z.object({
  key: submissionKey,
  meeting: id,
  item: id,
  act: z.enum(["take", "decline", "up", "down", "remove", "change"], { error: "choose" }),
  /** A word to whoever proposed it. */
  answer: optionalText(300),
  /** How it is put instead. */
  title: optionalText(200),
});

/** Takes a proposed point, declines it with a word, moves one, or takes one's own off again. */
export async function actOnPoint(viewer: Viewer, input: z.output<typeof pointActInput>): Promise<void> {
  const { key, meeting: asked, item, act, answer, title } = input;
  await leading(
    viewer,
    { meeting: asked, key, command: "point_act", content: [item, act, answer, title] },
    async (held) => {
      openFor(held);
      const { tx, meeting } = held;
      const all = await tx
        .select()
        .from(agendaItems)
        .where(and(eq(agendaItems.communityId, meeting.communityId), eq(agendaItems.meetingId, meeting.id)))
        .orderBy(agendaItems.ordinal, agendaItems.id)
        .for("update");
      const found = all.find((one) => one.id === item);
      if (!found) throw new NotFound();
      const only = and(eq(agendaItems.communityId, meeting.communityId), eq(agendaItems.id, item));
      if (act === "change") {
        if (!title) throw new Refusal("sayPoint", { field: "title" });
        await tx
          .update(agendaItems)
          .set({ title: title.replace(/\s+/g, " ") })
          .where(only);
        return tellMeeting(held, "agenda_changed");
      }
      if (act === "take" || act === "decline") {
        if (act === "decline" && !answer) throw new Refusal("declineWord", { field: "answer" });
        await tx
          .update(agendaItems)
          .set(act === "take" ? { status: "taken", ordinal: last(held), answer: null } : { status: "declined", answer })
          .where(only);
        return tellMeeting(held, act === "take" ? "point_taken" : "point_declined", {
          data: { principal: found.principal },
        });
      }
      if (act === "remove") {
        // What a party proposed is declined with a word, not made to vanish; what minutes were written to stays.
        const [used] = await tx.execute(sql`
        select from minute_lines where community_id = ${meeting.communityId} and agenda_item_id = ${item} limit 1`);
        if (found.principal || used) throw new Refusal("notNow");
        await tx.delete(agendaItems).where(only);
        return tellMeeting(held, "agenda_changed");
      }
      const taken = all.filter((one) => one.status === "taken");
      const at = taken.findIndex((one) => one.id === item);
      const to = act === "up" ? at - 1 : at + 1;
      if (at < 0 || to < 0 || to >= taken.length) return undefined;
      const moved = taken.toSpliced(at, 1).toSpliced(to, 0, found);
      for (const [i, one] of moved.entries()) {
        await tx
          .update(agendaItems)
          .set({ ordinal: i + 1 })
          .where(and(eq(agendaItems.communityId, meeting.communityId), eq(agendaItems.id, one.id)));
      }
      return tellMeeting(held, "agenda_changed");
    },
  );
}
