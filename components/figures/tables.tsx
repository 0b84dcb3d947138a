import { useTranslations } from "#components/i18n.ts";
import { type Asked, addressOf } from "#domain/figures/ask.ts";
import {
  type DutyCounts,
  duties,
  dutyKeys,
  type Measure,
  type RateCounts,
  rateKeys,
  rates,
} from "#domain/figures/measures.ts";
import { Cell } from "./cell.tsx";

type Narrowed = Partial<Record<"from" | "to" | "unit" | "category" | "building", string>>;
type Row = { key: string; name: string; narrowed: Narrowed };

const listOf = (asked: Asked, what: Measure, narrowed: Narrowed) =>
  addressOf("/figures/list", asked, { ...narrowed, what });

const head = "py-2 pe-3 text-start align-bottom text-t1";
const body = "min-w-0 py-2 pe-3 text-start align-top";

/** The three rates, a row a month, category, building or unit. */
export function RateTable({
  by,
  rows,
  asked,
}: {
  by: "months" | "categories" | "buildings" | "units";
  rows: (Row & { counts: RateCounts })[];
  asked: Asked;
}) {
  const t = useTranslations("figures");
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={by} className="rule">
      <h2 id={by}>{t(`by.${by}`)}</h2>
      <table className="mt-2 w-full table-fixed border-collapse">
        <thead>
          <tr>
            <th scope="col" className={head}>
              {t(`row.${by}`)}
            </th>
            {rateKeys.map((key) => (
              <th key={key} scope="col" className={head}>
                {t(`rate.${key}`)}
                <span className="small block font-normal">
                  {t(`part.${key}`)} / {t(`whole.${key}`)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, narrowed, counts }) => (
            <tr key={key} className="border-t border-line print:break-inside-avoid">
              <th scope="row" className={`${body} font-normal`}>
                {name}
              </th>
              {rateKeys.map((rate) => {
                const { part, whole } = rates[rate];
                return (
                  <td key={rate} className={body}>
                    <Cell
                      headed
                      part={{ count: counts[part], href: listOf(asked, part, narrowed), word: t(`part.${rate}`) }}
                      whole={{ count: counts[whole], href: listOf(asked, whole, narrowed), word: t(`whole.${rate}`) }}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What became of what units were given: a block a unit, since four figures and a name are too many for a phone's width. */
export function DutyTable({ rows, asked }: { rows: (Row & { counts: DutyCounts })[]; asked: Asked }) {
  const t = useTranslations("figures");
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="beside" className="rule">
      <h2 id="beside">{asked.of === "own" ? t("besideOwn") : t("beside")}</h2>
      <p className="small mt-1">{t("besideHint")}</p>
      {rows.map(({ key, name, narrowed, counts }) => (
        <section key={key} aria-label={name} className="border-t border-line py-3 print:break-inside-avoid">
          <h3>{name}</h3>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-3 pt-1 md:grid-cols-4">
            {dutyKeys.map((duty) => {
              const { part, whole } = duties[duty];
              return (
                <div key={duty} className="min-w-0">
                  <dt className="text-t1">{t(`duty.${duty}`)}</dt>
                  <dd>
                    <Cell
                      part={{ count: counts[part], href: listOf(asked, part, narrowed), word: t(`dutyPart.${duty}`) }}
                      whole={{
                        count: counts[whole],
                        href: listOf(asked, whole, narrowed),
                        word: t(`dutyWhole.${duty}`),
                      }}
                    />
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      ))}
    </section>
  );
}

/** The three rates of all that is asked for, in sentences. */
export function Summary({ counts, asked }: { counts: RateCounts; asked: Asked }) {
  const t = useTranslations("figures");
  return (
    <dl className="grid gap-x-8 gap-y-4 md:grid-cols-3">
      {rateKeys.map((rate) => {
        const { part, whole } = rates[rate];
        const sentence = t(`sentence.${rate}`, { part: counts[part], whole: counts[whole] });
        return (
          <div key={rate} className="min-w-0 border-t border-line pt-3">
            <dt className="font-bold">{t(`rate.${rate}`)}</dt>
            <dd>
              <p className="mb-2 text-ink-2">{sentence}</p>
              <Cell
                part={{ count: counts[part], href: listOf(asked, part, {}), word: t(`part.${rate}`) }}
                whole={{ count: counts[whole], href: listOf(asked, whole, {}), word: t(`whole.${rate}`) }}
              />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
