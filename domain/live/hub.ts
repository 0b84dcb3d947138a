import { pool } from "#db/connect.ts";

/** What the database announces on `doorstep`: an event on a subject, or something for a person. */
export type Announcement =
  | {
      type: "concern" | "room" | "meeting" | "visit" | "round" | "account" | "household" | "organization" | "community";
      community: string;
      subject: string;
      seq: number;
      kind: string;
      audience: string;
    }
  /** Somebody of those who work on a thread came, writes, or left. */
  | { type: "presence"; community: string; subject: string }
  /** What the public reads has changed. */
  | { type: "public"; community: string }
  | { type: "user"; user: string; sessions?: true }
  /** The connection was lost and is back: something may have been missed. */
  | { type: "resumed" };

type Listener = (announcement: Announcement) => void;

type Hub = { listeners: Set<Listener>; ready: Promise<unknown> };

type Global = typeof globalThis & { doorstepHub?: Hub };

/**
 * Hears what any process commits, over one connection a process (LISTEN), and passes it to the open pages here.
 * @returns a function that ends the subscription
 */
export function subscribe(listener: Listener): () => void {
  const hub = open();
  hub.listeners.add(listener);
  return () => hub.listeners.delete(listener);
}

/** Resolves when the connection listens: what is committed from then on is heard. */
export const listening = (): Promise<unknown> => open().ready;

/** How many streams are open in this process. */
export const subscribers = (): number => (globalThis as Global).doorstepHub?.listeners.size ?? 0;

function open(): Hub {
  const held = globalThis as Global;
  if (held.doorstepHub) return held.doorstepHub;
  const listeners = new Set<Listener>();
  const tellAll = (announcement: Announcement) => {
    for (const listener of listeners) listener(announcement);
  };
  let before = false;
  // The driver connects again by itself, and says so.
  const ready = pool("doorstep_app").client.listen(
    "doorstep",
    (payload) => tellAll(JSON.parse(payload) as Announcement),
    () => {
      if (before) tellAll({ type: "resumed" });
      before = true;
    },
  );
  held.doorstepHub = { listeners, ready };
  return held.doorstepHub;
}
