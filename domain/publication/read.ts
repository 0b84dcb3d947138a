import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer, nobody } from "#db/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";
import type { Area } from "../place/area.ts";
import type { PublicState } from "./rules.ts";

/** What everybody reads of a concern, in a list. */
export type PublicLine = {
  number: string;
  title: string;
  outcome: string | null;
  category: CategoryKey;
  building: string | null;
  area: Area | null;
  state: PublicState;
  /** In steps of five; null: a few. */
  households: number | null;
  raisedAt: Date;
  takenAt: Date | null;
  solvedAt: Date | null;
  closedAt: Date | null;
  changedAt: Date;
};

export type PublicConcern = PublicLine & {
  communityId: string;
  buildingId: string | null;
  body: string;
  publishedAt: Date;
  similar: PublicLine[];
};

type Moments = "raisedAt" | "takenAt" | "solvedAt" | "closedAt" | "changedAt";

export type PublicRow = Omit<PublicLine, Moments> & Record<Moments, string | null>;

/** The columns of a line: of a publication `p` with its building `b`. */
export const publicColumns = sql`
  p.number, p.title, p.outcome, p.category, b.name as building, p.area, p.state, p.households, p.raised_at as "raisedAt",
  p.taken_at as "takenAt", p.solved_at as "solvedAt", p.closed_at as "closedAt", p.changed_at as "changedAt"`;

export const withBuilding = sql`left join buildings b on b.community_id = p.community_id and b.id = p.building_id`;

const date = (value: string | null): Date | null => (value === null ? null : new Date(value));

export function publicLine({ raisedAt, takenAt, solvedAt, closedAt, changedAt, ...row }: PublicRow): PublicLine {
  return {
    number: row.number,
    title: row.title,
    outcome: row.outcome,
    category: row.category,
    building: row.building,
    area: row.area,
    state: row.state,
    households: row.households,
    raisedAt: new Date(raisedAt ?? 0),
    takenAt: date(takenAt),
    solvedAt: date(solvedAt),
    closedAt: date(closedAt),
    changedAt: new Date(changedAt ?? 0),
  };
}

/** Some published concerns as everybody reads them, whoever looks. */
export async function publicLines(tx: Transaction, rest: SQL): Promise<PublicLine[]> {
  const rows = await tx.execute<PublicRow>(sql`
    select ${publicColumns} from publications p ${withBuilding} where p.hidden_at is null and ${rest}`);
  return [...rows].map(publicLine);
}

/** What everybody reads of one concern: itself, nothing, or that it was here and has been taken down. */
export async function publicConcern(number: string): Promise<PublicConcern | "gone" | null> {
  return asViewer(nobody, async (tx) => {
    const [[row], similar] = await Promise.all([
      tx.execute<
        PublicRow & { communityId: string; buildingId: string | null; body: string; publishedAt: string; gone: boolean }
      >(sql`
        select ${publicColumns}, p.community_id as "communityId", p.building_id as "buildingId", p.body, p.published_at as "publishedAt"
        from publications p ${withBuilding} where p.number = ${number}`),
      publicLines(tx, sql`p.number in (select app.similar_publications(${number})) order by p.changed_at desc`),
    ]);
    if (row)
      return {
        ...publicLine(row),
        communityId: row.communityId,
        buildingId: row.buildingId,
        body: row.body,
        publishedAt: new Date(row.publishedAt),
        similar,
      };
    const [was] = await tx.execute<{ gone: boolean }>(sql`select app.was_published(${number}) as gone`);
    return was?.gone ? "gone" : null;
  });
}
