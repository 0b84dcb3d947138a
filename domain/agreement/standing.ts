import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Choice } from "./vote.ts";

export type PollResult = {
  doors: number;
  doorsVoted: number;
  owners: number;
  ownersVoted: number;
  ownersYes: number;
  ownersNo: number;
  ownersAbstained: number;
  /** Square metres. */
  area: number;
  areaVoted: number;
  areaYes: number;
  areaNo: number;
  areaAbstained: number;
  turnout: boolean;
  agreed: boolean;
  consented: boolean;
};

export type OwnDoor = {
  householdId: string;
  door: string;
  entrance: string;
  building: string;
  /** Rented out: the owner votes, on paper. */
  letOut: boolean;
  ballot: { choice: Choice; receipt: string; via: "online" | "paper"; confirmed: boolean } | null;
};

export type PollStanding = {
  id: string;
  ordinal: number;
  opensAt: Date;
  closesAt: Date;
  /** Its time is over; the count follows within a minute. */
  over: boolean;
  closed: boolean;
  turnout: [number, number];
  consent: [number, number];
  consentOver: "roll" | "cast";
  moreThan: boolean;
  byArea: boolean;
  result: PollResult | null;
  /** Doors on the roll, doors that have voted, papers that wait for a second reader. */
  doors: number;
  voted: number;
  waiting: number;
  own: OwnDoor[];
  receipts: { receipt: string; choice: Choice }[];
};

type Row = Omit<PollStanding, "opensAt" | "closesAt" | "turnout" | "consent" | "own" | "receipts"> & {
  community: string;
  opensAt: string;
  closesAt: string;
  turnoutNumerator: number;
  turnoutDenominator: number;
  consentNumerator: number;
  consentDenominator: number;
};

/** The households' vote on a version of an agreement, with what the viewer's own doors said; null where there is none. */
export async function pollStanding(
  viewer: Viewer,
  agreement: string,
  ordinal: number | null,
): Promise<PollStanding | null> {
  if (ordinal === null) return null;
  return asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<Row>(sql`
      select p.id, p.community_id as community, p.ordinal, p.opens_at as "opensAt", p.closes_at as "closesAt", p.closes_at <= now() as over,
        p.closed_at is not null as closed, p.turnout_numerator as "turnoutNumerator", p.turnout_denominator as "turnoutDenominator",
        p.consent_numerator as "consentNumerator", p.consent_denominator as "consentDenominator", p.consent_over as "consentOver",
        p.more_than as "moreThan", p.by_area as "byArea", p.result, s.doors, s.voted, s.waiting
      from polls p, lateral app.poll_standing(p.community_id, p.id) s
      where p.agreement_id = ${agreement} and p.ordinal = ${ordinal}`);
    if (!row) return null;
    const [own, receipts] = await Promise.all([
      tx.execute<
        Omit<OwnDoor, "ballot"> & { choice: Choice | null; receipt: string; via: "online"; confirmed: boolean }
      >(sql`
        select r.household_id as "householdId", h.door, e.name as entrance, b.name as building, coalesce(o.let_out, false) as "letOut",
          v.choice, v.receipt, v.via, v.confirmed
        from poll_roll r
        join households h on h.community_id = r.community_id and h.id = r.household_id
        join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
        join buildings b on b.community_id = e.community_id and b.id = e.building_id
        left join ownerships o on o.community_id = r.community_id and o.household_id = r.household_id
        left join app.own_ballot(r.community_id, r.poll_id) v on v.household_id = r.household_id
        where r.community_id = ${row.community} and r.poll_id = ${row.id} and r.household_id = any ((select app.households())::uuid[])
        order by b.ordinal, e.ordinal, h.door`),
      row.closed
        ? tx.execute<{ receipt: string; choice: Choice }>(
            sql`select receipt, choice from app.poll_receipts(${row.community}, ${row.id})`,
          )
        : [],
    ]);
    const { turnoutNumerator, turnoutDenominator, consentNumerator, consentDenominator, opensAt, closesAt, ...rest } =
      row;
    return {
      ...rest,
      opensAt: new Date(opensAt),
      closesAt: new Date(closesAt),
      turnout: [turnoutNumerator, turnoutDenominator],
      consent: [consentNumerator, consentDenominator],
      own: [...own].map(({ choice, receipt, via, confirmed, ...door }) => ({
        ...door,
        ballot: choice ? { choice, receipt, via, confirmed } : null,
      })),
      receipts: [...receipts],
    };
  });
}
