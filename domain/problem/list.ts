import { sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "#db/at-most.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, categoryKeys } from "../concern/category.ts";
import { type Crowd, crowdOf } from "./crowd.ts";
import type { ProblemStatus } from "./rules.ts";

/** The states as a list offers them. */
export const problemStates = {
  going: ["open", "talks", "agreed", "works"],
  open: ["open"],
  talks: ["talks", "agreed"],
  works: ["works"],
  done: ["done"],
  closed: ["closed"],
} as const satisfies Record<string, readonly ProblemStatus[]>;

export type ProblemState = keyof typeof problemStates;

/** What the address of the list says; anything it does not understand is as if it were not there. */
export const problemListInput = z.object({
  state: z.enum(["all", ...(Object.keys(problemStates) as [ProblemState])]).catch("going"),
  category: z.enum(categoryKeys).optional().catch(undefined),
});

export type ProblemListInput = z.output<typeof problemListInput>;

export type ProblemLine = {
  number: string;
  title: string;
  category: CategoryKey;
  status: ProblemStatus;
  crowd: Crowd;
  /** For ordering and bars: never said where the crowd is not exact. */
  size: number;
  /** For those who work in the community. */
  owner: string | null;
  nextAt: Date | null;
  published: boolean;
};

type Row = Omit<ProblemLine, "crowd" | "nextAt"> & { nextAt: string | null; officer: boolean };

const most = 200;

/**
 * The problems of the viewer's communities, those of most households first; for everybody else those that were published.
 * Who leads counts the private concerns too.
 */
export async function listProblems(viewer: Viewer, { state, category }: ProblemListInput): Promise<ProblemLine[]> {
  const statuses = state === "all" ? null : `{${problemStates[state].join(",")}}`;
  const rows = await asViewer(viewer.claims, async (tx) => [
    ...(viewer.claims.memberIn.length
      ? await tx.execute<Row>(sql`
          select p.number, p.title, p.category, p.status, coalesce(t.households, p.households) as size,
            p.community_id = any (app.officer_in()) as officer, o.name as owner, p.next_at as "nextAt",
            p.published_at is not null as published
          from problems p
          left join problem_totals t on t.community_id = p.community_id and t.problem_id = p.id
          left join users o on o.id = p.owner_id
          where p.community_id = any (app.member_in()) and (${statuses}::text[] is null or p.status = any (${statuses}::text[]))
            and (${category ?? null}::text is null or p.category = ${category ?? null})
          order by coalesce(t.households, p.households) desc, p.created_at desc, p.id ${atMost(most)}`)
      : await tx.execute<Row>(sql`
          select p.number, p.title, p.category, p.status, p.households as size, false as officer, null as owner, null as "nextAt",
            true as published
          from app.public_problems() p
          where (${statuses}::text[] is null or p.status = any (${statuses}::text[]))
            and (${category ?? null}::text is null or p.category = ${category ?? null})`)),
  ]);
  const lines = rows.map(({ officer, owner, nextAt, size, ...row }) => ({
    ...row,
    owner: officer ? owner : null,
    nextAt: officer && nextAt ? new Date(nextAt) : null,
    crowd: crowdOf(size, officer),
    size: officer ? size : sizeShown(size),
  }));
  // Those of about the same number stand in an order that does not tell which has more.
  return lines.toSorted((a, b) => b.size - a.size || (a.crowd.kind === "exact" ? 0 : b.number.localeCompare(a.number)));
}

const sizeShown = (size: number): number => {
  const crowd = crowdOf(size, false);
  return crowd.kind === "few" ? 0 : crowd.n;
};

export type ProblemOption = { id: string; number: string; title: string };

/** The problems of a community that are not closed: where a concern can be put behind one. */
export const openProblems = (viewer: Viewer, community: string): Promise<ProblemOption[]> =>
  asViewer(viewer.claims, async (tx) => [
    ...(await tx.execute<ProblemOption>(sql`
      select p.id, p.number, p.title from problems p
      where p.community_id = ${community} and p.closed_at is null order by p.households desc, p.title, p.id ${atMost(most)}`)),
  ]);
