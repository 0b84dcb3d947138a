import { startsWithin } from "./model.ts";
import type { PlanHousehold, PlanInput, UnplannedReason } from "./types.ts";

/** Why a household can be in no plan at all, whatever the others do; null if it could be. */
export function hopeless(input: PlanInput): (household: PlanHousehold) => UnplannedReason | null {
  const stay = Math.round(input.timing.visit * 60_000);
  const shifts = input.shifts.filter((shift) => shift.teams.length > 0);
  const guides = new Map(input.entrances.map((e) => [e.id, e.guide]));
  const some = (wish: PlanHousehold["wish"], guide: (typeof input.entrances)[number]["guide"]) => {
    const wished = wish !== "call" && wish?.length ? wish : undefined;
    return shifts.some((shift) => startsWithin(shift, stay, wished, guide).length > 0);
  };
  const byGuide = new Map(input.entrances.map((e) => [e.id, some(undefined, e.guide)]));
  const general = forAll(input, shifts.length, some(undefined, undefined));
  return (household) => {
    if (household.wish === "call") return "rather_call";
    if (general) return general;
    if (!byGuide.get(household.entrance)) return "no_guide";
    if (!household.wish?.length) return null;
    if (!some(household.wish, undefined)) return "wish_outside_shifts";
    return some(household.wish, guides.get(household.entrance)) ? null : "wish_without_guide";
  };
}

function forAll(input: PlanInput, manned: number, long: boolean): UnplannedReason | null {
  if (input.teams.length === 0) return "no_teams";
  if (input.shifts.length === 0) return "no_shifts";
  if (manned === 0) return "no_teams";
  return long ? null : "too_short";
}
