"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { listen } from "#components/live/stream.ts";
import { AttachedFiles } from "./attached.tsx";
import type { Entry } from "./entry.ts";

type ThreadWords = {
  label: string;
  unread: string;
  working: string;
  photo: string;
  /** Said to screen readers when something arrives. */
  arrived: string;
};

type Props = {
  number: string;
  entries: Entry[];
  /** The last event read before; null where nobody is signed in. */
  readSeq: number | null;
  words: ThreadWords;
};

/** The one timeline of talk and events. While the page is open, what others write appears without a reload. */
export function Thread({ number, entries, readSeq, words }: Props) {
  const router = useRouter();
  const [arrived, setArrived] = useState<Entry[]>([]);
  const last = entries.at(-1)?.seq ?? 0;
  const all = [...entries, ...arrived.filter((e) => e.seq > last)];
  const newest = all.at(-1)?.seq ?? 0;

  // Where following begins; from then on the stream itself knows how far it is.
  const [begin] = useState(last);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = listen(
      (message) => {
        if (message.type !== "items") return;
        setArrived((list) => [...list, ...message.entries.filter((e) => !list.some((x) => x.seq === e.seq))]);
        // Facts beside the thread change with events; the talk is there already.
        clearTimeout(timer);
        timer = setTimeout(() => router.refresh(), 400 + Math.random() * 400);
      },
      { concern: number, after: begin },
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [number, begin, router]);

  useEffect(() => {
    if (readSeq === null || newest <= readSeq) return;
    const note = () => {
      if (!document.hidden)
        void fetch("/api/read", {
          method: "POST",
          body: JSON.stringify({ number, seq: newest }),
          headers: { "content-type": "application/json" },
        });
    };
    note();
    document.addEventListener("visibilitychange", note);
    return () => document.removeEventListener("visibilitychange", note);
  }, [number, newest, readSeq]);

  const [seenBefore] = useState(readSeq);
  const firstUnread = seenBefore ? all.findIndex((e) => e.seq > seenBefore && !e.self) : -1;
  return (
    <>
      <ol className="thread" aria-label={words.label}>
        {all.map((entry, index) => (
          <EntryView key={entry.seq} entry={entry} words={words} unread={index === firstUnread} />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {arrived.length > 0 ? words.arrived : ""}
      </p>
    </>
  );
}

function EntryView({ entry, words, unread }: { entry: Entry; words: ThreadWords; unread: boolean }) {
  const { event, body, working } = entry;
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
      {(body !== null || entry.files.length > 0) && (
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
            {body && (
              <p className="said mt-1" dir="auto">
                {body}
              </p>
            )}
            <AttachedFiles files={entry.files} photo={words.photo} />
          </div>
        </div>
      )}
    </li>
  );
}
