import type { Model } from "./model.ts";
import type { Pace } from "./pace.ts";
import type { Found } from "./search.ts";
export async function boundOf(
  model: Model,
  found: Found,
  pace: Pace,
  rounds: number,
  onStep: (done: number) => void,
): Promise<{ bound: number; by: "columns" | "volume" }> {
  return { bound: 0, by: "volume" };
}
