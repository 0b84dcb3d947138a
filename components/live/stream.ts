import type { Entry } from "#components/concern/entry.ts";

/** What the server sends to an open page. */
export type LiveMessage =
  | { type: "items"; seq: number; entries: Entry[] }
  | { type: "round" }
  | { type: "meeting"; seq: number }
  | { type: "presence"; present: string[] }
  | { type: "unread"; count: number }
  | { type: "ended" };

type Listener = (message: LiveMessage) => void;

/** What a page follows besides the person's news: a concern's thread or a side room or a meeting from an event on, a round from the state it shows. */
export type Topic =
  | { concern: string; after: number }
  | { room: string; after: number }
  | { meeting: string; after: number }
  | { round: string; stamp: string };

const listeners = new Set<Listener>();
let source: EventSource | null = null;
let topic: Topic | null = null;
let pending: ReturnType<typeof setTimeout> | undefined;

function open() {
  source?.close();
  source = null;
  if (document.hidden || listeners.size === 0) return;
  const query = topic ? `?${new URLSearchParams(Object.entries(topic).map(([k, v]) => [k, `${v}`]))}` : "";
  source = new EventSource(`/api/live${query}`);
  source.onmessage = (event) => {
    const message = JSON.parse(event.data) as LiveMessage;
    if ((message.type === "items" || message.type === "meeting") && topic && "after" in topic)
      topic.after = Math.max(topic.after, message.seq);
    if (message.type === "ended") source?.close();
    for (const listener of listeners) listener(message);
  };
}

/** One connection a page, whatever the number of parts that listen; opened when they have all said what they want. */
function reopen() {
  clearTimeout(pending);
  pending = setTimeout(open, 0);
}

/** Whether the line holds: a page that is fetched over one that is cut is lost. */
export const connected = (): boolean => source?.readyState === EventSource.OPEN;

/**
 * Listens to the page's one stream. It pauses while nobody looks, and asks for what it missed when they look again.
 * @param follow what the page follows; kept as it is, so that who gave it may bring it up to date
 */
export function listen(listener: Listener, follow?: Topic): () => void {
  if (listeners.size === 0) document.addEventListener("visibilitychange", reopen);
  listeners.add(listener);
  if (follow) topic = follow;
  if (follow || !source) reopen();
  return () => {
    listeners.delete(listener);
    if (follow) topic = null;
    if (listeners.size === 0) document.removeEventListener("visibilitychange", reopen);
    reopen();
  };
}
