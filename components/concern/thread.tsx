"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { connected, listen } from "#components/live/stream.ts";
import { AttachedFiles } from "./attached.tsx";
import type { Entry } from "./entry.ts";
import { type Packed, unpack } from "./packed.ts";

type ThreadWords = {
  label: string;
  unread: string;
  working: string;
  photo: string;
  /** Said to screen readers when something arrives. */
  arrived: string;
  quote: string;
  edit: string;
  delete: string;
  edited: string;
};

/** What the reader may do with what stands there: answer to it, take back what others wrote. */
type Powers = { speaks: boolean; leads: boolean };

type Props = {
  /** What names the thread: the concern's number, and the side room where it is one. */
  number: string;
  room?: string;
  entries: Packed;
  /** The last event read before; null where nobody is signed in. */
  readSeq: number | null;
  words: ThreadWords;
  /** Where the page stands, and its clock. */
  at: string;
  now: string;
  powers: Powers;
  /** A form that stands open below one message: to correct it, to take it back. */
  open?: { message: string; form: ReactNode };
};

/** What is newer of each entry: as the page had it, or as it came since. */
function newest(entries: Entry[], arrived: Entry[]): Entry[] {
  const all = new Map(entries.map((e) => [e.seq, e]));
  for (const e of arrived) if (e.rev > (all.get(e.seq)?.rev ?? -1)) all.set(e.seq, e);
  return [...all.values()].sort((a, b) => a.seq - b.seq);
}

const revOf = (entries: Entry[]) => entries.reduce((most, e) => Math.max(most, e.rev), 0);

