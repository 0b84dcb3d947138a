import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import type { BlurBox } from "./blur.ts";
import { storyCapacities } from "./hold.ts";
import type { InLanguages } from "./quote.ts";
import { type Finding, findingsOf } from "./review.ts";
import type { StoryCapacity, StoryStatus } from "./rules.ts";

type Text = { title: string; lead: string; body: string };

export type WorkQuote = {
  id: string;
  ordinal: number;
  voice: "officer" | "household";
  words: InLanguages | null;
  attribution: InLanguages | null;
  officer: string;
  officerSays: "yes" | "no" | null;
  householdSays: "yes" | "no" | null;
  householdHow: "account" | "door" | "paper" | null;
  householdAt: string | null;
  householdNote: string | null;
  /** Somebody behind that door has an account, and is asked by the portal itself. */
  reachable: boolean;
  /** The viewer was at that door, or leads: what was said there may be noted. */
  mayHear: boolean;
  endedBy: "officer" | "household" | null;
  /** The viewer wrote it down: it is theirs to answer. */
  mine: boolean;
  place: string;
};

type WorkPhoto = {
  id: string;
  ordinal: number;
  width: number;
  height: number;
  boxes: BlurBox[];
  publicKey: string | null;
  alt: InLanguages;
  caption: InLanguages;
  cover: boolean;
  lookedBy: string | null;
};

/** A story as those who write it and look at it see it. */
export type StoryWork = {
  id: string;
  communityId: string;
  status: StoryStatus;
  original: Locale;
  author: string;
  problem: string | null;
  related: string[];
  review: string | null;
  reviewed: Partial<Record<Locale, Text>> | null;
  publishedAt: string | null;
  texts: Partial<Record<Locale, Text & { made: "written" | "converted" | "corrected"; seen: Text | null }>>;
  quotes: WorkQuote[];
  photos: WorkPhoto[];
  capacities: StoryCapacity[];
  findings: Finding[];
  /** What is missing before it can be sent, and before it can be published. */
  faults: string[];
};

type Row = Omit<StoryWork, "capacities" | "findings" | "faults"> & { authorId: string; changedBy: string | null };

/** @throws NotFound */
export async function storyWork(viewer: Viewer, id: string): Promise<StoryWork> {
  return asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<Row>(sql`
      select s.id, s.community_id as "communityId", s.status, s.original, s.author_id as "authorId", s.changed_by as "changedBy",
        u.name as author, s.problem_id as problem, to_jsonb(s.related) as related, s.review, s.reviewed, s.published_at as "publishedAt",
        (select jsonb_object_agg(t.locale, to_jsonb(t)) from story_texts t where t.community_id = s.community_id and t.story_id = s.id) as texts,
        coalesce((
          select jsonb_agg(jsonb_build_object('id', q.id, 'ordinal', q.ordinal, 'voice', q.voice, 'words', q.words, 'attribution', q.attribution,
            'officer', o.name, 'officerSays', q.officer_says, 'householdSays', q.household_says, 'householdHow', q.household_how,
            'householdAt', q.household_at, 'householdNote', q.household_note, 'endedBy', q.ended_by,
            'mine', q.officer_id = app.user(), 'place', b.name || ' ' || e.name || ' ' || h.door,
            'reachable', app.door_has_account(q.community_id, q.id),
            'mayHear', s.community_id = any (app.coordinates()) or exists (
              select from visit_officers w join visit_notes n on n.community_id = w.community_id and n.visit_id = w.visit_id
              where n.community_id = q.community_id and n.id = q.note_id and w.user_id = app.user())) order by q.ordinal)
          from story_quotes q join users o on o.id = q.officer_id
          join households h on h.community_id = q.community_id and h.id = q.household_id
          join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
          join buildings b on b.community_id = e.community_id and b.id = e.building_id
          where q.community_id = s.community_id and q.story_id = s.id), '[]') as quotes,
        coalesce((
          select jsonb_agg(jsonb_build_object('id', p.id, 'ordinal', p.ordinal, 'width', p.width, 'height', p.height, 'boxes', p.boxes,
            'publicKey', p.public_key, 'alt', p.alt, 'caption', p.caption, 'cover', p.cover, 'lookedBy', l.name) order by p.ordinal)
          from story_photos p left join users l on l.id = p.looked_by
          where p.community_id = s.community_id and p.story_id = s.id), '[]') as photos
      from stories s join users u on u.id = s.author_id
      where s.id = ${id}`);
    if (!row) throw new NotFound();
    const faults = await tx.execute<{ fault: string }>(
      sql`select fault from app.story_faults(${row.communityId}, ${id}, true) fault`,
    );
    const { authorId, changedBy, ...rest } = row;
    return {
      ...rest,
      texts: row.texts ?? {},
      capacities: storyCapacities(viewer, { communityId: row.communityId, authorId, changedBy }),
      findings: await findingsOf(tx, row.communityId, id),
      faults: [...faults].map(({ fault }) => fault),
    };
  });
}

