import { useFormatter, useTranslations } from "#components/i18n.ts";
import { type Picture as Found, pictureMonths } from "#domain/problem/picture.ts";
import { Bars } from "./bars.tsx";
import { useCrowd } from "./crowd.ts";

/** What people care about: topics by households, buildings, and how it goes over the months. */
export function Picture({ found }: { found: Found }) {
  const t = useTranslations("problem");
  const words = useTranslations("words");
  const format = useFormatter();
  const crowd = useCrowd();
  const said = (n: number) => crowd(found.exact ? { kind: "exact", n } : n ? { kind: "about", n } : { kind: "few" });
  if (!found.topics.length) return null;
  return (
    <section aria-labelledby="picture" className="rule grid gap-4">
      <div>
        <h2 id="picture">{t("picture")}</h2>
        <p className="small">{t("pictureOf", { months: pictureMonths })}</p>
      </div>
      <div className="grid gap-x-12 gap-y-8 md:grid-cols-2">
        <Bars
          title={t("byTopic")}
          rows={found.topics.slice(0, 10).map(({ category, n }) => ({
            key: category,
            name: words(`categories.${category}`),
            n,
            said: said(n),
          }))}
        />
        <div className="grid content-start gap-8">
          <Bars
            title={t("byMonth")}
            rows={found.months.map(({ month, n }) => ({
              key: month,
              name: monthName(month, format),
              n,
              said: found.exact
                ? t("concernsCount", { count: n })
                : n
                  ? t("aboutConcerns", { count: n })
                  : t("fewConcerns"),
            }))}
          />
          <Bars
            title={t("byBuilding")}
            rows={found.buildings.map(({ name, n }) => ({ key: name, name, n, said: said(n) }))}
          />
        </div>
      </div>
    </section>
  );
}

/** A month as it is called: 2026年3月. */
export const monthName = (month: string, format: ReturnType<typeof useFormatter>): string =>
  format.dateTime(new Date(`${month}-15T12:00:00Z`), { year: "numeric", month: "short", timeZone: "UTC" });
