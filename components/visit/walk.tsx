"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { keepPages, keptSince } from "#components/queue/keep.ts";
import type { QueueFormWords } from "#components/queue/queued-form.tsx";
import { send } from "#components/queue/send.ts";
import { open, tidy, useQueue } from "#components/queue/store.ts";
import { Unsent, useSignal } from "#components/queue/unsent.tsx";
import type { QueueWords } from "#components/queue/words.ts";
import { fill } from "#components/ui/fill.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { withQueue } from "#domain/visit/queue.ts";
import type { AskWords } from "./ask.tsx";
import { Door, type DoorData, type DoorNow, type DoorWords, type WalkActions } from "./door.tsx";
import type { EntryWords } from "./entry.tsx";
import { nobodyAt, takeBackAt } from "./floor-queue.ts";
import type { VoiceWords } from "./voices.tsx";

type WalkPart = {
  key: string;
  place: string;
  guide: { name: string; phone: string | null; remark: string | null } | null;
  floors: { key: string; floor: string; doors: DoorData[] }[];
};

type WalkWords = {
  doneOf: string;
  allDone: string;
  call: string;
  nobodyOnFloor: string;
  takeBack: string;
};

type Props = {
  parts: WalkPart[];
  self: string;
  at: string;
  /** When this page was made, by the portal's clock. */
  rendered: number;
  build: string;
  locale: string;
  timeZone: string;
  /** Keys for the forms of the first view; later ones are made in the browser. */
  keys: string[];
  actions: WalkActions;
  words: {
    walk: WalkWords;
    ask: AskWords;
    door: DoorWords;
    entry: EntryWords;
    voice: VoiceWords;
    keep: QueueFormWords;
    queue: QueueWords;
  };
};

/** How long a floor that was passed in vain can be taken back with one press. */
const regret = 30 * 60_000;

