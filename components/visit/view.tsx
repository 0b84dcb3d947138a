import Link from "next/link";
import type { ReactNode } from "react";
import { AttachedFiles } from "#components/concern/attached.tsx";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { QueueHere } from "#components/queue/here.tsx";
import { QueuedForm } from "#components/queue/queued-form.tsx";
import { Form, Shown, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { lookOf } from "#domain/concern/rules.ts";
import type { PolicyAtDoor } from "#domain/policy/door.ts";
import { daysLater, localTimeOf } from "#domain/time.ts";
import { outcomes } from "#domain/visit/outcome.ts";
import type { VisitPage } from "#domain/visit/read.ts";
import { mayOnVisit, visitLook } from "#domain/visit/rules.ts";
import { DoorAsks } from "./ask.tsx";
import { LaterFields, NoteFields, OutcomeButtons, RaiseFields } from "./entry.tsx";
import { DoorVoices } from "./voices.tsx";
import { useAround, useAskWords, useEntryWords, useKeepWords, useQueueWords, useVoiceWords } from "./words.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  visit: VisitPage;
  /** What the household said of being visited. */
  wish: ReactNode;
  officer: boolean;
  /** Who looks at it. */
  user: string;
  timeZone: string;
  actions: Record<
    | "record"
    | "note"
    | "reschedule"
    | "undo"
    | "cancel"
    | "raise"
    | "handCode"
    | "contact"
    | "settle"
    | "voice"
    | "dropVoice"
    | "told",
    Action
  >;
  newKey: () => string;
  restored: Record<string, string | string[]> | null;
  /** What is explained at doors. */
  policies: readonly PolicyAtDoor[];
};

