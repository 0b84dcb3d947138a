import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { ProposedWalk } from "#domain/round/propose.ts";

/** What each evening would look like: the teams, and the way that each of them walks. */
export function PlanEvenings({ walks }: { walks: readonly ProposedWalk[] }) {
  const t = useTranslations("plan");
  const format = useFormatter();
  const shifts = [...Map.groupBy(walks, (w) => w.shiftId)];
  if (!shifts.length) return null;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return (
    <section aria-labelledby="evenings" className="grid">
      <h2 id="evenings" className="mb-2">
        {t("evenings", { count: shifts.length })}
      </h2>
      {shifts.map(([id, inIt], index) => (
        <details key={id} className="fold" open={index === 0}>
          <summary>
            <span>
              {format.dateTime(inIt[0]?.startsAt ?? new Date(0), {
                month: "long",
                day: "numeric",
                weekday: "short",
                ...clock,
              })}{" "}
              <span className="num font-normal text-ink-2">
                {t("teamsAndDoors", { teams: inIt.length, doors: inIt.reduce((all, w) => all + w.doors, 0) })}
              </span>
            </span>
          </summary>
          <ul className="pb-4">
            {inIt.map((w) => (
              <li
                key={w.team}
                className="grid gap-x-4 border-t border-line py-2 text-t1 first:border-0 sm:grid-cols-[7rem_minmax(0,1fr)_8rem]"
              >
                <b>
                  <bdi>{w.team}</bdi>
                </b>
                <span>
                  {w.way.map((leg, i) => (
                    <span key={leg.at}>
                      {i > 0 && <span aria-hidden="true"> → </span>}
                      {leg.building} {leg.entrance}{" "}
                      <span className="num text-ink-2">{t("doors", { count: leg.doors })}</span>
                    </span>
                  ))}
                </span>
                <span className="num text-ink-2 sm:text-end">{format.dateTimeRange(w.from, w.until, clock)}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
