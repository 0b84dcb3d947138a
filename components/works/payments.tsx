import { moneyStyle, unitName } from "#components/agreement/named.ts";
import { AttachedFiles } from "#components/concern/attached.tsx";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { SelectField, TextField } from "#components/ui/fields.tsx";
import type { PaymentLine, WorksPage } from "#domain/works/read.ts";
import { useDay } from "./day.ts";
import { ActForm, type Action, FileFields, type Here } from "./forms.tsx";

type Props = { works: WorksPage; here: Here; actions: Record<"pay" | "counter", Action> };

/** What each party has paid of its share, entry by entry; a mistake stays, with what takes it back. */
export function Payments({ works, here, actions }: Props) {
  const t = useTranslations("works");
  const households = useTranslations("agreement")("households");
  const format = useFormatter();
  const locale = useLocale();
  const { agreement, payments, today } = works;
  const paying = agreement.parties.filter((p) => p.shareKind !== null);
  const money = (cents: number) => format.number(cents / 100, moneyStyle);
  const may = agreement.leads && (agreement.status === "concluded" || agreement.status === "carried_out");
  if (!paying.length) return <p className="text-ink-2">{t("nobodyPays")}</p>;
  return (
    <div className="grid gap-4">
      <ul className="grid">
        {paying.map((party) => {
          const entries = payments.filter((p) => p.partyId === party.id);
          const paid = entries.reduce((sum, p) => sum + p.cents, 0);
          const name = unitName(locale, party, households);
          return (
            <li key={party.id} className="grid gap-2 border-t border-line py-3">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-bold">{name}</span>
                <span className="num">{t("paidOf", { paid: money(paid), share: money(party.shareCents) })}</span>
              </p>
              <meter
                className="works-meter"
                min={0}
                max={Math.max(1, party.shareCents)}
                value={Math.min(paid, party.shareCents)}
                aria-label={t("paidOf", { paid: money(paid), share: money(party.shareCents) })}
              />
              {paid < party.shareCents && <p className="small">{t("open", { sum: money(party.shareCents - paid) })}</p>}
              <ul>
                {entries.map((entry, i) => (
                  <Entry
                    key={entry.id}
                    entry={entry}
                    index={`${name} ${i + 1}`}
                    may={may}
                    here={here}
                    counter={actions.counter}
                    money={money}
                  />
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
      {may && (
        <ActForm here={here} hidden={{}} action={actions.pay} name="payment" label={t("recordPayment")}>
          <SelectField
            name="party"
            label={t("party")}
            options={paying.map((p) => ({ value: p.id, label: unitName(locale, p, households) }))}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="amount" label={t("amount")} inputMode="numeric" required />
            <TextField name="day" type="date" label={t("paidOn")} initial={today} required />
          </div>
          <TextField name="note" label={t("paymentNote")} hint={t("everybodyReads")} />
          <TextField name="over" label={t("whyOver")} hint={t("whyOverHint")} />
          <p className="small">{t("receiptHint")}</p>
          <FileFields here={here} />
        </ActForm>
      )}
    </div>
  );
}

type EntryProps = {
  entry: PaymentLine;
  /** Whose it is, and the how manieth. */
  index: string;
  may: boolean;
  here: Here;
  counter: Action;
  money: (cents: number) => string;
};

function Entry({ entry, index, may, here, counter, money }: EntryProps) {
  const t = useTranslations("works");
  const words = useTranslations("words");
  const day = useDay();
  return (
    <li className="grid gap-1 border-t border-line py-2 text-t1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <time dateTime={entry.paidOn}>{day(entry.paidOn)}</time>
        <span className="num">{entry.countered ? <s>{money(entry.cents)}</s> : money(entry.cents)}</span>
      </p>
      {entry.countersId && <p className="small">{t("takesBack", { reason: entry.note ?? "" })}</p>}
      {!entry.countersId && entry.note && <p className="small">{entry.note}</p>}
      {entry.overReason && <p className="small">{t("over", { reason: entry.overReason })}</p>}
      <AttachedFiles files={entry.files} photo={words("photo")} />
      {may && !entry.countersId && !entry.countered && (
        <ActForm
          here={here}
          hidden={{ payment: entry.id }}
          action={counter}
          name={`counter-${entry.id}`}
          label={t("counter")}
          about={`${day(entry.paidOn)} ${money(entry.cents)} ${index}`}
        >
          <p className="small">{t("counterHint")}</p>
          <TextField name="note" label={t("why")} hint={t("everybodyReads")} required />
        </ActForm>
      )}
    </li>
  );
}
