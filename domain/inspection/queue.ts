import { isCounted, type QueuedItem } from "../visit/queue.ts";
import type { Finding } from "./rules.ts";

/**
 * How an item stands with what the phone holds: as the page says, then entry by entry.
 * @param rendered when the page was made, by the portal's clock
 */
export function withFindings(
  item: { id: string; finding: Finding | null },
  items: readonly QueuedItem[],
  rendered: number,
): { finding: Finding | null; unsent: boolean } {
  let found = { finding: item.finding, unsent: false };
  for (const queued of items) {
    if (queued.kind !== "finding" || queued.visit !== item.id || !isCounted(queued, rendered)) continue;
    found = { finding: queued.values.finding as Finding, unsent: queued.state === "waiting" };
  }
  return found;
}
