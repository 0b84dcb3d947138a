"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { keepPages, keptSince } from "#components/queue/keep.ts";
import { PhotoField } from "#components/queue/photos.tsx";
import { QueuedForm, type QueueFormWords } from "#components/queue/queued-form.tsx";
import { send } from "#components/queue/send.ts";
import { open, tidy, useQueue } from "#components/queue/store.ts";
import { Unsent } from "#components/queue/unsent.tsx";
import type { QueueWords } from "#components/queue/words.ts";
import { TextArea } from "#components/ui/fields.tsx";
import { Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { Progress } from "#components/ui/progress.tsx";
import type { EntryWords } from "#components/visit/entry.tsx";
import type { Attached } from "#domain/attachment/attached.ts";
import { acceptedTypes, maxBytes, maxFiles } from "#domain/attachment/limits.ts";
import { withFindings } from "#domain/inspection/queue.ts";
import { type Finding, findings } from "#domain/inspection/rules.ts";
import { FindingGlyph } from "./glyph.tsx";

export type CheckedItem = {
  id: string;
  what: string;
  place: string;
  finding: Finding | null;
  note: string | null;
  by: string | null;
  photos: Attached[];
};

type Words = {
  findings: Record<Finding, string>;
  notYet: string;
  unsent: string;
  note: string;
  noteHint: string;
  doneOf: string;
  change: string;
};

type Props = {
  places: { place: string; items: CheckedItem[] }[];
  self: string;
  community: string;
  at: string;
  /** When this page was made, by the portal's clock. */
  rendered: number;
  build: string;
  locale: string;
  timeZone: string;
  /** Whether the viewer writes down what is found. */
  writes: boolean;
  keys: string[];
  action: (state: FormState, data: FormData) => Promise<FormState>;
  words: { list: Words; entry: EntryWords; keep: QueueFormWords; queue: QueueWords };
};

/** The checklist of a site inspection, alive: with signal or without, what was found shows at once. */
export function Checklist(props: Props) {
  const { places, self, at, rendered, build, words } = props;
  const { items, sending } = useQueue();
  const router = useRouter();
  const first = useRef(rendered);
  const all = places.flatMap((place) => place.items);
  const state = (item: CheckedItem) => withFindings(item, items, rendered);
  const next = all.find((item) => state(item).finding === null)?.id ?? null;
  const [picked, setPicked] = useState<string | null | undefined>();
  const chosen = picked === undefined ? next : picked;

  useEffect(() => {
    void open(self).then(() => send());
  }, [self]);
  // The phone keeps this page for the next time without signal.
  useEffect(() => {
    void tidy(rendered, performance.timeOrigin).catch(() => undefined);
    if (!navigator.onLine || (keptSince() && rendered === first.current)) return;
    void keepPages({ build, user: self, pages: [location.pathname] });
  }, [rendered, build, self]);
  // What has arrived, and what colleagues have found meanwhile, comes with a new page.
  useEffect(() => {
    if (sending.phase === "sent" && navigator.onLine) router.refresh();
  }, [sending.phase, router]);
  useEffect(() => {
    const back = () => void send();
    addEventListener("online", back);
    return () => removeEventListener("online", back);
  }, []);

  /** After a finding the next item opens. */
  const goOn = (from: string) => {
    const last = all.findIndex((item) => item.id === from);
    const ahead = [...all.slice(last + 1), ...all.slice(0, last)];
    const to = ahead.find((item) => state(item).finding === null)?.id ?? null;
    setPicked(to);
    if (to)
      requestAnimationFrame(() => {
        const summary = document.getElementById(`item-${to}`)?.querySelector("summary");
        summary?.focus({ preventScroll: true });
        summary?.scrollIntoView({ block: "nearest" });
      });
  };

  const done = all.filter((item) => state(item).finding !== null).length;
  let key = 0;
  return (
    <>
      <Unsent words={words.queue} entry={words.entry} timeZone={props.timeZone} locale={props.locale} at={at} />
      {all.length > 0 && (
        <Progress
          value={done}
          max={all.length}
          label={words.list.doneOf.replace("{done}", `${done}`).replace("{total}", `${all.length}`)}
        />
      )}
      {places.map((group) => (
        <section key={group.place} aria-label={group.place} className="grid">
          <h3 className="py-2">{group.place}</h3>
          <ul>
            {group.items.map((item) => (
              <Item
                key={item.id}
                item={item}
                {...props}
                now={state(item)}
                open={chosen === item.id}
                setOpen={(wanted) =>
                  setPicked((c) => (wanted ? item.id : (c === undefined ? next : c) === item.id ? null : c))
                }
                onKept={() => goOn(item.id)}
                submission={props.keys[key++] ?? ""}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

type ItemProps = Props & {
  item: CheckedItem;
  now: { finding: Finding | null; unsent: boolean };
  open: boolean;
  setOpen: (open: boolean) => void;
  onKept: () => void;
  submission: string;
};

function Item({ item, now, open: isOpen, setOpen, onKept, submission, ...props }: ItemProps) {
  const { words, writes, community, at, rendered, action } = props;
  const { list } = words;
  const said = now.finding ? list.findings[now.finding] : list.notYet;
  const what = (
    <>
      <FindingGlyph finding={now.finding} />
      <b>
        <bdi>{item.what}</bdi>
      </b>
      <span className="small ms-auto">
        {said}
        {now.unsent && ` · ${list.unsent}`}
      </span>
    </>
  );
  const found = (
    <>
      {item.note && (
        <p className="said text-t1" dir="auto">
          {item.note}
        </p>
      )}
      {item.by && <p className="small">{item.by}</p>}
      <ItemPhotos photos={item.photos} alt={item.what} />
    </>
  );
  if (!writes)
    return (
      <li id={`item-${item.id}`} className="grid gap-2 border-t border-line py-3">
        <p className="flex items-center gap-3">{what}</p>
        {found}
      </li>
    );
  return (
    <li id={`item-${item.id}`} className="border-t border-line">
      <details
        name="item"
        open={isOpen}
        onToggle={(event) => {
          if (event.currentTarget.open !== isOpen) setOpen(event.currentTarget.open);
        }}
      >
        <summary className="flex min-h-14 cursor-pointer list-none items-center gap-3 [&::-webkit-details-marker]:hidden">
          {what}
        </summary>
        <div className="grid gap-3 pb-4">
          {found}
          <QueuedForm
            kind="finding"
            door={{ id: item.id, community, label: `${item.place} ${item.what}`.trim(), status: "planned" }}
            action={action}
            submission={submission}
            at={at}
            name={`find-${item.id}`}
            label={`${list.change} ${item.place} ${item.what}`}
            className="grid grid-cols-1 gap-3"
            words={words.keep}
            onKept={onKept}
          >
            <input type="hidden" name="item" value={item.id} />
            <Seen finding={item.finding} rendered={rendered} />
            <TextArea name="note" label={list.note} hint={list.noteHint} rows={2} />
            <PhotoField accept={acceptedTypes.join(",")} max={maxFiles} maxBytes={maxBytes} />
            <div className="grid grid-cols-2 gap-2">
              {findings.map((value) => (
                <Submit key={value} name="finding" value={value} main={value === "fine"} className="min-h-14">
                  {list.findings[value]}
                </Submit>
              ))}
            </div>
          </QueuedForm>
        </div>
      </details>
    </li>
  );
}

/** What stood there when the form was opened, however often the page is brought up to date meanwhile. */
function Seen({ finding }: { finding: Finding | null; rendered: number }) {
  const [seen] = useState(finding ?? "");
  return <input type="hidden" name="seen" value={seen} />;
}

function ItemPhotos({ photos, alt }: { photos: Attached[]; alt: string }) {
  if (!photos.length) return null;
  return (
    <ul className="flex flex-wrap gap-3">
      {photos.map((p) => (
        <li key={p.id}>
          <a href={`/attachments/${p.id}`}>
            {p.kind === "image" ? (
              // biome-ignore lint/performance/noImgElement: private, permission-checked images must not pass a shared optimizer
              <img
                src={`/attachments/${p.id}?size=small`}
                alt={alt}
                width={112}
                height={84}
                loading="lazy"
                className="aspect-[4/3] w-28 rounded-md bg-line object-cover"
              />
            ) : (
              p.name || "PDF"
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
