import Link from "next/link";
import { formatIn, useLocale, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { type WishKind, wishKinds } from "#domain/wish/kind.ts";
import type { Slip } from "#domain/wish/slip.ts";
import { roundDay, wholeTime } from "./when.ts";
import { WishForm } from "./wish-form.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** What has just been done: chosen, or a time confirmed. */
export const slipDone = [...wishKinds, "time"] as const;

type Props = {
  slip: Slip;
  done: WishKind | "time" | undefined;
  actions: Record<"choose" | "confirm", Action>;
  newKey: () => string;
};

/** The page of a slip: who comes and when, in plain words; one choice; and what presses is said at once. */
export function SlipView({ slip, done, actions, newKey }: Props) {
  const t = useTranslations("slip");
  const wish = useTranslations("wish");
  const locale = useLocale();
  const { timeZone } = slip.community;
  const format = formatIn(locale, timeZone);
  const named = (n: { name: string; nameEn: string | null }) => (locale === "en" && n.nameEn) || n.name;
  const { round, visit, code } = slip;
  const raise = (
    <section className="rule grid gap-2" aria-labelledby="raise">
      <h2 id="raise">{t("raiseTitle")}</h2>
      <p className="text-t1">{t("raiseHint")}</p>
      <Link href={`/report?at=${slip.entranceCode}`} className="btn justify-self-start">
        {t("raise")}
      </Link>
    </section>
  );
  const folded = done !== undefined || visit !== null;
  const form = (
    <WishForm
      action={actions.choose}
      submission={newKey()}
      of={{ code }}
      shifts={slip.shifts}
      timeZone={timeZone}
      wish={null}
      fold={folded ? (done && done !== "time" ? wish("changeIt") : wish("otherTimes")) : undefined}
    />
  );
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-2">
        <p className="text-t1 text-ink-2">
          {named(slip.community)} · {round.name}
        </p>
        <h1>{slip.agency ? t("comes", { agency: named(slip.agency) }) : t("comesNobody")}</h1>
        <p className="text-t3 font-bold">
          {slip.building} {slip.entrance} <span className="num">{slip.door}</span>
        </p>
        {!visit && (
          <p>
            {wish("between", {
              from: roundDay(format, round.startsOn, "long"),
              to: roundDay(format, round.endsOn, "long"),
            })}
          </p>
        )}
        <p className="text-t1 text-ink-2">{t("what")}</p>
      </header>
      {done && (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 font-bold text-done">
          {done === "time" ? wish("confirmed") : wish(`done.${done}`)}
        </p>
      )}
      {visit && (
        <section aria-labelledby="planned" className="grid gap-2 border-s-4 border-door bg-door-wash p-4">
          <h2 id="planned">{wish("planned", { when: wholeTime(format, visit) })}</h2>
          {visit.confirmed ? (
            done !== "time" && <p className="font-bold text-done">{wish("confirmed")}</p>
          ) : (
            <>
              <p className="text-t1">{wish("plannedHint")}</p>
              <Form action={actions.confirm} submission={newKey()} name="confirm" label={wish("suits")}>
                <input type="hidden" name="code" value={code} />
                <input type="hidden" name="visit" value={visit.id} />
                <Submit main>{wish("suits")}</Submit>
              </Form>
            </>
          )}
        </section>
      )}
      {slip.chosen && !done && <p className="border-s-4 border-line-2 ps-4 text-t1">{t("chosenBefore")}</p>}
      {form}
      {raise}
      <p className="small">{t("privacy")}</p>
    </div>
  );
}
