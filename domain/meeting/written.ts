import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type MeetingPage, meetingIn } from "./page.ts";

export type MinuteLine = {
  id: string;
  item: string | null;
  kind: "note" | "decision";
  body: string;
  version: number;
  writtenBy: string | null;
  writtenAt: Date;
  /** What it said before, newest first; for those who take the minutes. */
  before: { body: string; writtenBy: string | null; at: Date }[];
  measure: {
    what: string;
    organization: string | null;
    organizationEn: string | null;
    dueOn: string | null;
    proof: string | null;
  } | null;
};

export type MinutesPage = { meeting: MeetingPage; lines: MinuteLine[] };

/** The minutes of a meeting with all that its page shows. @throws NotFound */
export async function minutesPage(viewer: Viewer, id: string): Promise<MinutesPage> {
  return asViewer(viewer.claims, async (tx) => {
    const meeting = await meetingIn(tx, viewer, id);
    const rows = await tx.execute<
      Omit<MinuteLine, "writtenAt" | "before"> & {
        writtenAt: string;
        before: { body: string; writtenBy: string | null; at: string }[];
      }
    >(sql`
      select l.id, l.agenda_item_id as item, l.kind, l.body, l.version, u.name as "writtenBy", l.written_at as "writtenAt",
        coalesce((select jsonb_agg(jsonb_build_object('body', v.body, 'writtenBy', w.name, 'at', v.written_at) order by v.version desc)
          from minute_line_versions v left join users w on w.id = v.written_by
          where v.community_id = l.community_id and v.line_id = l.id), '[]') as before,
        (select jsonb_build_object('what', x.what, 'organization', o.name, 'organizationEn', o.name_en, 'dueOn', x.due_on, 'proof', x.proof)
          from measures x left join organizations o on o.id = x.organization_id
          where x.community_id = l.community_id and x.minute_line_id = l.id) as measure
      from minute_lines l left join users u on u.id = l.written_by
      where l.community_id = ${meeting.communityId} and l.meeting_id = ${id} and l.removed_at is null
      order by l.ordinal, l.id`);
    return {
      meeting,
      lines: [...rows].map((row) => ({
        ...row,
        writtenAt: new Date(row.writtenAt),
        before: row.before.map((b) => ({ ...b, at: new Date(b.at) })),
      })),
    };
  });
}
