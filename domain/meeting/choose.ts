import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { addTimes } from "./begin.ts";
import { leading, onMeeting, speakingFor, tellMeeting } from "./hold.ts";
import { choices } from "./rules.ts";
import { minutesInput, spanOf, timesInput } from "./when.ts";

/** The answers of a party: a field a time, named after it. */
export const chooseInput = z
  .object({ key: submissionKey, meeting: id, principal: id })
  .catchall(z.unknown())
  .transform(({ key, meeting, principal, ...rest }) => ({
    key,
    meeting,
    principal,
    answers: Object.entries(rest).flatMap(([name, value]) => {
      const time = /^time-([0-9a-f-]{36})$/.exec(name)?.[1];
      const choice = choices.find((c) => c === value);
      return time && choice ? [{ time, choice }] : [];
    }),
  }));

/** Says for a party when it can come: yes, if need be, no. Said again, it replaces what was said before. */
export async function chooseTimes(viewer: Viewer, input: z.output<typeof chooseInput>): Promise<void> {
  const { key, meeting: asked, principal, answers } = input;
  await onMeeting(
    viewer,
    { meeting: asked, key, command: "choose", content: [principal, answers], lock: false },
    async (held) => {
      const { tx, user, meeting } = held;
      speakingFor(held, principal);
      if (meeting.status !== "finding") throw new Refusal("notNow");
      if (!answers.length) throw new Refusal("chooseTime", { field: "answers" });
      const times = await tx.execute<{ id: string }>(
        sql`select id from meeting_times where community_id = ${meeting.communityId} and meeting_id = ${meeting.id}`,
      );
      const known = new Set([...times].map((row) => row.id));
      for (const { time, choice } of answers) {
        if (!known.has(time)) throw new NotFound();
        await tx.execute(sql`
          insert into meeting_choices (community_id, time_id, principal, choice, chosen_by)
          values (${meeting.communityId}, ${time}, ${principal}, ${choice}, ${user.id})
          on conflict (community_id, time_id, principal)
          do update set choice = excluded.choice, chosen_by = excluded.chosen_by, chosen_at = now()`);
      }
      await tellMeeting(held, "chosen", { data: { principal } });
      const [left] = await tx.execute<{ n: number }>(sql`
        select count(*)::int as n from meeting_parties p
        where p.community_id = ${meeting.communityId} and p.meeting_id = ${meeting.id} and not exists (
          select from meeting_choices c join meeting_times t on t.community_id = c.community_id and t.id = c.time_id
          where t.community_id = p.community_id and t.meeting_id = p.meeting_id and c.principal = p.principal)`);
      // Whoever called it hears once that all have answered.
      if (left?.n === 0) await tellMeeting(held, "choices_complete");
    },
  );
}

export const proposeTimesInput = z.object({
  key: submissionKey,
  meeting: id,
  minutes: minutesInput,
  times: timesInput,
});

/** Proposes further times, where none of those suits. */
export async function proposeTimes(viewer: Viewer, input: z.output<typeof proposeTimesInput>): Promise<void> {
  const { key, meeting: asked, minutes, times } = input;
  if (!times.length) throw new Refusal("proposeTimes", { field: "times" });
  await leading(viewer, { meeting: asked, key, command: "propose_times", content: [minutes, times] }, async (held) => {
    const { tx, meeting, zone } = held;
    if (meeting.status !== "finding") throw new Refusal("notNow");
    const now = new Date();
    const added = await addTimes(
      tx,
      meeting,
      [...new Set(times)].map((time) => spanOf(time, minutes, zone, now, "times")),
    );
    if (added) await tellMeeting(held, "times_proposed", { data: { count: added } });
  });
}
