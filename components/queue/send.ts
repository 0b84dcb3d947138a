import { pauseAfter, type QueuedItem, type QueuedPhoto } from "#domain/visit/queue.ts";
import { change, now, put, tellSending } from "./store.ts";

type Answer = {
  now?: number;
  done?: boolean;
  conflict?: boolean;
  number?: string;
  missing?: string[];
  refused?: string;
  error?: string;
};

/** Why sending stops: no signal, a portal that does not answer, a session that is over. */
class Stopped extends Error {
  readonly phase: "offline" | "trouble" | "signIn";
  constructor(phase: Stopped["phase"]) {
    super(phase);
    this.phase = phase;
  }
}

let running = false;
let again = false;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits, one entry after the other, one tab at a time. What does not arrive is tried again. */
export async function send(): Promise<void> {
  clearTimeout(timer);
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    do {
      again = false;
      await inTurn(sendWaiting);
    } while (again);
    failures = 0;
  } catch (error) {
    stopped(error);
  } finally {
    running = false;
  }
}

function stopped(error: unknown): void {
  const phase = error instanceof Stopped ? error.phase : "trouble";
  tellSending({ phase, n: 0, total: 0 });
  failures++;
  if (phase !== "signIn") timer = setTimeout(() => void send(), pauseAfter(failures));
}

const inTurn = (work: () => Promise<void>): Promise<void> =>
  "locks" in navigator ? navigator.locks.request("doorstep-send", work) : work();

const waiting = (): QueuedItem[] => now().items.filter((item) => item.state === "waiting");

async function sendWaiting(): Promise<void> {
  const total = waiting().length;
  if (!total) {
    if (now().sending.phase !== "sent") tellSending({ phase: "idle", n: 0, total: 0 });
    return;
  }
  if (!navigator.onLine) throw new Stopped("offline");
  // What is entered meanwhile is sent along.
  const tries = new Map<string, number>();
  for (let n = 1; waiting()[0]; n++) {
    const item = waiting()[0] as QueuedItem;
    const tried = (tries.get(item.key) ?? 0) + 1;
    if (tried > 3) throw new Stopped("trouble");
    tries.set(item.key, tried);
    tellSending({ phase: "sending", n, total: Math.max(n, n - 1 + waiting().length), key: item.key });
    await sendOne(item);
  }
  tellSending({ phase: "sent", n: 0, total: 0 });
}

async function sendOne(item: QueuedItem): Promise<void> {
  for (const photo of item.photos) {
    if (photo.sent) continue;
    const { id, refused } = await sendPhoto(item, photo);
    if (refused) return settle(item, { refused });
    photo.sent = id;
    // Half a queue that was sent need not be sent again.
    await change(item.key, (kept) => ({
      ...kept,
      photos: kept.photos.map((p) => (p.id === photo.id ? { ...p, sent: id } : p)),
    }));
  }
  const { user, key, kind, values, seen, at } = item;
  const attachments = item.photos.map((photo) => photo.sent ?? "");
  const body = JSON.stringify({
    ...{ user, key, kind, seen, at, sentAt: Date.now() },
    values: { ...values, ...(attachments.length ? { attachments } : {}) },
  });
  const answer = await ask("/api/sync", { body, headers: { "content-type": "application/json" } }, 30_000);
  if (answer.missing) {
    const gone = answer.missing;
    await change(item.key, (kept) => ({
      ...kept,
      photos: kept.photos.map(({ sent, ...p }) => (sent && !gone.includes(sent) ? { ...p, sent } : p)),
    }));
    return;
  }
  await settle(item, answer);
}

async function sendPhoto(item: QueuedItem, photo: QueuedPhoto): Promise<{ id?: string; refused?: string }> {
  const body = new FormData();
  body.set("id", photo.id);
  body.set("community", item.community);
  body.set("file", new File([photo.bytes], photo.name || "photo.jpg", { type: photo.type }));
  const answer = (await ask("/api/uploads?queued", { body }, 120_000)) as Answer & { id?: string };
  return answer.id ? { id: answer.id } : { refused: answer.error ?? "" };
}

/** @throws Stopped where there is no answer that settles anything */
async function ask(path: string, init: RequestInit, patience: number): Promise<Answer> {
  const response = await fetch(path, { method: "POST", signal: AbortSignal.timeout(patience), ...init }).catch(
    (error) => {
      // A phone often believes that it has signal.
      throw new Stopped((error as Error).name === "TimeoutError" ? "trouble" : "offline");
    },
  );
  if (response.status === 401) throw new Stopped("signIn");
  // Somebody else has signed in on this phone, or the portal is busy or being restarted.
  if (response.status === 403 || response.status === 404 || response.status === 429 || response.status >= 500)
    throw new Stopped("trouble");
  return response.json().catch(() => {
    throw new Stopped("trouble");
  });
}

/** What became of an entry: kept in short where it arrived, with the reason where it was refused. */
async function settle(item: QueuedItem, answer: Answer): Promise<void> {
  const sent = JSON.stringify(item.values);
  let thrown = false;
  await change(item.key, (kept) => {
    if (answer.refused !== undefined) return { ...kept, state: "refused", why: answer.refused };
    // Corrected while it was under way: the portal says what it has.
    if (JSON.stringify(kept.values) !== sent) return kept;
    thrown = kept.state === "thrown";
    const { outcome, number, finding, body = "" } = kept.values;
    return {
      ...kept,
      photos: [],
      values: {
        ...(outcome ? { outcome } : {}),
        ...(number ? { number } : {}),
        ...(finding ? { finding } : {}),
        ...(answer.number ? { body } : {}),
      },
      state: "sent",
      arrived: answer.now ?? Date.now(),
      number: answer.number,
      conflict: answer.conflict,
    };
  });
  // Thrown away while it was under way: it is taken back.
  if (thrown && item.kind === "record" && !answer.conflict) await put(undoOf(item));
}

/** Takes an outcome back that has arrived. */
export const undoOf = (item: Pick<QueuedItem, "user" | "visit" | "community" | "door" | "values">): QueuedItem => ({
  ...{ key: crypto.randomUUID(), user: item.user, kind: "undo", visit: item.visit, community: item.community },
  ...{ door: item.door, values: { visit: item.visit }, photos: [], at: Date.now(), state: "waiting" },
  seen: item.values.outcome as QueuedItem["seen"],
});
