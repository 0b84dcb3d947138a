import { and, eq, isNull, sql } from "drizzle-orm";
import { notifications } from "#db/schema/index.ts";
import { asViewer, change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { problemIdOf } from "./page.ts";
import type { ProblemStatus } from "./rules.ts";

export type DeskProblem = {
  number: string;
  title: string;
  status: ProblemStatus;
  nextAt: Date | null;
  nextNote: string | null;
  unread: number;
};

/** The open problems that the viewer owns, or at whose table one of their units sits: by their next date. */
export async function deskProblems(viewer: Viewer): Promise<DeskProblem[]> {
  const user = viewer.user?.id;
  if (!user || (!viewer.claims.officerIn.length && !viewer.claims.organizations.length)) return [];
  const units = `{${viewer.claims.organizations.join(",")}}`;
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<Omit<DeskProblem, "nextAt"> & { nextAt: string | null }>(sql`
      select p.number, p.title, p.status, p.next_at as "nextAt", p.next_note as "nextNote",
        (select count(*)::int from notifications n where n.user_id = ${user} and n.community_id = p.community_id
          and n.problem_id = p.id and n.read_at is null) as unread
      from problems p
      where p.closed_at is null and (p.owner_id = ${user} or exists (
        select from problem_units u where u.community_id = p.community_id and u.problem_id = p.id and u.ended_at is null
          and u.organization_id = any (${units}::uuid[])))
      order by p.next_at limit 20`),
  );
  return [...rows].map((row) => ({ ...row, nextAt: row.nextAt ? new Date(row.nextAt) : null }));
}

/** What a person was told of a problem is read: they have its page open. */
export async function readProblem(viewer: Viewer, problem: string): Promise<void> {
  const user = viewer.user?.id;
  if (!user) return;
  await change(viewer.claims, (tx) =>
    tx
      .update(notifications)
      .set({ readAt: new Date() })
      .where(and(eq(notifications.userId, user), eq(notifications.problemId, problem), isNull(notifications.readAt))),
  );
}

/** The same, by its number: for a page that stays open. */
export async function readProblemOf(viewer: Viewer, number: string): Promise<void> {
  const problem = await problemIdOf(viewer, number);
  if (problem) await readProblem(viewer, problem);
}
