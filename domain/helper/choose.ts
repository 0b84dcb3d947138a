import { sql } from "drizzle-orm";
import { z } from "zod";
import { asViewer, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";
import type { RoundStatus } from "../round/rules.ts";
import { timesOf, wishFields } from "../wish/choose.ts";

/** A round that comes to a door that the viewer chooses times for. Nothing of what was chosen before. */
export type HelpedRound = {
  helper: string;
  building: string;
  entrance: string;
  door: string;
  timeZone: string;
  round: { id: string; name: string; startsOn: string; endsOn: string; status: RoundStatus };
  shifts: { id: string; startsAt: Date; endsAt: Date }[];
};

type Row = Omit<HelpedRound, "shifts" | "timeZone"> & {
  community_id: string;
  shifts: { id: string; startsAt: string; endsAt: string }[];
};

/** The rounds that come to those whom the viewer helps to choose times, the nearest first. */
export async function helpedRounds(viewer: Viewer): Promise<HelpedRound[]> {
  if (!viewer.user?.helps.some((h) => h.mayChoose)) return [];
  const rows = await asViewer(viewer.claims, (tx) => tx.execute<Row>(sql`select * from app.rounds_for_helper()`));
  return [...rows].map(({ community_id, shifts, ...row }) => ({
    ...row,
    timeZone: viewer.communities.find((c) => c.id === community_id)?.timeZone ?? "Asia/Shanghai",
    shifts: shifts.map((s) => ({ id: s.id, startsAt: new Date(s.startsAt), endsAt: new Date(s.endsAt) })),
  }));
}

export const helpedWishInput = z.object({ key: submissionKey, helper: id, round: id, ...wishFields });

/** Says for a household, as its helper, when it wants to be visited. @throws NotFound once that has ended; Refusal by field */
export async function chooseForHelped(
  viewer: Viewer,
  input: z.output<typeof helpedWishInput>,
  locale: string,
): Promise<void> {
  const { key, ...content } = input;
  const place = (await helpedRounds(viewer)).find((p) => p.helper === input.helper && p.round.id === input.round);
  if (!place) throw new NotFound();
  const times = timesOf(input, place.shifts, true);
  await submit(viewer.claims, { key, command: "helper.choose", content }, async (tx, wish) => {
    const [row] = await tx.execute<{ ok: boolean }>(sql`
      select app.choose_for_household(${input.helper}, ${input.round}, ${wish}, ${input.kind}, ${times}::tstzmultirange, ${input.note},
        ${input.phone}, ${input.email}, ${locale}) as ok`);
    if (!row?.ok) throw new NotFound();
  });
}
