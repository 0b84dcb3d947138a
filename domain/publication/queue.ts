import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";
import { titleOf } from "../concern/raise.ts";
import type { Area } from "../place/area.ts";
import { neutral, type Piece, pieces } from "../publish/neutral.ts";
import { bars, type Secrets, tellings } from "../publish/tells.ts";
import { NotFound } from "../refusal.ts";
import { hasEnded, type PublicState } from "./rules.ts";
import { secretsIn } from "./secrets.ts";

/** One concern as somebody looks at it for the public. */
export type Review = {
  number: string;
  /** Looked at for the first time; its end is to be told; or it stands there and may be changed. */
  step: "first" | "outcome" | "published" | "hidden" | "kept" | "declined";
  category: CategoryKey;
  building: string | null;
  area: Area | null;
  state: PublicState;
  raisedAt: Date;
  households: number;
  /** What was written, in pieces: what the finder found in it is marked. */
  title: Piece[];
  body: Piece[];
  /** The last answer that all who may read the concern read. */
  answer: Piece[] | null;
  /** What is proposed to the public, or stands there. */
  text: { title: string; body: string; outcome: string };
  /** Whether there is anything in it that may tell of somebody: then it is to be looked at twice. */
  doubtful: boolean;
  queued: boolean;
};

export type Queue = {
  /** How many wait; more than a thousand are not counted. */
  waiting: number;
  item: Review | null;
  /** Those that come after it. */
  next: { number: string; title: string; kind: "first" | "outcome" }[];
};

const countMost = 1000;

type Row = {
  communityId: string;
  number: string;
  kind: "first" | "outcome" | null;
  decision: string | null;
  hidden: boolean | null;
  category: CategoryKey;
  building: string | null;
  area: Area | null;
  state: PublicState;
  raisedAt: string;
  households: number;
  title: string;
  body: string;
  publicTitle: string | null;
  publicBody: string | null;
  outcome: string | null;
  answer: string | null;
};

/**
 * What waits for a person's eye before everybody may read it, oldest first; or one concern, whether it waits or not.
 * @throws NotFound where the viewer coordinates nothing, or not this one
 */
export async function reviewQueue(viewer: Viewer, number?: string): Promise<Queue> {
  if (!viewer.claims.coordinates.length) throw new NotFound();
  return asViewer(viewer.claims, async (tx) => {
    const here = sql`q.community_id = any (app.coordinates())`;
    const [[count], ahead] = await Promise.all([
      tx.execute<{ n: number }>(sql`
        select count(*)::int as n from (select from publication_queue q where ${here} ${atMost(countMost + 1)}) n`),
      tx.execute<{ number: string; title: string; kind: "first" | "outcome" }>(sql`
        select c.number, c.title, q.kind from unnest(app.coordinates()) k
        cross join lateral (
          select * from publication_queue q where q.community_id = k order by q.at, q.concern_id limit 12) q
        join concerns c on c.community_id = q.community_id and c.id = q.concern_id
        order by q.at, q.concern_id limit 12`),
    ]);
    const next = [...ahead];
    const shown = number ?? next[0]?.number;
    const [row] = shown
      ? await tx.execute<Row>(sql`
        select c.community_id as "communityId", c.number, q.kind, r.decision, p.hidden_at is not null as hidden, c.category, b.name as building, c.area,
          app.public_state(c) as state, c.created_at as "raisedAt", c.voices + 1 as households, c.title, c.body,
          p.title as "publicTitle", p.body as "publicBody", p.outcome, (
            select m.body from messages m
            where m.community_id = c.community_id and m.thread_id = c.id and m.organization_id is not null and m.audience = 'everyone'
              and m.deleted_at is null order by m.created_at desc limit 1) as answer
        from concerns c
        left join buildings b on b.community_id = c.community_id and b.id = c.building_id
        left join publications p on p.community_id = c.community_id and p.concern_id = c.id
        left join publication_reviews r on r.community_id = c.community_id and r.concern_id = c.id
        left join publication_queue q on q.community_id = c.community_id and q.concern_id = c.id
        where c.number = ${shown} and c.community_id = any (app.coordinates()) and app.may_be_public(c)`)
      : [];
    if (number && !row) throw new NotFound();
    const said = row && [row.title, row.body, row.answer ?? ""].join("\n");
    const item = row && said ? reviewOf(row, await secretsIn(tx, row.communityId, said)) : null;
    return {
      waiting: Math.min(count?.n ?? 0, countMost),
      item,
      next: next.filter((one) => one.number !== item?.number),
    };
  });
}

function reviewOf(row: Row, secrets: Secrets): Review {
  const marked = (text: string) => tellings(text, secrets);
  const [title, body, answer] = [marked(row.title), marked(row.body), marked(row.answer ?? "")];
  const ended = hasEnded(row.state);
  const published = row.publicTitle !== null;
  const said = neutral(row.body, body);
  return {
    number: row.number,
    step: published
      ? row.kind === "outcome"
        ? "outcome"
        : "published"
      : row.kind === "first"
        ? "first"
        : row.decision === "declined"
          ? "declined"
          : row.decision === "kept"
            ? "kept"
            : "hidden",
    category: row.category,
    building: row.building,
    area: row.area,
    state: row.state,
    raisedAt: new Date(row.raisedAt),
    households: row.households,
    title: pieces(row.title, title),
    body: pieces(row.body, body),
    answer: row.answer === null ? null : pieces(row.answer, answer),
    text: {
      // (A title cut out of the text may be cut within what is to be left out.)
      title: row.publicTitle ?? (row.title === titleOf(row.body) ? titleOf(said) : neutral(row.title, title)),
      body: row.publicBody ?? said,
      outcome: row.outcome ?? (ended && row.answer ? neutral(row.answer, answer) : ""),
    },
    doubtful: [...title, ...body, ...answer].some((t) => !bars(t.kind)),
    queued: row.kind !== null,
  };
}

/** How many wait, for who coordinates; null for everybody else. */
export async function reviewsWaiting(viewer: Viewer): Promise<number | null> {
  if (!viewer.claims.coordinates.length) return null;
  return asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<{ n: number }>(sql`
      select count(*)::int as n from (
        select from publication_queue q where q.community_id = any (app.coordinates()) ${atMost(countMost)}) n`);
    return row?.n ?? 0;
  });
}
