import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import type { Elevation as Data } from "#domain/round/progress.ts";
import type { DoorLook } from "#domain/visit/rules.ts";

const looks: DoorLook[] = [
  "visited",
  "planned",
  "nobody_home",
  "declined",
  "moved_away",
  "no_language",
  "refuses",
  "open",
];

// One door and its place in the façade, in SVG units.
const door = { width: 13, height: 17, x: 17, y: 22 };
const margin = { left: 28, top: 2, gap: 12, foot: 24 };

/** The shapes of a door, once a page: colour and form together tell the state. */
function Doors() {
  const frame = <rect x=".5" y=".5" width="12" height="16" rx="1" />;
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        <g id="door-visited">
          <rect width="13" height="17" rx="1" fill="var(--done)" />
          <path d="M3 9l3 3 4.5-7" fill="none" stroke="var(--sheet)" strokeWidth="1.8" />
        </g>
        <g id="door-planned" fill="var(--sheet)" stroke="var(--going)">
          {frame}
          <path d="M1 1h5.5v15H1z" fill="var(--going)" stroke="none" />
        </g>
        <g id="door-nobody_home" fill="var(--waiting-wash)" stroke="var(--waiting)">
          {frame}
          <circle cx="6.5" cy="8.5" r="2.6" fill="none" strokeWidth="1.4" />
        </g>
        <g id="door-declined" fill="var(--quiet-wash)" stroke="var(--quiet)">
          {frame}
          <path d="M3.5 8.5h6" strokeWidth="1.6" />
        </g>
        <g id="door-open" fill="none" stroke="var(--line-2)">
          {frame}
          <circle cx="10" cy="9" r=".9" fill="var(--line-2)" stroke="none" />
        </g>
      </defs>
    </svg>
  );
}

/** The façades of all buildings on one street, a cell a door; the same as a table below. */
export function Elevation({ buildings }: { buildings: Data["buildings"] }) {
  const t = useTranslations("rounds");
  return (
    <>
      <Doors />
      <ul className="flex flex-wrap gap-x-5 gap-y-2 text-t1" aria-label={t("legend")}>
        {looks.map((look) => (
          <li key={look} className="inline-flex items-center gap-2">
            <svg width="13" height="17" aria-hidden="true">
              <use href={`#door-${look}`} />
            </svg>
            {t(`looks.${look}`)}
          </li>
        ))}
      </ul>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        tabIndex={0}
        aria-label={t("street")}
        className="flex snap-x snap-proximity items-end gap-5 overflow-x-auto border-b-[3px] border-ink py-4"
      >
        {buildings.map((b) => (
          <Facade
            key={b.id}
            building={b}
            label={t("facade", { building: b.name, doors: b.doors, visited: b.visited })}
          />
        ))}
      </section>
      <details className="fold mt-2">
        <summary>{t("asTable")}</summary>
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-t1 [&_td]:border-t [&_td]:border-line [&_td]:py-2 [&_td]:pe-4 [&_th]:py-2 [&_th]:pe-4 [&_th]:text-start">
            <thead>
              <tr>
                <th scope="col">{t("entrance")}</th>
                {looks.map((look) => (
                  <th key={look} scope="col">
                    {t(`looks.${look}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {buildings.flatMap((b) =>
                b.entrances.map((e) => {
                  const all = e.floors.flatMap((f) => f.doors);
                  return (
                    <tr key={e.id}>
                      <th scope="row" className="border-t border-line font-normal">
                        {b.name} {e.name}
                      </th>
                      {looks.map((look) => (
                        <td key={look}>{all.filter((d) => d.look === look).length}</td>
                      ))}
                    </tr>
                  );
                }),
              )}
            </tbody>
          </table>
        </div>
      </details>
      <p className="small">
        <Link href="/visits/new">{t("planOne")}</Link>
      </p>
    </>
  );
}

function Facade({ building, label }: { building: Data["buildings"][number]; label: string }) {
  const { entrances } = building;
  const highest = Math.max(...entrances.flatMap((e) => e.floors.map((f) => f.floor)));
  let x = margin.left + 8;
  const columns = entrances.map((e) => {
    const wide = Math.max(...e.floors.map((f) => f.doors.length));
    const at = x;
    x += wide * door.x + margin.gap;
    return { entrance: e, at, wide };
  });
  const width = x - margin.gap + 8;
  const bottom = margin.top + highest * door.y + 6;
  const floors = [highest, 20, 15, 10, 5, 1].filter(
    (f, i, all) => f <= highest && all.indexOf(f) === i && (i === 0 || highest - f > 1),
  );
  return (
    <figure className="m-0 shrink-0 snap-start">
      <svg
        viewBox={`0 0 ${width} ${bottom + margin.foot}`}
        width={width}
        height={bottom + margin.foot}
        role="img"
        aria-label={label}
      >
        <path
          d={`M${margin.left} ${margin.top}H${width}V${bottom}H${margin.left}z`}
          fill="var(--sheet)"
          stroke="var(--line-2)"
        />
        {floors.map((f) => (
          <text
            key={f}
            x={margin.left - 4}
            y={margin.top + (highest - f) * door.y + 18}
            textAnchor="end"
            fontSize="9"
            fill="var(--ink-3)"
          >
            {f}
          </text>
        ))}
        {columns.map(({ entrance, at, wide }) => (
          <g key={entrance.id}>
            {entrance.floors.map((f) =>
              f.doors.map((d, i) => (
                <use
                  key={d.door}
                  href={`#door-${d.look}`}
                  x={at + i * door.x}
                  y={margin.top + (highest - f.floor) * door.y + 6}
                >
                  <title>{d.door}</title>
                </use>
              )),
            )}
            <text x={at + (wide * door.x) / 2 - 2} y={bottom + 14} textAnchor="middle" fontSize="9" fill="var(--ink-3)">
              {entrance.name}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="flex justify-center gap-3 text-t1">
        <b>{building.name}</b>
        <span className="num">
          {building.visited} / {building.doors}
        </span>
      </figcaption>
    </figure>
  );
}
