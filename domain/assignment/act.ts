import { and, eq, ne } from "drizzle-orm";
import { assignments } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { type Held, onConcern } from "../concern/act.ts";
import { type Capacity, type ConcernStatus, isClosed } from "../concern/rules.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { type AssignmentAct, type AssignmentStatus, assignmentTransitions } from "./rules.ts";

export type AssignmentRow = typeof assignments.$inferSelect;

export type HeldAssignment = Held & {
  assignment: AssignmentRow;
  /** The state the act leads to, and what the event must tell of it. */
  to: AssignmentStatus;
  change: { assignment: string; organization: string; from: string; to: string };
};

/**
 * Holds a concern and one of its assignments, checks the act against the transition table, and does it.
 * @throws NotFound, or Refusal `notNow`
 */
export async function onAssignment<T>(
  viewer: Viewer,
  {
    number,
    assignment,
    key,
    act,
    content,
  }: { number: string; assignment: string; key: string; act: AssignmentAct; content: unknown },
  work: (held: HeldAssignment) => Promise<T>,
): Promise<T> {
  return onConcern(
    viewer,
    { number, key, command: `assignment.${act}`, content: [assignment, content] },
    async (held) => {
      const { tx, concern } = held;
      if (isClosed(concern.status as ConcernStatus)) throw new Refusal("notNow");
      const [row] = await tx
        .select()
        .from(assignments)
        .where(
          and(
            eq(assignments.communityId, concern.communityId),
            eq(assignments.id, assignment),
            eq(assignments.concernId, concern.id),
          ),
        )
        .for("update");
      if (!row) throw new NotFound();
      const own = viewer.claims.organizations.includes(row.organizationId);
      const capacities: Capacity[] = held.capacities.filter((capacity) => capacity !== "unit" || own);
      const found = assignmentTransitions.find(
        (t) => t.act === act && t.from === row.status && t.allowed.some((capacity) => capacities.includes(capacity)),
      );
      if (!found) throw new Refusal("notNow");
      const change = { assignment: row.id, organization: row.organizationId, from: row.status, to: found.to };
      return await work({ ...held, assignment: row, to: found.to, change });
    },
  );
}

/** Changes the held assignment. */
export async function setAssignment(held: HeldAssignment, values: Partial<AssignmentRow>): Promise<void> {
  await held.tx
    .update(assignments)
    .set({ status: held.to, ...values })
    .where(and(eq(assignments.communityId, held.assignment.communityId), eq(assignments.id, held.assignment.id)));
}

/** The other assignments of the concern that have not been returned. */
export function othersLive(held: HeldAssignment): Promise<AssignmentRow[]> {
  return held.tx
    .select()
    .from(assignments)
    .where(
      and(
        eq(assignments.communityId, held.concern.communityId),
        eq(assignments.concernId, held.concern.id),
        ne(assignments.id, held.assignment.id),
        ne(assignments.status, "returned"),
      ),
    );
}

/**
 * What comes next after an act of a unit, unless the concern waits for its reporter: whoever it waits for stays the next.
 */
export const nextUnlessWaiting = <T extends object>(held: HeldAssignment, next: T): T | Record<string, never> =>
  held.concern.status === "waiting" || held.concern.status === "solved" ? {} : next;
