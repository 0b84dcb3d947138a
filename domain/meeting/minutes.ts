import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { minuteLines } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, optionalId, submissionKey, text } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { type HeldMeeting, onMeeting, tellMeeting } from "./hold.ts";
import { isWritten } from "./rules.ts";

/** Somebody else changed the line meanwhile: theirs stands, and what one wrote is not lost. */
export class LineChanged extends Error {
  readonly line: { body: string; kind: string; version: number; writtenBy: string | null; removed: boolean };

  constructor(line: LineChanged["line"]) {
    super("the line was changed meanwhile");
    this.line = line;
  }
}

const kinds = ["note", "decision"] as const;

const writing = (held: HeldMeeting) => {
  if (!held.writes) throw new NotFound();
  if (!isWritten(held.meeting.status)) throw new Refusal("minutesClosed");
};

export const lineInput = z.object({
  key: submissionKey,
  meeting: id,
  item: optionalId,
  kind: z.enum(kinds).catch("note"),
  body: text(2000),
});

/** Adds a line to the minutes. Two who write at once do not wait for one another. */
export async function addLine(viewer: Viewer, input: z.output<typeof lineInput>): Promise<void> {
  const { key, meeting: asked, item, kind, body } = input;
  await onMeeting(
    viewer,
    { meeting: asked, key, command: "line", content: [item, kind, body], lock: false },
    async (held) => {
      writing(held);
      const { tx, user, meeting, id: line } = held;
      const ordinal = sql<number>`(
        select coalesce(max(ordinal), 0) + 1 from minute_lines
        where community_id = ${meeting.communityId} and meeting_id = ${meeting.id})`;
      if (item) {
        const [there] = await tx.execute(sql`
          select from agenda_items where community_id = ${meeting.communityId} and meeting_id = ${meeting.id} and id = ${item}`);
        if (!there) throw new NotFound();
      }
      await tx.insert(minuteLines).values({
        ...{ communityId: meeting.communityId, id: line, meetingId: meeting.id, agendaItemId: item },
        ...{ ordinal, kind, body, writtenBy: user.id },
      });
      await tellMeeting(held, "minutes_changed", { data: { line } });
    },
  );
}

export const changeLineInput = z.object({
  key: submissionKey,
  meeting: id,
  line: id,
  /** Which version was read before it was changed. */
  version: z.coerce.number().int().min(1),
  kind: z.enum(kinds).catch("note"),
  body: text(2000),
});

/**
 * Changes a line against the version that was read.
 * @throws LineChanged where somebody was faster
 */
export async function changeLine(viewer: Viewer, input: z.output<typeof changeLineInput>): Promise<void> {
  const { key, meeting: asked, line, version, kind, body } = input;
  await onMeeting(
    viewer,
    { meeting: asked, key, command: "change_line", content: [line, version, kind, body], lock: false },
    async (held) => {
      writing(held);
      const found = await lineOf(held, line);
      if (found.body === body && found.kind === kind && !found.removed) return;
      if (found.version !== version || found.removed) throw new LineChanged(found);
      await held.tx
        .update(minuteLines)
        .set({ body, kind })
        .where(and(eq(minuteLines.communityId, held.meeting.communityId), eq(minuteLines.id, line)));
      await tellMeeting(held, "minutes_changed", { data: { line } });
    },
  );
}

export const removeLineInput = z.object({
  key: submissionKey,
  meeting: id,
  line: id,
  version: z.coerce.number().int().min(1),
});

/** Takes a line out of the minutes; what it said is kept. @throws LineChanged where somebody changed it meanwhile */
export async function removeLine(viewer: Viewer, input: z.output<typeof removeLineInput>): Promise<void> {
  const { key, meeting: asked, line, version } = input;
  await onMeeting(
    viewer,
    { meeting: asked, key, command: "remove_line", content: [line, version], lock: false },
    async (held) => {
      writing(held);
      const found = await lineOf(held, line);
      if (found.removed) return;
      if (found.version !== version) throw new LineChanged(found);
      const [measure] = await held.tx.execute(sql`
        select from measures where community_id = ${held.meeting.communityId} and minute_line_id = ${line}`);
      if (measure) throw new Refusal("lineHasMeasure");
      await held.tx
        .update(minuteLines)
        .set({ removedAt: new Date() })
        .where(
          and(
            eq(minuteLines.communityId, held.meeting.communityId),
            eq(minuteLines.id, line),
            isNull(minuteLines.removedAt),
          ),
        );
      await tellMeeting(held, "minutes_changed", { data: { line } });
    },
  );
}

/** The line as it stands, held until it is changed. */
async function lineOf({ tx, meeting }: HeldMeeting, line: string): Promise<LineChanged["line"]> {
  const [row] = await tx.execute<LineChanged["line"]>(sql`
    select l.body, l.kind, l.version, l.removed_at is not null as removed,
      (select name from users where id = l.written_by) as "writtenBy"
    from minute_lines l where l.community_id = ${meeting.communityId} and l.meeting_id = ${meeting.id} and l.id = ${line} for update of l`);
  if (!row) throw new NotFound();
  return row;
}
