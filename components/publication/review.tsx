import Link from "next/link";
import { momentStyle, useFormatter, useTranslations } from "#components/i18n.ts";
import { Choices, TextArea, TextField, Tick } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import type { Review } from "#domain/publication/queue.ts";
import { hasEnded, keptReasons, publicLook } from "#domain/publication/rules.ts";
import { kindsIn, Marked } from "./marked.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type ReviewActions = Record<"publish" | "keep" | "putOff" | "noOutcome", Action>;

type Props = {
  item: Review;
  actions: ReviewActions;
  restored: Record<string, string | string[]> | null;
};

/** One concern before a person's eye: what was written, and beside it what everybody will read. */
export function ReviewOne({ item, actions, restored }: Props) {
  const t = useTranslations("publication");
  const at = `/board/review?n=${item.number}`;
  const given = { number: item.number };
  const hidden = <input type="hidden" name="number" value={given.number} />;
  const standing = item.step === "published" || item.step === "outcome";
  return (
    <div className="grid gap-x-10 gap-y-8 md:grid-cols-2">
      <Original item={item} />
      <div className="grid content-start gap-6">
        {item.step === "declined" ? (
          <p className="border-s-4 border-line-2 ps-4">{t("declinedByReporter")}</p>
        ) : (
          <section data-review="publish" aria-labelledby="public">
            <h2 id="public" className="mb-3">
              {standing ? t("standsThere") : t("willRead")}
            </h2>
            <Form
              key={item.number}
              action={actions.publish}
              submission={newId()}
              at={at}
              name="publish"
              restored={restored}
              label={t("publish")}
              className="grid gap-4"
            >
              {hidden}
              {item.step === "outcome" && <p className="border-s-4 border-done ps-4">{t("sayOutcome")}</p>}
              <TextField name="title" label={t("title")} initial={item.text.title} required />
              <TextArea name="body" label={t("body")} initial={item.text.body} rows={6} required />
              {hasEnded(item.state) && (
                <TextArea
                  name="outcome"
                  label={t("outcome")}
                  hint={t("outcomeHint")}
                  initial={item.text.outcome}
                  rows={3}
                />
              )}
              <Tick name="looked" label={t("looked")} hint={item.doubtful ? t("lookedHint") : undefined} />
              <Submit main className="justify-self-start">
                {standing ? t("save") : t("publish")}
              </Submit>
            </Form>
          </section>
        )}
        <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
          {item.step === "outcome" && (
            <Form action={actions.noOutcome} submission={newId()} at={at} label={t("noOutcome")}>
              {hidden}
              <Submit>{t("noOutcome")}</Submit>
            </Form>
          )}
          {item.queued && (
            <div data-review="later">
              <Form action={actions.putOff} submission={newId()} at={at} label={t("later")}>
                {hidden}
                <Submit>{t("later")}</Submit>
              </Form>
            </div>
          )}
          {item.step !== "declined" && item.step !== "kept" && (
            <details className="fold border-0!" data-review="keep">
              <summary>{standing ? t("takeDown") : t("keep")}</summary>
              <Form
                action={actions.keep}
                submission={newId()}
                at={at}
                name="keep"
                restored={restored}
                label={standing ? t("takeDown") : t("keep")}
                className="mt-2 grid gap-3"
              >
                {hidden}
                <Choices
                  name="reason"
                  label={t("why")}
                  choices={keptReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
                />
                <p className="small">{t("keepHint")}</p>
                <Submit className="justify-self-start">{standing ? t("takeDown") : t("keep")}</Submit>
              </Form>
            </details>
          )}
        </div>
      </div>
    </div>
  );
}

/** What was written, as it was written, with what was found in it. */
function Original({ item }: { item: Review }) {
  const t = useTranslations("publication");
  const words = useTranslations("words");
  const place = useTranslations("place");
  const format = useFormatter();
  const found = kindsIn(item.title, item.body, item.answer);
  return (
    <section aria-labelledby="original" className="min-w-0">
      <h2 id="original" className="mb-3">
        {t("original")}
      </h2>
      <p className="small flex flex-wrap items-center gap-x-3">
        <Link href={`/concerns/${item.number}`} prefetch={false} className="lone num">
          {item.number}
        </Link>
        <span className="lone">
          <State look={publicLook[item.state]}>{t(`states.${item.state}`)}</State>
        </span>
        <span>{words(`categories.${item.category}`)}</span>
        <span>{[item.building, item.area && place(`areas.${item.area}`)].filter(Boolean).join(" · ")}</span>
        <time dateTime={item.raisedAt.toISOString()}>{format.dateTime(item.raisedAt, momentStyle(item.raisedAt))}</time>
      </p>
      <article className="sheet mt-2">
        <h3 className="mb-2">
          <Marked text={item.title} />
        </h3>
        <p className="said">
          <Marked text={item.body} />
        </p>
      </article>
      {item.answer && hasEnded(item.state) && (
        <>
          <h3 className="mt-5 mb-2">{t("lastAnswer")}</h3>
          <p className="border-s-4 border-line-2 ps-4">
            <Marked text={item.answer} />
          </p>
        </>
      )}
      <p className="small mt-3">
        {found.length
          ? t("found", {
              kinds: format.list(
                found.map((kind) => t(`kinds.${kind}`)),
                { type: "conjunction" },
              ),
            })
          : t("foundNothing")}
      </p>
    </section>
  );
}
