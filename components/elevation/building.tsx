import { useTranslations } from "#components/i18n.ts";
import { Sideways } from "#components/ui/sideways.tsx";
import type { Building, Door } from "#domain/round/elevation.ts";
import { Bar } from "./bar.tsx";
import { Glyph } from "./doors.tsx";
import { floorsOf, gridOf } from "./layout.ts";
import { Share } from "./progress.tsx";

/** One building as its façade, which is a table: a floor a row, an entrance a group of columns, a door a link. */
export function BuildingFacade({ building, at, door }: { building: Building; at: string; door: string | null }) {
  const t = useTranslations("rounds");
  const place = useTranslations("place");
  const floors = floorsOf(building);
  const columns = building.entrances.map((entrance) => ({ entrance, grid: gridOf(entrance, floors) }));
  const wide = (grid: unknown[][]) => grid[0]?.length ?? 1;
  const href = (d: Door) => `${at}?building=${building.id}&door=${d.id}#at-${d.id}`;
  return (
    <Sideways
      label={t("facade", { building: building.name, doors: building.doors, visited: building.visited })}
      className="facade"
      style={{ "--floors": floors.length } as React.CSSProperties}
    >
      <table>
        <caption className="sr-only">{t("tableOf", { building: building.name })}</caption>
        <colgroup>
          <col />
        </colgroup>
        {columns.map(({ entrance, grid }) => (
          <colgroup key={entrance.id} span={wide(grid)} />
        ))}
        <thead>
          <tr>
            <th scope="col" className="floor">
              <span className="sr-only">{t("floor")}</span>
            </th>
            {columns.map(({ entrance, grid }) => (
              <th key={entrance.id} scope="colgroup" colSpan={wide(grid)} className="first">
                <span className="flex flex-wrap items-baseline justify-between gap-x-2">
                  <b>{entrance.name}</b>
                  <Share of={entrance} />
                </span>
                <Bar value={entrance.visited} max={entrance.doors} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {floors.map((floor, row) => (
            <tr key={floor}>
              <th scope="row" className="floor num">
                <span aria-hidden="true">{floor}</span>
                <span className="sr-only">{place("floor", { floor })}</span>
              </th>
              {columns.flatMap(({ entrance, grid }) =>
                (grid[row] ?? []).map((d, i) => (
                  <td key={d?.id ?? `${entrance.id} ${i}`} className={i === 0 ? "first" : undefined}>
                    {d && (
                      <a
                        id={`at-${d.id}`}
                        href={href(d)}
                        data-door=""
                        aria-current={d.id === door ? "true" : undefined}
                        className={`dr dr-${d.look}${d.fresh ? " dr-lit" : ""}`}
                      >
                        <Glyph look={d.look} />
                        <span className="num">{d.door}</span>
                        <span className="sr-only"> {t(`looks.${d.look}`)}</span>
                      </a>
                    )}
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
        {/* The doors of the house itself: where one goes in. */}
        <tfoot aria-hidden="true">
          <tr>
            <td className="floor" />
            {columns.map(({ entrance, grid }) => (
              <td key={entrance.id} colSpan={wide(grid)} className="first">
                <span className="way-in">
                  <svg viewBox="0 0 22 22" aria-hidden="true">
                    <path d="M1 22V1h20v21z" fill="var(--door-fill)" stroke="var(--ink)" strokeWidth="1.2" />
                    <path d="M11 1v21" stroke="var(--ink)" strokeWidth="1" />
                    <circle cx="8.6" cy="12" r="1" fill="var(--lit)" />
                    <circle cx="13.4" cy="12" r="1" fill="var(--lit)" />
                  </svg>
                  {entrance.name}
                </span>
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </Sideways>
  );
}
