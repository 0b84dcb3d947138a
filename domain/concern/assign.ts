import { and, eq, inArray, ne } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#db/id.ts";
import { assignments, communityOrganizations, organizations } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { remindAt, withinADay } from "../deadline/due.ts";
import { officeOf } from "../deadline/office.ts";
import { concernNumber, id, localTime, optionalText, several, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { momentOf } from "../time.ts";
import { onConcern, set, speaksFor, target, tell } from "./act.ts";
import { type ConcernStatus, isClosed, leads } from "./rules.ts";
import { timeZoneOf } from "./zone.ts";

export const assignInput = z.object({
  key: submissionKey,
  number: concernNumber,
  organizations: several(id, 12).refine((v) => v.length > 0, { params: { key: "chooseUnit" } }),
  dueAt: localTime,
  note: optionalText(2000),
});

/** Gives a concern to one or several partner units, each with the same due time. Units that have it already keep theirs. */
export async function assign(viewer: Viewer, input: z.output<typeof assignInput>): Promise<void> {
  const { key, number, ...content } = input;
  await onConcern(viewer, { number, key, command: "concern.assign", content }, async (held) => {
    const { tx, concern, capacities } = held;
    const status = concern.status as ConcernStatus;
    if (!leads(capacities) || isClosed(status)) throw new Refusal("notNow");
    const to = status === "assigned" ? status : target(held, "assign");
    const dueAt = momentOf(input.dueAt, timeZoneOf(held));
    const now = new Date();
    if (dueAt < now) throw new Refusal("past", { field: "dueAt" });

    const here = await tx
      .select({ id: organizations.id })
      .from(communityOrganizations)
      .innerJoin(organizations, eq(organizations.id, communityOrganizations.organizationId))
      .where(
        and(
          eq(communityOrganizations.communityId, concern.communityId),
          inArray(organizations.id, input.organizations),
          ne(organizations.kind, "agency"),
        ),
      );
    if (here.length !== new Set(input.organizations).size) throw new Refusal("chooseUnit", { field: "organizations" });
    const has = await tx
      .select({ organizationId: assignments.organizationId })
      .from(assignments)
      .where(
        and(
          eq(assignments.communityId, concern.communityId),
          eq(assignments.concernId, concern.id),
          ne(assignments.status, "returned"),
        ),
      );
    const added = here.filter((unit) => !has.some((a) => a.organizationId === unit.id));
    if (!added.length) throw new Refusal("alreadyAssigned", { field: "organizations" });

    const { calendar } = await officeOf(tx, concern.communityId);
    await tx.insert(assignments).values(
      added.map((unit) => ({
        communityId: concern.communityId,
        id: newId(),
        concernId: concern.id,
        organizationId: unit.id,
        dueAt,
        // To say that it is theirs, a unit has a day of work, and no longer than for the answer.
        acceptDueAt: new Date(Math.min(withinADay(calendar, now).getTime(), dueAt.getTime())),
        remindAt: remindAt(calendar, now, dueAt),
        assignedBy: viewer.user?.id,
      })),
    );
    await set(held, {
      status: to,
      nextStep: "units_answer",
      nextNote: null,
      nextAt: concern.status === "assigned" && concern.nextAt && concern.nextAt < dueAt ? concern.nextAt : dueAt,
      // Whoever sorts a new concern owns it from then on.
      ...(status === "new" ? { ownerId: viewer.user?.id ?? null } : {}),
    });
    // Given to the unit that another one said it belongs to: whoever raised it hears that it was passed on.
    const suggested = await tx
      .select({ id: assignments.suggestedId })
      .from(assignments)
      .where(and(eq(assignments.communityId, concern.communityId), eq(assignments.concernId, concern.id)));
    const passedOn = added.some((unit) => suggested.some((s) => s.id === unit.id));
    await tell(held, {
      kind: "assigned",
      to,
      data: {
        organizations: added.map((unit) => unit.id),
        dueAt: dueAt.toISOString(),
        ...(passedOn ? { passedOn } : {}),
      },
    });
    if (input.note) {
      await tell(held, {
        kind: "replied",
        said: { body: input.note, audience: "working" },
        organization: speaksFor(held),
      });
    }
  });
}
