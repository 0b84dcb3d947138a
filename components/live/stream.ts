import type { Entry } from "#components/concern/entry.ts";

/** What the server sends to an open page. */
export type LiveMessage =
  | { type: "items"; seq: number; entries: Entry[] }
  | { type: "unread"; count: number }
  | { type: "ended" };

type Listener = (message: LiveMessage) => void;

const listeners = new Set<Listener>();
let source: EventSource | null = null;
let topic: { number: string; after: number } | null = null;
let pending: ReturnType<typeof setTimeout> | undefined;

function open() {
  source?.close();
  source = null;
  if (document.hidden || listeners.size === 0) return;
  const query = topic ? `?concern=${topic.number}&after=${topic.after}` : "";
  source = new EventSource(`/api/live${query}`);
  source.onmessage = (event) => {
    const message = JSON.parse(event.data) as LiveMessage;
    if (message.type === "items" && topic) topic.after = Math.max(topic.after, message.seq);
    if (message.type === "ended") source?.close();
    for (const listener of listeners) listener(message);
  };
}

/** One connection a page, whatever the number of parts that listen; opened when they have all said what they want. */
function reopen() {
  clearTimeout(pending);
  pending = setTimeout(open, 0);
}

/**
 * Listens to the page's one stream. It pauses while nobody looks, and asks for what it missed when they look again.
 * @param concern the thread to follow, from an event on
 */
export function listen(listener: Listener, concern?: { number: string; after: number }): () => void {
  if (listeners.size === 0) document.addEventListener("visibilitychange", reopen);
  listeners.add(listener);
  if (concern) topic = concern;
  if (concern || !source) reopen();
  return () => {
    listeners.delete(listener);
    if (concern) topic = null;
    if (listeners.size === 0) document.removeEventListener("visibilitychange", reopen);
    reopen();
  };
}