/** A part of a text in another language that was set beside the original as it was then: what has changed there since. */
export const changedSince = (work: StoryWork, locale: Locale): { seen: Text; now: Text } | null => {
  const text = work.texts[locale];
  const now = work.texts[work.original];
  if (!text?.seen || !now || text.made === "converted") return null;
  const same = (["title", "lead", "body"] as const).every((part) => text.seen?.[part] === now[part]);
  return same ? null : { seen: text.seen, now };
};

export type StoryDraftLine = {
  id: string;
  status: StoryStatus;
  title: string;
  author: string;
  changedAt: Date;
  /** Whether it waits for this viewer. */
  forMe: boolean;
};

/** The stories that are written here and not there for everybody, the last changed first. */
export async function storiesInWork(viewer: Viewer): Promise<StoryDraftLine[]> {
  if (!viewer.claims.officerIn.length) return [];
  const user = viewer.user?.id ?? null;
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<Omit<StoryDraftLine, "changedAt"> & { changedAt: string }>(sql`
      select s.id, s.status, t.title, u.name as author, s.changed_at as "changedAt",
        s.status = 'in_review' and s.author_id <> ${user} and s.changed_by is distinct from ${user}
          or s.status = 'draft' and s.author_id = ${user} as "forMe"
      from stories s join users u on u.id = s.author_id
      join story_texts t on t.community_id = s.community_id and t.story_id = s.id and t.locale = s.original
      where s.community_id = any (app.officer_in()) and s.status <> 'published'
      order by s.status = 'in_review' desc, s.changed_at desc, s.id limit 100`),
  );
  return [...rows].map((row) => ({ ...row, changedAt: new Date(row.changedAt) }));
}

/** How many stories wait for this viewer to look at them. */
export const storiesToReview = async (viewer: Viewer): Promise<number> =>
  (await storiesInWork(viewer)).filter((line) => line.status === "in_review" && line.forMe).length;

export type StoryOptions = {
  problems: { id: string; number: string; title: string }[];
  stories: { id: string; title: string }[];
  /** Concerns that everybody reads, what changed last on top. */
  concerns: { number: string; title: string }[];
  /** Notes from which words can be asked for, the latest first. */
  notes: { id: string; place: string; body: string; kind: "heard" | "reflection"; quotable: boolean; author: string }[];
};

/** What a story can tell of, and be set beside. */
export async function storyOptions(viewer: Viewer, community: string, story: string): Promise<StoryOptions> {
  return asViewer(viewer.claims, async (tx) => {
    const [problems, stories, concerns, notes] = await Promise.all([
      tx.execute<StoryOptions["problems"][number]>(sql`
        select id, number, title from problems where community_id = ${community} and published_at is not null order by created_at desc, id limit 50`),
      tx.execute<StoryOptions["stories"][number]>(sql`
        select s.id, t.title from stories s
        join story_texts t on t.community_id = s.community_id and t.story_id = s.id and t.locale = s.original
        where s.community_id = ${community} and s.status = 'published' and s.id <> ${story} order by s.published_at desc, s.id limit 50`),
      tx.execute<StoryOptions["concerns"][number]>(sql`
        select number, title from publications where community_id = ${community} and hidden_at is null
        order by changed_at desc, number desc limit 30`),
      tx.execute<StoryOptions["notes"][number]>(sql`
        select n.id, n.kind, n.quotable, left(n.body, 400) as body,
          case n.kind when 'reflection' then concat_ws(' ', u.post, u.name) else u.name end as author, b.name || ' ' || e.name || ' ' || h.door as place
        from visit_notes n
        join users u on u.id = n.author_id
        join visits v on v.community_id = n.community_id and v.id = n.visit_id
        join households h on h.community_id = v.community_id and h.id = v.household_id
        join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
        join buildings b on b.community_id = e.community_id and b.id = e.building_id
        where n.community_id = ${community} and n.kind in ('heard', 'reflection') and n.body <> ''
          and (n.quotable or n.author_id = app.user() or n.kind = 'reflection')
        order by n.created_at desc, n.id desc limit 60`),
    ]);
    return { problems: [...problems], stories: [...stories], concerns: [...concerns], notes: [...notes] };
  });
}
