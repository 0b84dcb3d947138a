import type { VisitStatus } from "./rules.ts";

/**
 * What can be entered without signal: an outcome, notes, a concern, taking an outcome back, another time, that a concern is
 * this household's too, what it says of what was done; at a site inspection what is found at an item (then `visit` is the item).
 */
export const queuedKinds = ["record", "note", "raise", "undo", "later", "voice", "told", "finding"] as const;

export type QueuedKind = (typeof queuedKinds)[number];

/** A photo on the phone, until what it belongs to has arrived. */
export type QueuedPhoto = {
  /** Chosen on the phone: sent twice, it is one. */
  id: string;
  name: string;
  type: string;
  bytes: ArrayBuffer;
  /** Its id in the portal, once it has arrived there. */
  sent?: string;
};

/** An entry on the phone. */
export type QueuedItem = {
  key: string;
  user: string;
  kind: QueuedKind;
  visit: string;
  community: string;
  /** Which door, in words. */
  door: string;
  values: Record<string, string | string[]>;
  photos: QueuedPhoto[];
  seen: VisitStatus;
  /** By the phone's clock. */
  at: number;
  /**
   * `waiting` to be sent; `refused` by the portal, with why; `thrown` away, for as long as that can be taken back; `sent`:
   * kept without its texts, until a page has come that knows of it.
   */
  state: "waiting" | "refused" | "thrown" | "sent";
  why?: string;
  /** When it arrived, by the portal's clock. */
  arrived?: number;
  /** What became of it: the number of a concern, or that another recorded the door otherwise. */
  number?: string;
  conflict?: boolean;
};

/** What an entry makes of a door; nothing where it leaves it as it is. */
function statusBy(item: Pick<QueuedItem, "kind" | "values">): VisitStatus | undefined {
  if (item.kind === "record") return item.values.outcome as VisitStatus;
  if (item.kind === "undo") return "planned";
  return item.kind === "later" ? "rescheduled" : undefined;
}

/** Whether an entry is still to be shown over what a page says. */
export const isCounted = (item: QueuedItem, rendered: number): boolean =>
  item.state === "waiting" || (item.state === "sent" && !item.conflict && (item.arrived ?? 0) >= rendered);

/**
 * How a door stands with what the phone holds: as the page says, then entry by entry. What was sent counts until a page
 * has come that was made after it arrived.
 * @param rendered when the page was made, by the portal's clock
 */
export function withQueue(
  door: { id: string; status: VisitStatus },
  items: readonly QueuedItem[],
  rendered: number,
): { status: VisitStatus; at: number | null; unsent: boolean } {
  let found: { status: VisitStatus; at: number | null; unsent: boolean } = {
    status: door.status,
    at: null,
    unsent: false,
  };
  for (const item of items) {
    const status = item.visit === door.id && isCounted(item, rendered) ? statusBy(item) : undefined;
    if (status) found = { status, at: status === "planned" ? null : item.at, unsent: item.state === "waiting" };
  }
  return found;
}

/** What a newer page knows of need not be kept any more. @param rendered when it was made */
export const isOver = (item: QueuedItem, rendered: number): boolean =>
  item.state === "sent" && (item.arrived ?? 0) < rendered;

/** In the order in which they were made: what is taken back was entered first. */
export const inOrder = (items: readonly QueuedItem[]): QueuedItem[] =>
  items.toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));

/** How long to wait before trying again: longer each time, two minutes at most. */
export const pauseAfter = (failures: number): number => Math.min(120_000, 4000 * 2 ** Math.max(0, failures - 1));
