import Link from "next/link";
import { formatIn, useLocale, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { WishKind } from "#domain/wish/kind.ts";
import type { WishPlace } from "#domain/wish/read.ts";
import { Chosen } from "./chosen.tsx";
import { RoundBoxes, wishPath } from "./round-boxes.tsx";
import { roundDay, wholeTime } from "./when.ts";
import { WishForm } from "./wish-form.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  place: WishPlace;
  /** Other rounds, or other doors of the same person. */
  others: WishPlace[];
  timeZone: string;
  /** What has just been chosen. */
  done: WishKind | undefined;
  phone: string | null;
  actions: Record<"choose" | "confirmTime" | "refuse" | "allow", Action>;
  newKey: () => string;
  restored: Record<string, string | string[]> | null;
};

/** When a household may be visited in a round: what was chosen, to be changed; or that nobody should come. */
export function WhenView({ place, others, timeZone, done, phone, actions, newKey, restored }: Props) {
  const t = useTranslations("wish");
  const format = formatIn(useLocale(), timeZone);
  const { round, visit, wish, refused } = place;
  const at = wishPath(place);
  const of = { household: place.household, round: round.id };
  const hidden = Object.entries(of).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  const base = { at, restored };
  const form = (
    <WishForm
      action={actions.choose}
      submission={newKey()}
      of={of}
      shifts={place.shifts}
      timeZone={timeZone}
      wish={wish}
      phone={phone ?? ""}
      fold={wish ? t("changeIt") : visit && !refused ? t("otherTimes") : undefined}
      {...base}
    />
  );
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-1">
        <h1>{t("title")}</h1>
        <p className="text-t1 text-ink-2">
          {round.name} · {place.building} {place.entrance} <span className="num">{place.door}</span> ·{" "}
          {t("between", { from: roundDay(format, round.startsOn), to: roundDay(format, round.endsOn) })}
        </p>
      </header>
      {done && !refused && (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 font-bold text-done">
          {t(`done.${done}`)}
        </p>
      )}
      {refused && (
        <div className="grid gap-3 border-s-4 border-waiting bg-waiting-wash p-4 text-waiting">
          <p className="font-bold">{t("refused")}</p>
          <p className="text-t1">{t("allowHint")}</p>
          <Form action={actions.allow} submission={newKey()} name="allow" label={t("allow")} {...base}>
            {hidden}
            <Submit>{t("allow")}</Submit>
          </Form>
        </div>
      )}
      {visit && !refused && (
        <section aria-labelledby="planned" className="grid gap-2 border-s-4 border-door bg-door-wash p-4">
          <h2 id="planned">{t("planned", { when: wholeTime(format, visit) })}</h2>
          {visit.confirmed ? (
            <p className="font-bold text-done">{t("confirmed")}</p>
          ) : (
            <>
              <p className="text-t1">{t("plannedHint")}</p>
              <Form action={actions.confirmTime} submission={newKey()} name="confirmTime" label={t("suits")} {...base}>
                <input type="hidden" name="visit" value={visit.id} />
                <input type="hidden" name="back" value={at} />
                <Submit main>{t("suits")}</Submit>
              </Form>
            </>
          )}
        </section>
      )}
      {wish && (
        <section aria-labelledby="chosen" className="grid gap-2">
          <h2 id="chosen">{t("chosen")}</h2>
          <Chosen wish={wish} timeZone={timeZone} />
        </section>
      )}
      {form}
      {!refused && (
        <details className="fold">
          <summary>{t("noVisits")}</summary>
          <Form
            action={actions.refuse}
            submission={newKey()}
            name="refuse"
            label={t("noVisits")}
            className="grid gap-3 py-3"
            {...base}
          >
            {hidden}
            <p className="text-t1">{t("noVisitsHint")}</p>
            <Submit className="justify-self-start">{t("noVisitsNow")}</Submit>
          </Form>
        </details>
      )}
      <p className="text-t1">
        {t("atOnce")} <Link href="/report">{t("raise")}</Link>
      </p>
      {others.length > 0 && <RoundBoxes places={others} timeZone={timeZone} at="p" />}
    </div>
  );
}
