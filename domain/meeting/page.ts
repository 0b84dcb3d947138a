import { eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { meetings } from "#db/schema/index.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import { timeZoneOf } from "../visit/plan.ts";
import { type Weighed, weigh } from "./best.ts";
import type { Choice, MeetingKind, MeetingStatus } from "./rules.ts";

export type Party = {
  principal: string;
  kind: "organization" | "user" | "household";
  /** Null where the viewer may not know who that is: a household that is not theirs, somebody without a post here. */
  name: string | null;
  nameEn: string | null;
  detail: string | null;
  organizer: boolean;
  /** Whether the viewer speaks for it. */
  own: boolean;
  reply: "yes" | "no" | null;
  repliedAt: Date | null;
  attended: boolean | null;
  attendees: string | null;
};

export type ProposedTime = Weighed & { startsAt: Date; endsAt: Date; choices: Record<string, Choice> };

export type Point = {
  id: string;
  title: string;
  status: "proposed" | "taken" | "declined";
  answer: string | null;
  /** The party that proposed it. */
  principal: string | null;
};

type Objection = {
  id: string;
  principal: string;
  body: string;
  raisedAt: Date;
  answer: string | null;
  answeredAt: Date | null;
};

export type MeetingPage = {
  id: string;
  communityId: string;
  kind: MeetingKind;
  title: string;
  status: MeetingStatus;
  place: string;
  note: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  cancelReason: string | null;
  minutesSentAt: Date | null;
  objectUntil: Date | null;
  settledAt: Date | null;
  timeZone: string;
  community: string;
  organizer: string | null;
  /** What it is about, as far as the viewer sees that. */
  problem: { number: string; title: string } | null;
  concern: { number: string; title: string } | null;
  parties: Party[];
  times: ProposedTime[];
  best: string | null;
  answered: number;
  noneSuitsAll: boolean;
  points: Point[];
  objections: Objection[];
  minutes: { lines: number; decisions: number };
  items: { total: number; done: number };
  leads: boolean;
  writes: boolean;
  inspects: boolean;
  /** The last event: what an open page follows from. */
  seq: number;
};

/**
 * All that the page of a meeting shows.
 * @throws NotFound where the viewer may not know of it
 */
export async function meetingPage(viewer: Viewer, id: string): Promise<MeetingPage> {
  return asViewer(viewer.claims, (tx) => meetingIn(tx, viewer, id));
}

/** The same, in a transaction that reads more. */
export async function meetingIn(tx: Transaction, viewer: Viewer, id: string): Promise<MeetingPage> {
  const [row] = await tx.select().from(meetings).where(eq(meetings.id, id));
  if (!row) throw new NotFound();
  const { communityId } = row;
  const [[head], parties, times, choices, points, objections, timeZone] = await Promise.all([
    tx.execute<Head>(sql`
      select c.name as community, o.name as organizer,
        case when p.id is not null then jsonb_build_object('number', p.number, 'title', p.title) end as problem,
        case when k.id is not null then jsonb_build_object('number', k.number, 'title', k.title) end as concern,
        app.leads_meeting(m.community_id, m.id) as leads, app.takes_minutes(m.community_id, m.id) as writes,
        app.inspects(m.community_id, m.id) as inspects,
        (select coalesce(max(e.seq), 0) from events e where e.community_id = m.community_id and e.subject_id = m.id) as seq,
        (select count(*)::int from minute_lines l where l.community_id = m.community_id and l.meeting_id = m.id and l.removed_at is null) as lines,
        (select count(*)::int from minute_lines l where l.community_id = m.community_id and l.meeting_id = m.id and l.removed_at is null
          and l.kind = 'decision') as decisions,
        (select count(*)::int from inspection_items i where i.community_id = m.community_id and i.meeting_id = m.id) as total,
        (select count(i.finding)::int from inspection_items i where i.community_id = m.community_id and i.meeting_id = m.id) as done
      from meetings m join communities c on c.id = m.community_id
      left join users o on o.id = m.organizer_id
      left join problems p on p.community_id = m.community_id and p.id = m.problem_id
      left join concerns k on k.community_id = m.community_id and k.id = m.concern_id
      where m.community_id = ${communityId} and m.id = ${id}`),
    partiesOf(tx, viewer, row),
    tx.execute<{ id: string; startsAt: string; endsAt: string }>(sql`
      select id, starts_at as "startsAt", ends_at as "endsAt" from meeting_times
      where community_id = ${communityId} and meeting_id = ${id} order by starts_at`),
    tx.execute<{ time: string; principal: string; choice: Choice }>(sql`
      select c.time_id as time, c.principal, c.choice from meeting_choices c
      join meeting_times t on t.community_id = c.community_id and t.id = c.time_id
      where t.community_id = ${communityId} and t.meeting_id = ${id}`),
    tx.execute<Point>(sql`
      select id, title, status, answer, principal from agenda_items
      where community_id = ${communityId} and meeting_id = ${id}
      order by array_position(array['taken', 'proposed', 'declined'], status), ordinal, id`),
    tx.execute<Omit<Objection, "raisedAt" | "answeredAt"> & { raisedAt: string; answeredAt: string | null }>(sql`
      select id, principal, body, raised_at as "raisedAt", answer, answered_at as "answeredAt" from minute_objections
      where community_id = ${communityId} and meeting_id = ${id} order by raised_at, id`),
    timeZoneOf(tx, communityId),
  ]);
  if (!head) throw new NotFound();
  const { community, organizer, problem, concern, leads, writes, inspects, seq, lines, decisions, total, done } = head;
  const tallies = [...times].map((time) => ({
    id: time.id,
    startsAt: new Date(time.startsAt),
    endsAt: new Date(time.endsAt),
    choices: new Map([...choices].filter((c) => c.time === time.id).map((c) => [c.principal, c.choice])),
  }));
  const weighed = weigh(
    tallies,
    parties.map(({ principal }) => principal),
  );
  return {
    ...row,
    kind: row.kind as MeetingKind,
    status: row.status as MeetingStatus,
    ...{ timeZone, community, organizer, problem, concern, leads, writes, inspects, seq },
    parties,
    times: tallies.map(({ choices: said, ...time }, i) => ({
      ...time,
      ...(weighed.times[i] as Weighed),
      choices: Object.fromEntries(said),
    })),
    ...{ best: weighed.best, answered: weighed.answered, noneSuitsAll: weighed.noneSuitsAll },
    points: [...points],
    objections: [...objections].map((o) => ({
      ...o,
      raisedAt: new Date(o.raisedAt),
      answeredAt: o.answeredAt ? new Date(o.answeredAt) : null,
    })),
    minutes: { lines, decisions },
    items: { total, done },
  };
}

type Head = Pick<
  MeetingPage,
  "community" | "organizer" | "problem" | "concern" | "leads" | "writes" | "inspects" | "seq"
> & { lines: number; decisions: number; total: number; done: number };

/** Who is at the table. Which door a household is behind is for officers and itself; others read that a household comes. */
async function partiesOf(
  tx: Transaction,
  viewer: Viewer,
  meeting: { communityId: string; id: string; organizerId: string },
): Promise<Party[]> {
  const rows = await tx.execute<Omit<Party, "repliedAt" | "own" | "organizer"> & { repliedAt: string | null }>(sql`
    select p.principal, p.kind, coalesce(o.name, u.name, case when h.id is not null and (
          p.community_id = any (app.officer_in()) or h.id = any (app.households())) then concat_ws(' ', b.name || e.name, h.door) end) as name,
      o.name_en as "nameEn", u.post as detail, p.reply, p.replied_at as "repliedAt", p.attended, p.attendees
    from meeting_parties p
    left join organizations o on p.kind = 'organization' and o.id = p.principal
    left join users u on p.kind = 'user' and u.id = p.principal
    left join households h on p.kind = 'household' and h.community_id = p.community_id and h.id = p.principal
    left join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
    left join buildings b on b.community_id = e.community_id and b.id = e.building_id
    where p.community_id = ${meeting.communityId} and p.meeting_id = ${meeting.id}
    order by p.principal <> ${meeting.organizerId}, p.kind, o.name, u.name, b.ordinal, e.ordinal, h.door`);
  return [...rows].map((row) => ({
    ...row,
    repliedAt: row.repliedAt ? new Date(row.repliedAt) : null,
    organizer: row.principal === meeting.organizerId,
    own: viewer.claims.principals.includes(row.principal),
  }));
}
