import Link from "next/link";
import type { ReactNode } from "react";
import { AttachedFiles } from "#components/concern/attached.tsx";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Choices, TextArea, TextField } from "#components/ui/fields.tsx";
import { Files } from "#components/ui/files.tsx";
import { Form, Shown, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { acceptedTypes, maxFiles } from "#domain/attachment/limits.ts";
import { lookOf } from "#domain/concern/rules.ts";
import { areas } from "#domain/place/area.ts";
import { daysLater, localTimeOf } from "#domain/time.ts";
import type { VisitPage } from "#domain/visit/read.ts";
import { mayOnVisit, visitLook } from "#domain/visit/rules.ts";
import { SpotField } from "./spot-field.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  visit: VisitPage;
  /** What the household said of being visited. */
  wish: ReactNode;
  officer: boolean;
  timeZone: string;
  actions: Record<"record" | "note" | "reschedule" | "undo" | "cancel" | "raise" | "handCode" | "contact", Action>;
  newKey: () => string;
  restored: Record<string, string | string[]> | null;
};

/** A visit, as the officer at the door needs it on a phone; a household sees when it is and what was recorded as heard. */
export function VisitView({ visit, wish, officer, timeZone, actions, newKey, restored }: Props) {
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
  const attach = <Files accept={acceptedTypes.join(",")} max={maxFiles} />;
  const notes = (
    <>
      <TextArea name="heard" label={t("heard")} hint={t("heardHint")} rows={3} />
      <TextArea name="reflection" label={t("reflection")} hint={t("reflectionHint")} rows={2} />
      {attach}
    </>
  );
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-1">
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
        {visit.purpose && <p>{visit.purpose}</p>}
      </header>

      {wish}

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
                <span className="small">{format.dateTime(c.createdAt, "date")}</span>
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
          <Form
            {...base}
            action={actions.record}
            submission={newKey()}
            name="record"
            label={t("record")}
            className="grid gap-4"
          >
            {hidden}
            <details className="fold" open={restored?.form === "record"}>
              <summary>{t("withNotes")}</summary>
              <div className="grid gap-4 pt-2">{notes}</div>
            </details>
            <div className="grid grid-cols-2 gap-2">
              <Submit main name="outcome" value="visited" className="col-span-2 min-h-14 text-t3">
                {t("outcome.visited")}
              </Submit>
              {can("nobody_home") && (
                <Submit name="outcome" value="nobody_home" className="min-h-14">
                  {t("outcome.nobody_home")}
                </Submit>
              )}
              <Submit name="outcome" value="declined" className="min-h-14">
                {t("outcome.declined")}
              </Submit>
            </div>
          </Form>
        </section>
      )}

      {team && (
        <details className="fold" open={restored?.form === "raise"}>
          <summary className="min-h-14">{t("raise")}</summary>
          <Form
            {...base}
            action={actions.raise}
            submission={newKey()}
            name="raise"
            label={t("raise")}
            className="grid gap-4 pb-4"
          >
            {hidden}
            <input type="hidden" name="community" value={visit.communityId} />
            <input type="hidden" name="entrance" value={visit.entranceId} />
            <input type="hidden" name="category" value="auto" />
            <TextArea name="body" label={t("raiseBody")} hint={t("raiseHint")} required />
            <SpotField
              door={visit.door}
              floor={visit.floor}
              areas={areas.map((a) => ({ value: `area:${a}`, label: place(`areas.${a}`) }))}
              words={{ label: t("spot"), home: t("atHome", { door: visit.door }) }}
            />
            <Choices
              name="privacy"
              label={t("privacy")}
              initial="neighbourhood"
              choices={(["neighbourhood", "private"] as const).map((value) => ({
                value,
                label: words(`privacy.${value}`),
              }))}
            />
            {attach}
            <Submit className="justify-self-start">{t("raiseSend")}</Submit>
          </Form>
        </details>
      )}

      {team && status !== "planned" && status !== "cancelled" && (
        <details className="fold" open={restored?.form === "note"}>
          <summary className="min-h-14">{t("addNote")}</summary>
          <Form
            {...base}
            action={actions.note}
            submission={newKey()}
            name="note"
            label={t("addNote")}
            className="grid gap-4 pb-4"
          >
            {hidden}
            {notes}
            <Submit className="justify-self-start">{t("saveNote")}</Submit>
          </Form>
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
                  {n.author && ` · ${n.author}`} ·{" "}
                  <time dateTime={n.createdAt.toISOString()}>{format.dateTime(n.createdAt, "moment")}</time>
                </p>
                {n.body && (
                  <p className="said" dir="auto">
                    {n.body}
                  </p>
                )}
                <AttachedFiles files={n.photos} photo={words("photo")} />
              </li>
            ))}
          </ul>
        </section>
      )}

      {officer && (
        <section className="grid gap-4 border-t border-line pt-4" aria-labelledby="household">
          <h2 id="household">{t("household")}</h2>
          <div className="flex flex-wrap gap-3">
            <Form action={actions.contact} className="grid gap-2">
              {hidden}
              <Shown name="contact" label={t("contact")} />
              <Submit>{t("showContact")}</Submit>
            </Form>
            {(team || capacities.includes("coordinator")) && (
              <Form action={actions.handCode} className="grid gap-2">
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
        <section className="grid gap-2 border-t border-line pt-4" aria-label={t("change")}>
          {can("reschedule") && (
            <details className="fold" open={restored?.form === "reschedule"}>
              <summary>{t("reschedule")}</summary>
              <Form
                {...base}
                action={actions.reschedule}
                submission={newKey()}
                name="reschedule"
                label={t("reschedule")}
                className="grid gap-4 py-3"
              >
                {hidden}
                <TextField
                  name="startsAt"
                  type="datetime-local"
                  label={t("newTime")}
                  initial={localTimeOf(daysLater(now, 2, timeZone, "18:30"), timeZone)}
                  required
                />
                <Submit className="justify-self-start">{t("rescheduleSave")}</Submit>
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
              <Form {...base} action={actions.cancel} submission={newKey()} name="cancel" className="grid gap-2 py-3">
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
