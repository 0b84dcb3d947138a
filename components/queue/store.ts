import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { useSyncExternalStore } from "react";
import { inOrder, isOver, type QueuedItem, type QueuedPhoto } from "#domain/visit/queue.ts";

/** What the sender is doing, for the line that says so. */
export type Sending = {
  phase: "idle" | "sending" | "sent" | "offline" | "trouble" | "signIn";
  n: number;
  total: number;
  /** The entry that is under way. */
  key?: string;
};

type Snapshot = { user: string; items: readonly QueuedItem[]; sending: Sending; available: boolean };

/** What is being typed at a door: a phone that takes a photo may end the page it was taken for. */
export type Typed = { id: string; values: Record<string, string | string[]>; photos: QueuedPhoto[] };

interface Shelf extends DBSchema {
  items: { key: string; value: QueuedItem };
  typed: { key: string; value: Typed };
}

const empty: Snapshot = { user: "", items: [], sending: { phase: "idle", n: 0, total: 0 }, available: false };
let snapshot = empty;
const listeners = new Set<() => void>();
let opened: Promise<IDBPDatabase<Shelf>> | undefined;
let channel: BroadcastChannel | undefined;

export const databaseName = "doorstep";
/** Says without opening the database whether something waits: pages that have no use for it then load none of this. */
const waitingMark = "doorstep.waiting";

function tell(change: Partial<Snapshot>): void {
  snapshot = { ...snapshot, ...change };
  for (const listener of listeners) listener();
}

export const tellSending = (sending: Sending): void => tell({ sending });

const shelf = (): Promise<IDBPDatabase<Shelf>> => {
  opened ??= openDB<Shelf>(databaseName, 1, {
    upgrade: (db) => {
      db.createObjectStore("items", { keyPath: "key" });
      db.createObjectStore("typed", { keyPath: "id" });
    },
    // Signing out in another tab deletes it all: this one must not stand in the way.
    blocking: () => void close(),
    terminated: () => {
      opened = undefined;
    },
  });
  return opened;
};

/** Lets go of the database. */
export async function close(): Promise<void> {
  const db = await opened?.catch(() => undefined);
  opened = undefined;
  db?.close();
}

async function load(): Promise<void> {
  const all = await (await shelf()).getAll("items");
  const items = inOrder(all.filter((item) => item.user === snapshot.user));
  const waiting = all.some((item) => item.state === "waiting");
  if (waiting) localStorage.setItem(waitingMark, "1");
  else localStorage.removeItem(waitingMark);
  tell({ items, available: true });
}

/** Takes the queue of a person into view; what others left on this phone is neither shown nor sent. */
export async function open(user: string): Promise<void> {
  snapshot = { ...snapshot, user };
  if (!channel && "BroadcastChannel" in window) {
    channel = new BroadcastChannel("doorstep-queue");
    channel.onmessage = () => void load().catch(() => tell({ available: false }));
  }
  // Without it (some private windows) forms are sent at once, as they were before.
  await load().catch(() => tell({ available: false }));
}

async function written(): Promise<void> {
  await load();
  channel?.postMessage("changed");
}

/** Keeps entries. They are on the phone's disk when this returns. */
export async function put(...items: QueuedItem[]): Promise<void> {
  const tx = (await shelf()).transaction("items", "readwrite", { durability: "strict" });
  await Promise.all([...items.map((item) => tx.store.put(item)), tx.done]);
  await written();
}

/** Changes an entry, if it is still there and may be changed. @returns whether it was */
export async function change(key: string, work: (item: QueuedItem) => QueuedItem | null): Promise<boolean> {
  const tx = (await shelf()).transaction("items", "readwrite", { durability: "strict" });
  const item = await tx.store.get(key);
  const changed = item && work(item);
  if (changed) await tx.store.put(changed);
  await tx.done;
  if (changed) await written();
  return Boolean(changed);
}

async function remove(...keys: string[]): Promise<void> {
  if (!keys.length) return;
  const tx = (await shelf()).transaction("items", "readwrite");
  await Promise.all([...keys.map((key) => tx.store.delete(key)), tx.done]);
  await written();
}

const own = (id: string) => `${snapshot.user} ${id}`;

/** What was being typed at a door when the page ended. */
export const typed = async (id: string): Promise<Typed | undefined> => (await shelf()).get("typed", own(id));

/** Keeps what is being typed; nothing where it has become an entry, or nothing is left of it. */
export async function keepTyped(id: string, found: Omit<Typed, "id"> | null): Promise<void> {
  if (found) await (await shelf()).put("typed", { id: own(id), ...found });
  else await (await shelf()).delete("typed", own(id));
}

/** Every entry of everybody on this phone. */
export const everything = async (): Promise<QueuedItem[]> => (await shelf()).getAll("items");

/** Lets go of what a newer page knows of, and of what was thrown away before. @param rendered when the page was made */
export async function tidy(rendered: number, loaded: number): Promise<void> {
  // What came of an entry beyond its having arrived stays in sight as long as the page that it was made on.
  const news = (item: QueuedItem) => Boolean(item.conflict || item.number) && item.at > loaded;
  const old = (item: QueuedItem) =>
    (isOver(item, rendered) && !news(item)) || (item.state === "thrown" && item.at < loaded);
  await remove(...snapshot.items.filter(old).map((item) => item.key));
}

export const now = (): Snapshot => snapshot;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The queue of whoever is signed in, kept true. */
export const useQueue = (): Snapshot => useSyncExternalStore(subscribe, now, () => empty);
