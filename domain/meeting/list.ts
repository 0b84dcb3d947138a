import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { MeetingKind, MeetingStatus } from "./rules.ts";

export type MeetingLine = {
  id: string;
  kind: MeetingKind;
  title: string;
  status: MeetingStatus;
  place: string;
  startsAt: Date | null;
  endsAt: Date | null;
  /** What the viewer has still to say: when they can come, whether they come. */
  asks: "choose" | "reply" | null;
};

type Row = Omit<MeetingLine, "startsAt" | "endsAt"> & { startsAt: string | null; endsAt: string | null };

const lineOf = ({ startsAt, endsAt, ...row }: Row): MeetingLine => ({
  ...row,
  startsAt: startsAt ? new Date(startsAt) : null,
  endsAt: endsAt ? new Date(endsAt) : null,
});

const columns = sql`
  m.id, m.kind, m.title, m.status, m.place, m.starts_at as "startsAt", m.ends_at as "endsAt",
  case
    when m.status = 'finding' and exists (
      select from meeting_parties p where p.community_id = m.community_id and p.meeting_id = m.id and p.principal = any (app.principals())
        and not exists (
          select from meeting_choices c join meeting_times t on t.community_id = c.community_id and t.id = c.time_id
          where t.community_id = m.community_id and t.meeting_id = m.id and c.principal = p.principal)) then 'choose'
    when m.status = 'called' and m.starts_at > now() and exists (
      select from meeting_parties p where p.community_id = m.community_id and p.meeting_id = m.id and p.principal = any (app.principals())
        and p.reply is null and p.principal <> m.organizer_id) then 'reply' end as asks`;

/** Where the viewer of the transaction is at the table. */
const mine = sql`
  (m.community_id, m.id) in (
    select a.community_id, a.subject_id from access a where a.principal = any (app.principals()) and a.reason in ('invited', 'reporter'))`;

export type OwnMeetings = { coming: MeetingLine[]; past: MeetingLine[] };

const pastShown = 50;

/** The meetings at which the viewer is at the table: those to come, soonest first, and those that were. */
export async function ownMeetings(viewer: Viewer): Promise<OwnMeetings> {
  if (!viewer.user) return { coming: [], past: [] };
  return asViewer(viewer.claims, async (tx) => {
    const over = sql`m.status in ('sent', 'settled', 'cancelled') or m.status <> 'finding' and m.ends_at < now() - interval '12 hours'`;
    const [coming, past] = await Promise.all([
      tx.execute<Row>(sql`
        select ${columns} from meetings m where ${mine} and not (${over}) order by m.starts_at nulls first, m.created_at, m.id limit 200`),
      tx.execute<Row>(sql`
        select ${columns} from meetings m where ${mine} and (${over}) order by coalesce(m.starts_at, m.created_at) desc, m.id ${atMost(pastShown)}`),
    ]);
    return { coming: [...coming].map(lineOf), past: [...past].map(lineOf) };
  });
}

/** The meetings about a problem or a concern that the viewer of the transaction may know of, newest first. */
export async function meetingsAbout(
  tx: Transaction,
  about: { problem: string } | { concern: string },
): Promise<MeetingLine[]> {
  const rows = await tx.execute<Row>(
    "problem" in about
      ? sql`select ${columns} from problems x join meetings m on m.community_id = x.community_id and m.problem_id = x.id
          where x.number = ${about.problem} order by coalesce(m.starts_at, m.created_at) desc, m.id`
      : sql`select ${columns} from concerns x join meetings m on m.community_id = x.community_id and m.concern_id = x.id
          where x.number = ${about.concern} order by coalesce(m.starts_at, m.created_at) desc, m.id`,
  );
  return [...rows].map(lineOf);
}
