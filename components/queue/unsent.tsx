"use client";

import { useEffect, useState } from "react";
import { fill } from "#components/ui/fill.ts";
import type { EntryWords } from "#components/visit/entry.tsx";
import type { Finding } from "#domain/inspection/rules.ts";
import type { Outcome } from "#domain/visit/outcome.ts";
import type { QueuedItem } from "#domain/visit/queue.ts";
import { Correct } from "./correct.tsx";
import { send } from "./send.ts";
import { change, useQueue } from "./store.ts";
import type { QueueWords } from "./words.ts";

type Props = { words: QueueWords; entry: EntryWords; timeZone: string; locale: string; at: string; visit?: string };

/** Whether there is signal; true until the page is alive. */
export function useSignal(): boolean {
  const [signal, setSignal] = useState(true);
  useEffect(() => {
    const look = () => setSignal(navigator.onLine);
    look();
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return signal;
}

/** What the phone still has to send: one calm line, and under it each entry, to be corrected or thrown away. */
export function Unsent({ visit, ...props }: Props) {
  const { items, sending } = useQueue();
  const signal = useSignal();
  const mine = visit ? items.filter((item) => item.visit === visit) : items;
  const open = mine.filter((item) => item.state !== "sent");
  const waiting = items.filter((item) => item.state === "waiting").length;
  const news = mine.filter((item) => item.state === "sent" && (item.number || item.conflict));
  return (
    <div className="grid print:hidden">
      <div role="status" className="grid grid-cols-1 gap-3 not-empty:mb-3">
        <Line {...{ sending, signal, waiting }} {...props} />
        {news.map((item) => (
          <p key={item.key} className="small">
            {item.door} ·{" "}
            {item.conflict ? props.words.conflict : fill(props.words.raised, { number: item.number ?? "" })}
          </p>
        ))}
      </div>
      {open.length > 0 && (
        // Folded, so that the next door stays under the thumb; what needs a look unfolds it.
        <details
          open={open.some((item) => item.state !== "waiting") || undefined}
          className="fold border-s-4 border-t-0 border-waiting bg-waiting-wash px-4 py-1"
        >
          <summary className="text-waiting">
            <h2 className="text-t2">
              {props.words.title} <span className="num">({open.filter((item) => item.state !== "thrown").length})</span>
            </h2>
          </summary>
          <ul>
            {open.map((item) => (
              <Entry
                key={item.key}
                item={item}
                sent={sending.key === item.key && sending.phase === "sending"}
                {...props}
              />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Line({
  sending,
  signal,
  waiting,
  words,
  at,
}: { sending: ReturnType<typeof useQueue>["sending"]; signal: boolean; waiting: number } & Props) {
  const line = "border-s-4 border-line-2 bg-quiet-wash px-4 py-2 text-t1";
  if (sending.phase === "signIn" && waiting)
    return (
      <p className="grid grid-cols-1 gap-2 border-s-4 border-late bg-late-wash px-4 py-3 text-late">
        {fill(words.signIn, { count: waiting })}
        <a className="btn btn-main justify-self-start" href={`/sign-in?ended=1&next=${encodeURIComponent(at)}`}>
          {words.signInLink}
        </a>
      </p>
    );
  if (!signal || (sending.phase === "offline" && waiting)) return <p className={line}>{words.noSignal}</p>;
  if (sending.phase === "sending") return <p className={line}>{fill(words.sending, sending)}</p>;
  if (sending.phase === "trouble" && waiting)
    return (
      <p className={`${line} flex flex-wrap items-center justify-between gap-3`}>
        {words.trouble}
        <button type="button" className="btn" onClick={() => void send()}>
          {words.retry}
        </button>
      </p>
    );
  if (sending.phase === "sent" && !waiting)
    return <p className="border-s-4 border-done bg-done-wash px-4 py-2 text-t1 text-done">{words.allSent}</p>;
  return null;
}

/** What an entry says, in short. */
function saidIn(item: QueuedItem): string {
  return ["heard", "note", "body", "explained", "reflection", "word", "startsAt", "title"]
    .map((name) => String(item.values[name] ?? "").trim())
    .filter(Boolean)
    .join(" · ")
    .replace("T", item.kind === "later" ? " " : "T");
}

function Entry({ item, sent, ...props }: { item: QueuedItem; sent: boolean } & Props) {
  const { words, entry, locale, timeZone } = props;
  const [editing, setEditing] = useState(false);
  const what =
    item.kind === "record"
      ? entry.outcome[item.values.outcome as Outcome]
      : item.kind === "finding"
        ? words.findings[item.values.finding as Finding]
        : words.kinds[item.kind];
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const set = (state: QueuedItem["state"]) =>
    change(item.key, (kept) => (kept.state === "sent" ? null : { ...kept, state, why: undefined })).then(() => send());
  if (item.state === "thrown")
    return (
      <li className="flex flex-wrap items-center justify-between gap-3 border-t border-line-2 py-2 text-t1 first:border-0">
        <s className="text-ink-2">
          {item.door} · {what}
        </s>
        <span className="flex items-center gap-3">
          {words.thrown}
          <button type="button" className="btn" onClick={() => void set("waiting")}>
            {words.getBack}
          </button>
        </span>
      </li>
    );
  return (
    <li className="grid grid-cols-1 gap-1 border-t border-line-2 py-2 first:border-0">
      <p className="flex flex-wrap items-baseline gap-x-3 text-t1">
        <b>{item.door}</b>
        <span>{what}</span>
        <time className="ms-auto text-ink-2" dateTime={new Date(item.at).toISOString()}>
          {time.format(item.at)}
        </time>
      </p>
      {!editing && saidIn(item) && (
        <p className="said line-clamp-3 text-t1" dir="auto">
          {saidIn(item)}
        </p>
      )}
      {!editing && item.photos.length > 0 && (
        <p className="small">{fill(words.photos, { count: item.photos.length })}</p>
      )}
      {item.state === "refused" && (
        <p role="alert" className="text-t1 font-bold text-late">
          {fill(words.refused, { why: item.why ?? "" })}
        </p>
      )}
      {editing ? (
        <Correct item={item} close={() => setEditing(false)} {...props} />
      ) : sent ? (
        <p className="small">{words.beingSent}</p>
      ) : (
        <p className="flex flex-wrap gap-2">
          {item.kind !== "undo" && item.kind !== "voice" && (
            <button type="button" className="btn" onClick={() => setEditing(true)}>
              {words.correct}
              <span className="sr-only">
                {item.door} {what}
              </span>
            </button>
          )}
          {item.state === "refused" && (
            <button type="button" className="btn" onClick={() => void set("waiting")}>
              {words.sendAgain}
            </button>
          )}
          <button type="button" className="btn btn-plain" onClick={() => void set("thrown")}>
            {words.discard}
            <span className="sr-only">
              {item.door} {what}
            </span>
          </button>
        </p>
      )}
    </li>
  );
}