/** The one timeline of talk and events. While the page is open, what others write appears without a reload. */
export function Thread({ number, room, entries: packed, readSeq, words, at, now, powers, open }: Props) {
  const router = useRouter();
  const entries = useMemo(() => unpack(packed), [packed]);
  const [arrived, setArrived] = useState<Entry[]>([]);
  const all = newest(entries, arrived);
  const read = revOf(all);
  const clock = useClock(now);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const here = list.current;
    const onClick = (event: MouseEvent) => follow(event, router.push);
    here?.addEventListener("click", onClick);
    return () => here?.removeEventListener("click", onClick);
  }, [router]);

  // Where following begins; from then on the stream itself knows how far it is.
  const [begin] = useState(() => revOf(entries));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Over a line that is cut the page itself would be lost: it waits until the line holds.
    const bringUpToDate = () => {
      if (connected()) router.refresh();
      else timer = setTimeout(bringUpToDate, 1000);
    };
    const stop = listen(
      (message) => {
        if (message.type !== "items") return;
        setArrived((list) => newest(list, message.entries));
        // Facts beside the thread change with events; the talk is there already.
        clearTimeout(timer);
        timer = setTimeout(bringUpToDate, 400 + Math.random() * 400);
      },
      room ? { room, after: begin } : { concern: number, after: begin },
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [number, room, begin, router]);

  useEffect(() => {
    if (readSeq === null || read <= readSeq) return;
    const note = () => {
      if (!document.hidden)
        void fetch("/api/read", {
          method: "POST",
          body: JSON.stringify({ number, room, seq: read }),
          headers: { "content-type": "application/json" },
          // No line: it is said when the page is seen again.
        }).catch(() => {});
    };
    note();
    document.addEventListener("visibilitychange", note);
    return () => document.removeEventListener("visibilitychange", note);
  }, [number, room, read, readSeq]);

  const [seenBefore] = useState(readSeq);
  const firstUnread = seenBefore ? all.findIndex((e) => e.seq > seenBefore && !e.self) : -1;
  return (
    <>
      <ol className="thread" aria-label={words.label} data-newest={read} ref={list}>
        {all.map((entry, index) => (
          <EntryView
            key={entry.seq}
            entry={entry}
            words={words}
            unread={index === firstUnread}
            at={at}
            powers={powers}
            own={entry.self && entry.changeUntil !== null && entry.changeUntil > clock}
            form={open && open.message === entry.message ? open.form : null}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {arrived.length > 0 ? words.arrived : ""}
      </p>
    </>
  );
}

/** The page's clock, in a form that compares. */
function useClock(from: string): string {
  const [clock, setClock] = useState(from);
  useEffect(() => {
    const timer = setInterval(() => setClock(new Date().toISOString()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return clock;
}

/** A link of an entry opens its form in this page: what is being written stays. (One listener, however long the talk.) */
function follow(event: MouseEvent, push: (to: string) => void): void {
  const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[data-here]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  push(link.getAttribute("href") ?? "");
}

/** A text with those whom it names set apart. */
function emphasised(body: string, names: string[]): ReactNode {
  if (!names.length) return body;
  const escaped = names.toSorted((a, b) => b.length - a.length).map((n) => n.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const parts = body.split(new RegExp(`([@＠](?:${escaped.join("|")}))`, "gi"));
  let at = 0;
  return parts.map((part, i) => {
    at += part.length;
    return i % 2 ? (
      <b key={at} className="text-door">
        {part}
      </b>
    ) : (
      part
    );
  });
}

type EntryProps = {
  entry: Entry;
  words: ThreadWords;
  unread: boolean;
  at: string;
  powers: Powers;
  /** The reader wrote it and may still change it. */
  own: boolean;
  form: ReactNode;
};

function EntryView({ entry, words, unread, at, powers, own, form }: EntryProps) {
  const { event, body, working, quote, deleted } = entry;
  return (
    <li id={`e${entry.seq}`} data-seq={entry.seq}>
      {unread && (
        <p className="mb-4 flex items-center gap-3 text-t0 font-bold text-door before:flex-1 before:border-t after:flex-1 after:border-t">
          {words.unread}
        </p>
      )}
      {event && (
        <p className="text-t1 text-ink-2">
          {event} · <time dateTime={entry.at}>{entry.time}</time>
        </p>
      )}
      {(body || deleted || entry.files.length > 0) && (
        <div className={working ? "thread-working" : event ? "mt-2" : ""}>
          <div className={working ? "bg-sheet px-3 py-2" : ""}>
            {working && <span className="text-t0 font-bold text-waiting">{words.working}</span>}
            <p className="flex flex-wrap items-baseline gap-x-3">
              <b>
                <bdi>{entry.who}</bdi>
              </b>
              {entry.detail && <span className="small">{entry.detail}</span>}
              {!event && (
                <time dateTime={entry.at} className="small">
                  {entry.time}
                </time>
              )}
            </p>
            {quote && (
              <p className="mt-1 border-s-2 border-line-2 ps-3 text-t1 text-ink-2">
                <a href={`#e${quote.seq}`}>{quote.who}</a>{" "}
                <q className="before:content-none after:content-none" dir="auto">
                  {quote.text}
                </q>
              </p>
            )}
            {deleted && <p className="mt-1 text-ink-2">{deleted}</p>}
            {body && (
              <p className="said mt-1" dir="auto">
                {emphasised(body, entry.mentions)}
              </p>
            )}
            {entry.versions.length > 0 && !deleted && (
              <details className="text-t1">
                <summary className="lone cursor-pointer text-ink-2 underline decoration-line-2 underline-offset-4">
                  {words.edited}
                </summary>
                <ol className="mt-1 grid gap-2 border-s-2 border-line-2 ps-3 text-ink-2">
                  {entry.versions.map((v) => (
                    <li key={v.time + v.body}>
                      <span className="small">{v.time}</span>
                      <p className="said" dir="auto">
                        {v.body}
                      </p>
                    </li>
                  ))}
                </ol>
              </details>
            )}
            <AttachedFiles files={entry.files} photo={words.photo} />
          </div>
        </div>
      )}
      {entry.message && !form && (powers.speaks || powers.leads) && (
        <p className="flex flex-wrap gap-x-5 text-t1">
          {powers.speaks && (
            <a data-here="" className="lone" href={`${at}?quote=${entry.message}#reply`}>
              {words.quote}
            </a>
          )}
          {own && (
            <a data-here="" className="lone" href={`${at}?edit=${entry.message}#e${entry.seq}`}>
              {words.edit}
            </a>
          )}
          {(own || powers.leads) && (
            <a data-here="" className="lone" href={`${at}?delete=${entry.message}#e${entry.seq}`}>
              {words.delete}
            </a>
          )}
        </p>
      )}
      {form}
    </li>
  );
}