/** A visit, as the officer at the door needs it on a phone; a household sees when it is and what was recorded as heard. */
export function VisitView({ visit, wish, officer, user: self, timeZone, actions, newKey, restored, policies }: Props) {
  const t = useTranslations("visit");
  const words = useTranslations("words");
  const place = useTranslations("place");
  const format = useFormatter();
  const now = new Date();
  const { status, capacities, guide } = visit;
  const can = (act: Parameters<typeof mayOnVisit>[0]) => mayOnVisit(act, status, capacities);
  const team = capacities.includes("team");
  const at = `/visits/${visit.id}`;
  const base = { at, restored };
  const hidden = <input type="hidden" name="visit" value={visit.id} />;
  const entry = useEntryWords(policies);
  const ask = useAskWords();
  const label = `${visit.building} ${visit.entrance} ${visit.door}`;
  const here = { id: visit.id, community: visit.communityId, label, status, rendered: now.getTime() };
  const queued = { ...base, door: here, words: useKeepWords() };
  const locale = useLocale();
  const queueWords = useQueueWords();
  const aroundOf = useAround();
  const voiceWords = useVoiceWords();
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid grid-cols-1 gap-1">
        <p className="flex flex-wrap items-center gap-x-4 text-t1 text-ink-2">
          <State look={visitLook(status)}>{words(`visitStatuses.${status}`)}</State>
          <time dateTime={visit.startsAt.toISOString()}>
            {format.dateTimeRange(visit.startsAt, visit.endsAt, {
              month: "long",
              day: "numeric",
              weekday: "short",
              hour: "2-digit",
              minute: "2-digit",
              hourCycle: "h23",
            })}
          </time>
        </p>
        <h1 className="!text-t5">
          {visit.building} {visit.entrance} <span className="num">{visit.door}</span>
        </h1>
        <p className="text-t1 text-ink-2">
          {place("floor", { floor: visit.floor })}
          {visit.officers.length > 0 && ` · ${format.list(visit.officers, { type: "conjunction" })}`}
        </p>
        {officer && status !== "planned" && visit.recorder && visit.recordedAt && (
          <p className="small">
            {visit.knocker ? `${visit.knocker} (${visit.recorder})` : visit.recorder} ·{" "}
            <time dateTime={visit.recordedAt.toISOString()}>{format.dateTime(visit.recordedAt, "moment")}</time>
            {visit.feeling && ` · ${t("feeling")}: ${t(`feelings.${visit.feeling}`)}`}
          </p>
        )}
        {visit.purpose && <p>{visit.purpose}</p>}
      </header>

      {wish}
      {officer && (
        <QueueHere
          {...{ self, at, locale, timeZone }}
          visit={visit.id}
          rendered={now.getTime()}
          words={queueWords}
          entry={entry}
        />
      )}

      {visit.conflicts.map((conflict) => {
        const stands = words(`visitStatuses.${status}`);
        const outcome = words(`visitStatuses.${conflict.outcome}`);
        const clock = (moment: Date) => format.dateTime(moment, "moment");
        const text = t("conflict", {
          ...{ stood: visit.recorder ?? t("somebody"), stands, at: visit.recordedAt ? clock(visit.recordedAt) : "" },
          ...{ brought: conflict.by ?? t("somebody"), outcome, time: clock(conflict.at) },
        });
        return (
          <Form
            key={conflict.id}
            action={actions.settle}
            submission={newKey()}
            at={at}
            name={`settle-${conflict.id}`}
            label={text}
            className="grid grid-cols-1 gap-3 border-s-4 border-late bg-late-wash px-4 py-3"
          >
            {hidden}
            <input type="hidden" name="conflict" value={conflict.id} />
            <p className="text-late">{text}</p>
            <div className="flex flex-wrap gap-2">
              <Submit name="holds" value="stands">
                {t("holds", { outcome: stands })}
              </Submit>
              <Submit name="holds" value="brought">
                {t("holds", { outcome })}
              </Submit>
            </div>
          </Form>
        );
      })}

      {officer && guide && (
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-s-4 border-door bg-door-wash p-4">
          <p>
            <b>{t("guide", { name: guide.name })}</b>
            {guide.remark && <span className="small block">{guide.remark}</span>}
          </p>
          {guide.phone && (
            <a className="btn" href={`tel:${guide.phone}`}>
              {t("call")}
            </a>
          )}
        </div>
      )}

      {officer && visit.asks.length > 0 && (
        <DoorAsks
          asks={visit.asks}
          door={here}
          action={actions.told}
          submission={newKey()}
          at={at}
          restored={restored}
          words={{ ask, keep: queued.words }}
        />
      )}

      {officer && visit.concerns.length > 0 && (
        <section aria-labelledby="before">
          <h2 id="before" className="mb-2">
            {t("raisedBefore")}
          </h2>
          <ul>
            {visit.concerns.map((c) => (
              <li
                key={c.number}
                className="relative grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 border-t border-line py-2 text-t1"
              >
                <Link
                  href={`/concerns/${c.number}`}
                  prefetch={false}
                  className="font-bold no-underline after:absolute after:inset-0"
                >
                  <bdi>{c.title}</bdi>
                </Link>
                <State look={lookOf(c.status, c.nextAt, now)}>{words(`statuses.${c.status}`)}</State>
                <span className="small">
                  {format.dateTime(c.createdAt, "date")}
                  {c.voice && ` · ${t("voice.said")}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}

      {can("visited") && (
        <section aria-labelledby="record" className="rounded-md border-2 border-door bg-sheet p-4">
          <h2 id="record" className="mb-3">
            {t("record")}
          </h2>
          <QueuedForm
            {...queued}
            kind="record"
            action={actions.record}
            submission={newKey()}
            name="record"
            label={t("record")}
            className="grid grid-cols-1 gap-3"
          >
            {hidden}
            <OutcomeButtons
              words={entry}
              can={outcomes.filter(can)}
              team={visit.team}
              self={self}
              open={restored?.form === "record"}
            />
          </QueuedForm>
        </section>
      )}

      {team && (
        <details className="fold" open={restored?.form === "raise"}>
          <summary className="min-h-14">{t("raise")}</summary>
          <QueuedForm
            {...queued}
            kind="raise"
            action={actions.raise}
            submission={newKey()}
            name="raise"
            label={t("raise")}
            className="grid grid-cols-1 gap-4 pb-4"
          >
            {hidden}
            <RaiseFields
              words={entry}
              place={{
                ...{ community: visit.communityId, entrance: visit.entranceId },
                ...{ floor: visit.floor, door: visit.door },
              }}
            />
          </QueuedForm>
        </details>
      )}

      {team && visit.around.length > 0 && (
        <details className="fold" open={/^(voice|drop)-/.test(String(restored?.form ?? ""))}>
          <summary className="min-h-14">{t("voice.title")}</summary>
          <DoorVoices
            around={visit.around.map(aroundOf)}
            voiced={visit.voiced}
            door={here}
            at={at}
            submissions={Object.fromEntries(visit.around.map((one) => [one.number, newKey()]))}
            add={actions.voice}
            drop={actions.dropVoice}
            words={{ voice: voiceWords, keep: queued.words }}
          />
        </details>
      )}

      {team && status !== "planned" && status !== "cancelled" && (
        <details className="fold" open={restored?.form === "note"}>
          <summary className="min-h-14">{t("addNote")}</summary>
          <QueuedForm
            {...queued}
            kind="note"
            action={actions.note}
            submission={newKey()}
            name="note"
            label={t("addNote")}
            className="grid grid-cols-1 gap-4 pb-4"
          >
            {hidden}
            <NoteFields words={entry} />
            <Submit className="justify-self-start">{t("saveNote")}</Submit>
          </QueuedForm>
        </details>
      )}

      {visit.notes.length > 0 && (
        <section aria-labelledby="notes">
          <h2 id="notes" className="mb-2">
            {t("notes")}
          </h2>
          <ul>
            {visit.notes.map((n) => (
              <li key={n.id} className="border-t border-line py-3">
                <p className="small">
                  {t(`noteKind.${n.kind}`)}
                  {n.quotable && ` · ${t("quotable")}`}
                  {n.author && ` · ${n.author}`} ·{" "}
                  <time dateTime={n.createdAt.toISOString()}>{format.dateTime(n.createdAt, "moment")}</time>
                </p>
                {n.body && (
                  <p className="said" dir="auto">
                    {n.body}
                  </p>
                )}
                {n.policy && (
                  <Link href={`/policies/${n.policy.id}`} prefetch={false} className="lone text-t1">
                    {n.policy.title}
                  </Link>
                )}
                <AttachedFiles files={n.photos} photo={words("photo")} />
                {officer && n.body && n.kind !== "explained" && (
                  <Link href={`/stories/new?note=${n.id}`} prefetch={false} className="lone text-t1">
                    {t("tellIt")}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}

      {officer && (
        <section className="grid grid-cols-1 gap-4 border-t border-line pt-4" aria-labelledby="household">
          <h2 id="household">{t("household")}</h2>
          <div className="flex flex-wrap gap-3">
            <Form action={actions.contact} className="grid grid-cols-1 gap-2">
              {hidden}
              <Shown name="contact" label={t("contact")} />
              <Submit>{t("showContact")}</Submit>
            </Form>
            {(team || capacities.includes("coordinator")) && (
              <Form action={actions.handCode} className="grid grid-cols-1 gap-2">
                {hidden}
                <Shown name="code" label={t("codeLabel")} />
                <Submit>{t("handCode")}</Submit>
              </Form>
            )}
          </div>
          <p className="small">{t("householdHint")}</p>
        </section>
      )}

      {(can("reschedule") || can("cancel") || can("undo")) && (
        <section className="grid grid-cols-1" aria-label={t("change")}>
          {can("reschedule") && (
            <details className="fold" open={restored?.form === "reschedule"}>
              <summary>{t("reschedule")}</summary>
              <Form
                {...base}
                action={actions.reschedule}
                submission={newKey()}
                name="reschedule"
                label={t("reschedule")}
                className="grid grid-cols-1 gap-4 py-3"
              >
                {hidden}
                <LaterFields words={entry} initial={localTimeOf(daysLater(now, 2, timeZone, "18:30"), timeZone)} />
              </Form>
            </details>
          )}
          {can("undo") && (
            <Form {...base} action={actions.undo} submission={newKey()} name="undo">
              {hidden}
              <Submit>{t("undo")}</Submit>
            </Form>
          )}
          {can("cancel") && (
            <details className="fold">
              <summary>{t("cancel")}</summary>
              <Form
                {...base}
                action={actions.cancel}
                submission={newKey()}
                name="cancel"
                className="grid grid-cols-1 gap-2 py-3"
              >
                {hidden}
                <p className="small">{t("cancelHint")}</p>
                <Submit className="justify-self-start">{t("cancelNow")}</Submit>
              </Form>
            </details>
          )}
        </section>
      )}
    </div>
  );
}
