import { sql } from "drizzle-orm";
import { idFrom } from "#db/id.ts";
import type { Viewer } from "../account/viewer.ts";
import { type HeldAgreement, onAgreement, tell } from "../agreement/hold.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { dayOf } from "../time.ts";
import { type MeasureAct, type MeasureCapacity, type MeasureStatus, measureAfter } from "./rules.ts";

export type HeldMeasure = HeldAgreement & {
  measure: {
    id: string;
    status: MeasureStatus;
    organization: string | null;
    dueOn: string | null;
    /** The day on which it is expected now, as YYYY-MM-DD. */
    expectedOn: string | null;
  };
  capacities: MeasureCapacity[];
  /** Today where the community lives. */
  today: string;
};

type Asked = { agreement: string; measure: string; key: string; command: string; content: unknown };

/** Holds a measure of an agreement for whoever is to do it or leads. @throws NotFound for everybody else */
export const onMeasure = <T>(
  viewer: Viewer,
  { measure, content, command, ...asked }: Asked,
  work: (held: HeldMeasure) => Promise<T>,
): Promise<T> =>
  onAgreement(viewer, { ...asked, command: `measure.${command}`, content: [measure, content] }, async (held) => {
    const { communityId, id } = held.agreement;
    const [row] = await held.tx.execute<HeldMeasure["measure"]>(sql`
      select id, status, organization_id as organization, due_on::text as "dueOn", coalesce(expected_on, due_on)::text as "expectedOn"
      from measures where community_id = ${communityId} and id = ${measure} and agreement_id = ${id}`);
    const unit = row?.organization && viewer.claims.organizations.includes(row.organization);
    const capacities: MeasureCapacity[] = [
      ...(held.leads ? ["lead" as const] : []),
      ...(unit ? ["unit" as const] : []),
    ];
    if (!row || !capacities.length) throw new NotFound();
    return work({ ...held, measure: row, capacities, today: dayOf(new Date(), held.timeZone) });
  });

/** Moves a measure by an act of its transition table, and tells of it. @throws Refusal where that is not possible now */
export async function moveMeasure(
  held: HeldMeasure,
  act: MeasureAct,
  kind: string,
  { note, reason, data = {} }: { note?: string; reason?: string; data?: Record<string, string | null> } = {},
): Promise<void> {
  const { tx, agreement, measure, capacities } = held;
  const to = measureAfter(act, measure.status, capacities);
  if (!to || agreement.status !== "concluded") throw new Refusal("notNow");
  await tell(held, kind, { measure: measure.id, from: measure.status, to, ...data }, "everyone");
  const moved = await tx.execute(sql`
    update measures set status = ${to}, done_note = ${note ?? null}::text, reason = ${reason ?? null}::text
    where community_id = ${agreement.communityId} and id = ${measure.id} and status = ${measure.status}`);
  if (!moved.count) throw new Refusal("notNow");
}

/** Says that a measure comes later than was expected, and why: for everybody to read. */
export async function sayDelay(held: HeldMeasure, toOn: string, reason: string): Promise<void> {
  const { tx, userId, agreement, measure, submission } = held;
  await tx.execute(sql`
    insert into work_delays (community_id, id, agreement_id, measure_id, to_on, reason, said_by)
    values (${agreement.communityId}, ${idFrom(submission, "delay")}, ${agreement.id}, ${measure.id}, ${toOn}, ${reason}, ${userId})`);
  await tell(held, "measure_delayed", { measure: measure.id, was: measure.expectedOn, to: toOn }, "everyone");
}
