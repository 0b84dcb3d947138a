import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Watch } from "#components/ledger/watch.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { Progress } from "#components/ui/progress.tsx";
import type { PlanPage } from "#domain/round/propose.ts";
import { PlanEvenings } from "./plan-evenings.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  page: PlanPage;
  actions: Record<"ask" | "stop" | "agree" | "giveUp", Action>;
  newKey: () => string;
};

/** The plan of a round: asked for, under way, looked at and agreed to. */
export function PlanView({ page, actions, newKey }: Props) {
  const t = useTranslations("plan");
  const { state, plan, given, round } = page;
  const at = `/rounds/${round.id}/plan`;
  const asks = (words: string, main: boolean) => (
    <Form action={actions.ask} submission={newKey()} at={at}>
      <input type="hidden" name="round" value={round.id} />
      <Submit main={main}>{words}</Submit>
    </Form>
  );
  if (round.status === "closed") return <p className="rule">{t("closed")}</p>;
  if (state === "making" || state === "writing")
    return (
      <div className="rule grid gap-4">
        <Making page={page} />
        {state === "making" && plan && (
          <Form action={actions.stop} at={at}>
            <input type="hidden" name="plan" value={plan.id} />
            <Submit>{plan.stopAskedAt ? t("stopping") : t("stop")}</Submit>
          </Form>
        )}
        <p className="small">{t("leave")}</p>
        <Watch href={at} word={t("look")} />
      </div>
    );
  if (state === "made" && plan)
    return (
      <div className="grid gap-8">
        <Figures page={page} />
        <div className="flex flex-wrap items-start gap-3">
          {plan.planned > 0 && (
            <Form action={actions.agree} at={at}>
              <input type="hidden" name="plan" value={plan.id} />
              <Submit main>{t("agree", { count: plan.planned })}</Submit>
            </Form>
          )}
          {asks(t("again"), plan.planned === 0)}
          <Form action={actions.giveUp} at={at}>
            <input type="hidden" name="plan" value={plan.id} />
            <Submit>{t("giveUp")}</Submit>
          </Form>
        </div>
        <LeftOut page={page} />
        <PlanEvenings walks={page.walks} />
      </div>
    );
  return (
    <div className="grid gap-6">
      {state === "written" && (
        <div role="status" className="grid gap-2 border-s-4 border-done bg-done-wash p-4 text-done">
          <p className="font-bold">{t("written")}</p>
        </div>
      )}
      {state === "failed" && (
        <p role="alert" className="border-s-4 border-late bg-late-wash p-4 text-late">
          {t("failed")}
        </p>
      )}
      <Given page={page} />
      {given.teams > 0 && given.officers > 0 && given.shifts > 0 && given.doors > 0 && (
        <div className="flex flex-wrap items-center gap-4">
          {asks(state === "written" ? t("again") : t("propose"), state !== "written")}
          <Link href={`/rounds/${round.id}/board`} className="lone">
            {t("board")}
          </Link>
        </div>
      )}
      <p className="small max-w-(--measure)">{t("how")}</p>
    </div>
  );
}

function Making({ page: { state, plan } }: { page: PlanPage }) {
  const t = useTranslations("plan");
  if (state === "writing" || !plan?.phase)
    return (
      <div role="status" className="grid gap-2">
        <p className="font-bold">{state === "writing" ? t("writing") : t("beginning")}</p>
        <span aria-hidden="true" className="busy" />
      </div>
    );
  const { phase, progress, planned, unplanned, used } = plan;
  return (
    <div role="status" className="grid gap-2">
      <p className="font-bold">{t(`phases.${phase as "placing"}`)}</p>
      <Progress value={progress} max={1} label={t("soFar", { planned, unplanned, used })} />
    </div>
  );
}

/** What there is to plan with, and what is missing. */
function Given({ page: { given, round } }: { page: PlanPage }) {
  const t = useTranslations("plan");
  const missing = [
    given.doors === 0 && t("noDoors"),
    given.officers === 0 && t("noTeams"),
    given.shifts === 0 && t("noShifts"),
  ].filter(Boolean);
  return (
    <div className="grid gap-3">
      <p>{t("given", { ...given, minutes: round.visitMinutes })}</p>
      {missing.length > 0 && (
        <ul className="grid gap-2 border-s-4 border-waiting bg-waiting-wash p-4 text-waiting">
          {missing.map((m) => (
            <li key={String(m)}>{m}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Made = {
  used: number;
  bound: number;
  gap: number;
  load: { min: number; max: number };
  wishes: { kept: number; of: number };
  known: { met: number; of: number };
  time: number;
};

function Figures({ page: { plan, changes } }: { page: PlanPage }) {
  const t = useTranslations("plan");
  const format = useFormatter();
  const made = plan?.figures as Made | null | undefined;
  if (!plan || !made) return null;
  const { used, bound, gap, load, wishes, known } = made;
  const facts = [
    {
      key: "evenings",
      value: format.number(used),
      said:
        used > bound
          ? t("atLeast", { bound, gap: format.number(gap, { style: "percent", maximumFractionDigits: 1 }) })
          : t("best"),
    },
    { key: "wishes", value: t("of", { part: wishes.kept, whole: wishes.of }), said: t("wishesSaid") },
    { key: "known", value: t("of", { part: known.met, whole: known.of }), said: t("knownSaid") },
    {
      key: "load",
      value: load.min === load.max ? format.number(load.min) : `${load.min}–${load.max}`,
      said: t("loadSaid"),
    },
  ] as const;
  return (
    <section aria-labelledby="proposed" className="grid gap-5">
      <h2 id="proposed">{t("proposed", { count: plan.planned })}</h2>
      {plan.stopped && (
        <p className="border-s-4 border-waiting bg-waiting-wash p-4 text-waiting">{t("stoppedEarly")}</p>
      )}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-4">
        {facts.map((f) => (
          <div key={f.key} className="grid content-start">
            <dt className="small">{t(`facts.${f.key}`)}</dt>
            <dd className="num text-t4 font-bold leading-tight">{f.value}</dd>
            <dd className="small">{f.said}</dd>
          </div>
        ))}
      </dl>
      {changes && <p>{t("changes", changes)}</p>}
    </section>
  );
}

/** Whom the plan has no place for, and why. */
function LeftOut({ page: { leftOut } }: { page: PlanPage }) {
  const t = useTranslations("plan");
  if (!leftOut.length) return <p className="border-s-4 border-done bg-done-wash p-4 text-done">{t("nobodyLeft")}</p>;
  const reasons = [...Map.groupBy(leftOut, (l) => l.reason)].toSorted((a, b) => sum(b[1]) - sum(a[1]));
  return (
    <section aria-labelledby="left-out" className="grid gap-2">
      <h2 id="left-out">{t("leftOut", { count: sum(leftOut) })}</h2>
      {reasons.map(([reason, places]) => (
        <details key={reason} className="fold">
          <summary>
            <span>
              {t(`reasons.${reason as "no_capacity"}`)}{" "}
              <span className="num font-normal">{t("doors", { count: sum(places) })}</span>
            </span>
          </summary>
          <ul className="flex flex-wrap gap-x-6 gap-y-1 pb-4 text-t1">
            {places.map((p) => (
              <li key={`${p.building} ${p.entrance}`}>
                {p.building} {p.entrance} <span className="num text-ink-2">{t("doors", { count: p.count })}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

const sum = (list: readonly { count: number }[]) => list.reduce((all, l) => all + l.count, 0);
