import { send, undoOf } from "#components/queue/send.ts";
import { change, now, put } from "#components/queue/store.ts";
import { emptyState, type FormState } from "#components/ui/form-state.ts";
import type { QueuedItem } from "#domain/visit/queue.ts";
import type { VisitStatus } from "#domain/visit/rules.ts";

type AtDoor = { id: string; community: string; label: string; status: VisitStatus };

type Instead = ((state: FormState, data: FormData) => Promise<FormState>) | undefined;

/** Nobody opened at several doors: an entry each, so that each can be corrected. */
export function nobodyAt(doors: AtDoor[], then: () => void): Instead {
  const { user, available } = now();
  if (!available) return undefined;
  return async () => {
    const at = Date.now();
    const items = doors.map(
      (door, i): QueuedItem => ({
        ...{ key: crypto.randomUUID(), user, kind: "record", visit: door.id, community: door.community },
        ...{ door: door.label, values: { visit: door.id, outcome: "nobody_home" }, photos: [] },
        ...{ seen: door.status, at: at + i, state: "waiting" },
      }),
    );
    await put(...items);
    then();
    void send();
    return emptyState;
  };
}

/** Takes outcomes back: what is still on the phone is thrown away, what has arrived is undone. */
export function takeBackAt(doors: AtDoor[], then: () => void): Instead {
  const { available } = now();
  if (!available) return undefined;
  return async () => {
    for (const door of doors) await takeBackOne(door);
    then();
    void send();
    return emptyState;
  };
}

async function takeBackOne(door: AtDoor): Promise<void> {
  const { user, items, sending } = now();
  const last = items.findLast(
    (item) =>
      item.visit === door.id &&
      (item.kind === "record" || item.kind === "later") &&
      item.state === "waiting" &&
      item.key !== sending.key,
  );
  const thrown =
    last && (await change(last.key, (item) => (item.state === "waiting" ? { ...item, state: "thrown" } : null)));
  if (thrown) return;
  const values = { outcome: door.status };
  await put(undoOf({ user, visit: door.id, community: door.community, door: door.label, values }));
}
