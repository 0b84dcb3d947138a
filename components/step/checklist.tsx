import Link from "next/link";
import type { ReactNode } from "react";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import type { Following, StepLine } from "#domain/step/page.ts";
import { mayMove, nextOf } from "#domain/step/rules.ts";
import { lookOfStep, titleOf, whenOf } from "./words.ts";

export type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  following: Following;
  number: string;
  settle: Action;
  now: Date;
  /** On the page of its own: then a tick comes back to it, and whoever accompanies has more to do below each step. */
  own?: boolean;
  below?: (step: StepLine, place: { first: boolean; last: boolean }) => ReactNode;
};

/** The way that a family goes, step by step: what to do, what to bring, when and where, and who goes along. */
export function Checklist({ following, number, settle, now, own = false, below }: Props) {
  const t = useTranslations("steps");
  const format = useFormatter();
  const locale = useLocale();
  const { steps, endedAt } = following;
  const next = nextOf(steps);
  const settled = steps.filter((s) => s.status !== "open").length;
  const day = (at: Date) => format.dateTime(at, { month: "long", day: "numeric" });
  return (
    <section
      id="steps"
      aria-labelledby="steps-title"
      className="mt-6 scroll-mt-4 border-t-2 border-ink pt-4 first:mt-0"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        {own ? (
          <h2 id="steps-title" className="sr-only">
            {t("title")}
          </h2>
        ) : (
          <h2 id="steps-title">{t("title")}</h2>
        )}
        {steps.length > 0 && (
          <p className="num text-t1 text-ink-2">{t("progress", { done: settled, total: steps.length })}</p>
        )}
      </div>
      <p className="text-t1 text-ink-2">
        {t("since", { who: following.startedBy ?? t("someone"), date: day(following.startedAt) })}
      </p>
      <Ended following={following} />
      {steps.length === 0 && <p className="mt-3">{t("none")}</p>}
      <ol className="mt-3 grid">
        {steps.map((step, i) => (
          <Step
            key={step.id}
            {...{ step, number, settle, own, locale }}
            state={lookOfStep(step, step === next, now)}
            roles={endedAt ? [] : following.roles}
            when={whenOf(format, step)}
          >
            {!endedAt && below?.(step, { first: i === 0, last: i === steps.length - 1 })}
          </Step>
        ))}
      </ol>
      {!endedAt && steps.length > 0 && settled === steps.length && (
        <p className="border-s-4 border-waiting bg-waiting-wash p-3 text-waiting">{t("waits")}</p>
      )}
      <p className="small mt-3">{t("who")}</p>
      <p className="flex flex-wrap gap-x-5">
        {!own && (
          <Link href={`/concerns/${number}/steps`} prefetch={false} className="lone">
            {following.roles.includes("carer") && !endedAt ? t("manage") : t("open")}
          </Link>
        )}
        {steps.length > 0 && (
          <Link href={`/concerns/${number}/steps/print`} prefetch={false} className="lone">
            {t("print")}
          </Link>
        )}
      </p>
    </section>
  );
}

/** What the family said at last, and how it was heard. */
function Ended({ following: f }: { following: Following }) {
  const t = useTranslations("steps");
  const format = useFormatter();
  if (!f.endedAt || !f.word) return null;
  return (
    <div className="mt-3 border-s-4 border-done bg-done-wash p-3 text-done">
      <p>{t(`ended.${f.word}`, { date: format.dateTime(f.endedAt, { month: "long", day: "numeric" }) })}</p>
      {f.wordHow && (f.wordVia === "door" || f.wordVia === "phone") && (
        <p dir="auto">{t(`heard.${f.wordVia}`, { who: f.wordBy ?? t("someone"), how: f.wordHow })}</p>
      )}
    </div>
  );
}

type StepProps = {
  step: StepLine;
  number: string;
  settle: Action;
  own: boolean;
  locale: string;
  state: ReturnType<typeof lookOfStep>;
  roles: Following["roles"];
  when: string | null;
  children?: ReactNode;
};

function Step({ step, number, settle, own, locale, state, roles, when, children }: StepProps) {
  const t = useTranslations("steps");
  const format = useFormatter();
  const title = titleOf(step, locale);
  const open = step.status === "open";
  const where = [when, step.place].filter(Boolean).join(" · ");
  const to = open ? "done" : "open";
  const word = open ? t("tick") : step.status === "done" ? t("untick") : t("takeUp");
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 border-t border-line py-3">
      <p className={`font-bold ${open ? "" : "text-ink-3"}`}>
        <bdi>{title}</bdi>
      </p>
      <State look={state.look}>{t(state.word)}</State>
      <div className="col-span-2 grid gap-1 text-t1">
        {where && <p className={open ? "" : "text-ink-3"}>{where}</p>}
        {open && step.officer && <p>{t("goes", { name: step.officer })}</p>}
        {open && step.papers.length > 0 && (
          <div>
            <p className="text-ink-3">{t("papers")}</p>
            <ul className="list-disc ps-5">
              {step.papers.map((paper) => (
                <li key={paper} dir="auto">
                  {paper}
                </li>
              ))}
            </ul>
          </div>
        )}
        {!open && step.settledAt && (
          <p className="small">
            {[step.settledBy ?? t("family"), format.dateTime(step.settledAt, { month: "long", day: "numeric" })].join(
              " · ",
            )}
          </p>
        )}
        {step.note && (
          <p className="text-ink-2" dir="auto">
            {step.note}
          </p>
        )}
        {mayMove(step.status, to, roles) && (
          <Form action={settle} submission={newId()} label={t("of", { act: word, step: title })} className="mt-1">
            <input type="hidden" name="number" value={number} />
            <input type="hidden" name="step" value={step.id} />
            <input type="hidden" name="to" value={to} />
            {own && <input type="hidden" name="back" value="steps" />}
            <Submit className={open ? "" : "btn-plain -ms-2"}>{word}</Submit>
          </Form>
        )}
        {children}
      </div>
    </li>
  );
}
