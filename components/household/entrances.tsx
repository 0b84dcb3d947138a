import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Progress } from "#components/ui/progress.tsx";
import type { BuildingFigures } from "#domain/household/overview.ts";

/** What is known of the doors, building by building, entrance by entrance. */
export function Entrances({ buildings }: { buildings: BuildingFigures[] }) {
  const t = useTranslations("households");
  const format = useFormatter();
  return (
    <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
      {buildings.map((b) => {
        const doors = b.entrances.reduce((sum, e) => sum + e.doors, 0);
        const known = b.entrances.reduce((sum, e) => sum + e.known, 0);
        return (
          <section key={b.name} aria-label={b.name} className="rule grid content-start gap-2">
            <h2>{b.name}</h2>
            <Progress value={known} max={doors} label={t("knownOf", { known, doors })} />
            <div className="overflow-x-auto">
              <table className="w-full border-collapse text-t1 [&_td]:border-t [&_td]:border-line [&_td]:py-1.5 [&_td]:text-end [&_th]:py-1.5 [&_th]:text-start [&_:is(td,th):not(:first-child)]:ps-3">
                <thead className="text-ink-2">
                  <tr className="[&>th+th]:text-end">
                    <th scope="col">{t("entrance")}</th>
                    <th scope="col">{t("floors")}</th>
                    <th scope="col">{t("doors")}</th>
                    <th scope="col">{t("known")}</th>
                    <th scope="col">{t("rented")}</th>
                  </tr>
                </thead>
                <tbody className="num">
                  {b.entrances.map((e) => (
                    <tr key={e.id}>
                      <th scope="row" className="border-t border-line font-normal">
                        {e.name}
                      </th>
                      <td>{e.floors}</td>
                      <td>{format.number(e.doors)}</td>
                      <td>{format.number(e.known)}</td>
                      <td>{format.number(e.rented)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        );
      })}
    </div>
  );
}
