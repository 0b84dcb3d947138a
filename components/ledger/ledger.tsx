import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { ConcernSample, HouseholdSample } from "#db/schema/index.ts";
import type { LedgerPage } from "#domain/ledger/hand-in.ts";
import type { LedgerKindName } from "#domain/ledger/kind.ts";
import { Watch } from "./watch.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** What is said of a ledger in the words of what it lists. */
function useOwnWords(kind: LedgerKindName) {
  const households = useTranslations("ledger");
  const concerns = useTranslations("concernImport");
  return (kind === "households" ? households : concerns) as typeof households;
}

/**
 * A ledger that was handed in: what was read of it, what is wrong with it or what it would change, and the decision.
 * @param at the address of its page
 */
export function LedgerView({
  ledger,
  at,
  agree,
  giveUp,
}: {
  ledger: LedgerPage;
  at: string;
  agree: Action;
  giveUp: Action;
}) {
  const t = useTranslations("ledger");
  const own = useOwnWords(ledger.kind);
  const refusals = useTranslations("refusals");
  const { state, added, changed, same, rows } = ledger;
  const hidden = <input type="hidden" name="ledger" value={ledger.id} />;
  const givesUp = (
    <Form action={giveUp} at={at}>
      {hidden}
      <Submit>{t("giveUp")}</Submit>
    </Form>
  );
  if (state === "reading" || state === "applying")
    return (
      <div className="rule grid gap-3">
        <div role="status" className="grid gap-2">
          <p className="font-bold">{state === "reading" ? t("readSoFar", { rows }) : own("carryingOut", { rows })}</p>
          <span aria-hidden="true" className="busy" />
        </div>
        <p className="small">{t("leave")}</p>
        <Watch href={at} word={t("look")} />
      </div>
    );
  if (state === "refused")
    return (
      <p className="border-s-4 border-late bg-late-wash p-4 text-late">{refusals(ledger.refused as "ledgerType")}</p>
    );
  if (state === "givenUp") return <p className="rule">{t("gaveUp")}</p>;
  if (state === "faulty")
    return (
      <div className="grid gap-4">
        <p className="border-s-4 border-late bg-late-wash p-4 font-bold text-late">
          {own("faults", { count: ledger.problemCount })}
        </p>
        <Problems ledger={ledger} />
        <LeftOut ledger={ledger} />
        {givesUp}
      </div>
    );
  return (
    <div className="grid gap-6">
      {state === "applied" && (
        <p className="border-s-4 border-done bg-done-wash p-4 font-bold text-done">{t("done")}</p>
      )}
      <dl className="flex flex-wrap gap-x-10 gap-y-3">
        {(
          [
            ["added", added],
            ["changed", changed],
            ["same", same],
          ] as const
        ).map(([key, count]) => (
          <div key={key}>
            <dt className="small">{t(`sums.${key}`)}</dt>
            <dd className="num text-t4 font-bold leading-tight">{own("count", { count })}</dd>
          </div>
        ))}
      </dl>
      {state === "read" && (
        <>
          <p className="small">{own("untouched")}</p>
          <LeftOut ledger={ledger} />
          {added + changed === 0 ? (
            <p className="rule">{own("nothingNew")}</p>
          ) : (
            <div className="flex flex-wrap items-start gap-3">
              <Form action={agree} at={at}>
                {hidden}
                <Submit main>{own("agree", { count: added + changed })}</Submit>
              </Form>
              {givesUp}
            </div>
          )}
          {ledger.sample.length > 0 && <Sample ledger={ledger} />}
        </>
      )}
    </div>
  );
}

/** Columns that nobody knows, told so that nobody believes they were read. */
function LeftOut({ ledger }: { ledger: LedgerPage }) {
  const t = useTranslations("ledger");
  const format = useFormatter();
  if (!ledger.leftOut.length) return null;
  return <p className="small">{t("leftOut", { columns: format.list(ledger.leftOut, { type: "conjunction" }) })}</p>;
}

function Sample({ ledger }: { ledger: LedgerPage }) {
  const own = useOwnWords(ledger.kind);
  return (
    <section aria-labelledby="sample" className="grid gap-2">
      <h2 id="sample">{own("sample", { count: ledger.sample.length })}</h2>
      <ul>
        {ledger.sample.map((s) => (
          <li key={"door" in s ? s.door : s.number} className="border-t border-line py-2 text-t1">
            {"door" in s ? <HouseholdLine sample={s} /> : <ConcernLine sample={s} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function HouseholdLine({ sample }: { sample: HouseholdSample }) {
  const t = useTranslations("ledger");
  return (
    <div className="flex flex-wrap gap-x-4">
      <b className="num">{sample.door}</b>
      <span>{sample.added ? t("isNew", { floor: sample.floor }) : t("isChanged")}</span>
      <span className="text-ink-2">{sample.changes.map((c) => t(`columns.${c as "floor"}`)).join(" · ")}</span>
    </div>
  );
}

function ConcernLine({ sample }: { sample: ConcernSample }) {
  const t = useTranslations("concernImport");
  const words = useTranslations("words");
  const format = useFormatter();
  const at = (moment: string) => format.dateTime(new Date(moment), "past");
  return (
    <div className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <b className="num break-all">{sample.number}</b>
      <div>
        <p dir="auto">{sample.title}</p>
        <p className="small flex flex-wrap gap-x-3">
          {sample.added ? (
            <>
              <span>{words(`categories.${sample.category as "fire"}`)}</span>
              <span>{at(sample.raisedAt)}</span>
              {sample.place && <span>{sample.place}</span>}
              <span>
                {sample.answeredAt
                  ? t("answered", { unit: sample.unit ?? "", at: at(sample.answeredAt) })
                  : t("unanswered")}
              </span>
            </>
          ) : (
            sample.changes.map((c) => <span key={c}>{t(`changes.${c as "text"}`)}</span>)
          )}
        </p>
      </div>
    </div>
  );
}

function Problems({ ledger }: { ledger: LedgerPage }) {
  const t = useTranslations("ledger");
  const own = useOwnWords(ledger.kind);
  return (
    <ul>
      {ledger.problems.map((p) => (
        <li
          key={`${p.sheet} ${p.row} ${p.column} ${p.why}`}
          className="grid gap-x-4 border-t border-line py-2 text-t1 sm:grid-cols-[14rem_minmax(0,1fr)]"
        >
          <b>
            {p.sheet && <bdi>{p.sheet} </bdi>}
            {t("at", { row: p.row, column: own(`columns.${p.column as "phone"}`) })}
          </b>
          <span>
            {p.value && <q className="break-all me-2">{p.value}</q>}
            {own(`why.${p.why as "phone"}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