/** An evening's doors in walking order, alive: with signal or without, what was entered shows at once. */
export function Walk(props: Props) {
  const { parts, self, at, rendered, build, actions, words, keys } = props;
  const { items, sending } = useQueue();
  const signal = useSignal();
  const router = useRouter();
  const now = (door: DoorData): DoorNow => {
    const { status, at: enteredAt, unsent } = withQueue(door, items, rendered);
    return { ...door, status, enteredAt, unsent };
  };
  const doors = parts.flatMap((part) => part.floors.flatMap((floor) => floor.doors.map(now)));
  const free = (door: DoorNow) => door.status === "planned" && !door.taken && !door.refuses;
  const next = doors.find(free)?.id ?? null;
  // Until somebody chooses a door, the next one is open: with the phone's entries that can be another than the page says.
  const [picked, setChosen] = useState<string | null | undefined>();
  const chosen = picked === undefined ? next : picked;
  const [alive, setAlive] = useState(false);
  const first = useRef(rendered);
  const fromPhone = alive && keptSince() && rendered === first.current;

  useEffect(() => {
    setAlive(true);
    void open(self).then(() => send());
  }, [self]);

  // A newer page knows of what was sent; the phone keeps it for the next time without signal.
  useEffect(() => {
    void tidy(rendered, performance.timeOrigin).catch(() => undefined);
    if (!navigator.onLine || (keptSince() && rendered === first.current)) return;
    void keepPages({ build, user: self, pages: [location.pathname + location.search, ...pagesOf(parts)] });
  }, [rendered, build, self, parts]);
  // It came from the phone although there may be signal: the portal was slow.
  useEffect(() => {
    if (fromPhone && navigator.onLine)
      void fetch("/api/health")
        .then((answer) => answer.ok && router.refresh())
        .catch(() => undefined);
  }, [fromPhone, router]);

  // What has arrived, and what colleagues have entered meanwhile, comes with a new page.
  useEffect(() => {
    if (sending.phase === "sent" && navigator.onLine) router.refresh();
  }, [sending.phase, router]);
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState !== "visible" || !navigator.onLine) return;
      void send();
      if (Date.now() - rendered > 60_000) router.refresh();
    };
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", seen);
    return () => {
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("online", seen);
    };
  }, [rendered, router]);

  /** After an outcome the next door opens; the thumb stays where it is. */
  const goOn = (from: string[]) => {
    const last = doors.findLastIndex((door) => from.includes(door.id));
    const ahead = [...doors.slice(last + 1), ...doors.slice(0, last + 1)];
    const to = ahead.find((door) => free(door) && !from.includes(door.id))?.id ?? null;
    setChosen(to);
    if (to)
      requestAnimationFrame(() => {
        const summary = document.getElementById(`door-${to}`)?.querySelector("summary");
        summary?.focus({ preventScroll: true });
        summary?.scrollIntoView({ block: "nearest" });
      });
  };

  const done = doors.filter((door) => door.status !== "planned").length;
  const stale = alive && (!signal || fromPhone);
  const time = new Intl.DateTimeFormat(props.locale, {
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    timeZone: props.timeZone,
  });
  let key = 0;
  return (
    <>
      <div className="grid grid-cols-1 gap-3">
        <Unsent words={words.queue} entry={words.entry} timeZone={props.timeZone} locale={props.locale} at={at} />
        {doors.length > 0 && (
          <Progress value={done} max={doors.length} label={fill(words.walk.doneOf, { done, total: doors.length })} />
        )}
        {stale && doors.length > 0 && (
          <p className="small">{fill(words.queue.asOf, { time: time.format(rendered) })}</p>
        )}
      </div>
      {doors.length > 0 && !next && (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 font-bold text-done">
          {words.walk.allDone}
        </p>
      )}
      {parts.map((part) => (
        <section key={part.key} aria-labelledby={part.key} className="grid grid-cols-1 gap-3">
          <h2 id={part.key}>{part.place}</h2>
          {part.guide && (
            <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-s-4 border-door bg-door-wash p-4">
              <p>
                <b>{part.guide.name}</b>
                {part.guide.remark && <span className="small block">{part.guide.remark}</span>}
              </p>
              {part.guide.phone && (
                <a className="btn print:hidden" href={`tel:${part.guide.phone}`}>
                  {words.walk.call}
                </a>
              )}
            </div>
          )}
          <ol className="grid grid-cols-1 gap-5">
            {part.floors.map((floor) => {
              const all = floor.doors.map(now);
              const left = all.filter(free);
              const missed = all.filter((door) => door.status === "nobody_home" && mine(door, self));
              const each = (list: DoorNow[]) =>
                list.map((door) => <input key={door.id} type="hidden" name="visits" value={door.id} />);
              return (
                <li key={floor.key} className="grid grid-cols-1 gap-2">
                  <h3 className="text-t1 font-normal text-ink-2">{floor.floor}</h3>
                  <ol className="grid grid-cols-1 border-b border-line">
                    {all.map((door) => (
                      <Door
                        key={door.id}
                        door={door}
                        open={chosen === door.id}
                        alive={alive}
                        setOpen={(wanted) =>
                          setChosen((c) => (wanted ? door.id : (c === undefined ? next : c) === door.id ? null : c))
                        }
                        onOutcome={() => goOn([door.id])}
                        self={self}
                        at={at}
                        submission={keys[key++] ?? ""}
                        time={time}
                        actions={actions}
                        words={words}
                      />
                    ))}
                  </ol>
                  {(left.length > 1 || missed.length > 0) && (
                    <div className="flex flex-wrap gap-3 print:hidden">
                      {left.length > 1 && (
                        <Form
                          action={actions.nobodyHome}
                          instead={nobodyAt(left, () => goOn(left.map((door) => door.id)))}
                          submission={keys[key++] ?? ""}
                          at={at}
                        >
                          {each(left)}
                          <Submit>{fill(words.walk.nobodyOnFloor, { count: left.length })}</Submit>
                        </Form>
                      )}
                      {missed.length > 0 && (
                        <Form
                          action={actions.takeBack}
                          instead={takeBackAt(missed, () => setChosen(missed[0]?.id ?? null))}
                          submission={keys[key++] ?? ""}
                          at={at}
                        >
                          {each(missed)}
                          <Submit>{fill(words.walk.takeBack, { count: missed.length })}</Submit>
                        </Form>
                      )}
                    </div>
                  )}
                </li>
              );
            })}
          </ol>
        </section>
      ))}
    </>
  );
}

/** Whether a door was recorded by oneself, a short while ago. */
function mine(door: DoorNow, self: string): boolean {
  if (door.enteredAt !== null) return Date.now() - door.enteredAt < regret;
  return door.recordedBy === self && door.recordedAt !== null && Date.now() - door.recordedAt < regret;
}

/** The pages that a sheet's doors lead to. */
const pagesOf = (parts: WalkPart[]): string[] =>
  parts.flatMap((part) =>
    part.floors.flatMap((floor) =>
      floor.doors.flatMap((door) => [`/visits/${door.id}`, ...door.concerns.map((c) => `/concerns/${c.number}`)]),
    ),
  );
