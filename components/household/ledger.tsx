import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { LedgerPage } from "#domain/household/hand-in.ts";
import { Watch } from "./watch.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** A ledger that was handed in: what was read of it, what is wrong with it or what it would change, and the decision. */
export function LedgerView({ ledger, agree, giveUp }: { ledger: LedgerPage; agree: Action; giveUp: Action }) {
  const t = useTranslations("ledger");
  const refusals = useTranslations("refusals");
  const { state, added, changed, same, rows } = ledger;
  const hidden = <input type="hidden" name="ledger" value={ledger.id} />;
  const at = `/households/ledgers/${ledger.id}`;
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
          <p className="font-bold">{state === "reading" ? t("readSoFar", { rows }) : t("carryingOut", { rows })}</p>
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
          {t("faults", { count: ledger.problemCount })}
        </p>
        <Problems ledger={ledger} />
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
            <dd className="num text-t4 font-bold leading-tight">{t("count", { count })}</dd>
          </div>
        ))}
      </dl>
      {state === "read" && (
        <>
          <p className="small">{t("untouched")}</p>
          {added + changed === 0 ? (
            <p className="rule">{t("nothingNew")}</p>
          ) : (
            <div className="flex flex-wrap items-start gap-3">
              <Form action={agree} at={at}>
                {hidden}
                <Submit main>{t("agree", { count: added + changed })}</Submit>
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

function Sample({ ledger }: { ledger: LedgerPage }) {
  const t = useTranslations("ledger");
  return (
    <section aria-labelledby="sample" className="grid gap-2">
      <h2 id="sample">{t("sample", { count: ledger.sample.length })}</h2>
      <ul>
        {ledger.sample.map((s) => (
          <li key={s.door} className="flex flex-wrap gap-x-4 border-t border-line py-2 text-t1">
            <b className="num">{s.door}</b>
            <span>{s.added ? t("isNew", { floor: s.floor }) : t("isChanged")}</span>
            <span className="text-ink-2">{s.changes.map((c) => t(`columns.${c as "floor"}`)).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Problems({ ledger }: { ledger: LedgerPage }) {
  const t = useTranslations("ledger");
  return (
    <ul>
      {ledger.problems.map((p) => (
        <li
          key={`${p.sheet} ${p.row} ${p.column} ${p.why}`}
          className="grid gap-x-4 border-t border-line py-2 text-t1 sm:grid-cols-[14rem_minmax(0,1fr)]"
        >
          <b>
            {p.sheet && <bdi>{p.sheet} </bdi>}
            {t("at", { row: p.row, column: t(`columns.${p.column as "floor"}`) })}
          </b>
          <span>
            {p.value && <q className="break-all me-2">{p.value}</q>}
            {t(`why.${p.why as "floor"}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
