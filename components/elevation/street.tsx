import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { Sideways } from "#components/ui/sideways.tsx";
import type { Building } from "#domain/round/elevation.ts";
import { doorLooks } from "#domain/visit/rules.ts";
import { facadeOf } from "./layout.ts";

/** The façades of all buildings on one street, a cell a door, each the way to its building. */
export function Street({ buildings, at }: { buildings: Building[]; at: string }) {
  const t = useTranslations("rounds");
  return (
    <Sideways label={t("street")} className="street">
      <ul>
        {buildings.map((b) => {
          const facade = facadeOf(b);
          return (
            <li key={b.id} style={{ "--w": facade.width } as React.CSSProperties}>
              <Link href={`${at}?building=${b.id}`} prefetch={false}>
                <Picture {...facade} />
                <span className="flex flex-wrap justify-center gap-x-3 py-2 text-t1" aria-hidden="true">
                  <b>{b.name}</b>
                  <span className="num">
                    {b.visited} / {b.doors}
                  </span>
                </span>
                <span className="sr-only">{t("facade", { building: b.name, doors: b.doors, visited: b.visited })}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Sideways>
  );
}

function Picture({ width, height, ground, left, top, marks, lit, floors, entrances }: ReturnType<typeof facadeOf>) {
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={`M${left} ${top - 6}H${width - 1}V${ground}H${left}z`} fill="var(--sheet)" stroke="var(--line-2)" />
      <path d={`M${left - 3} ${top - 8}H${width}`} stroke="var(--ink)" strokeWidth="3" />
      {lit && <Points path={lit} mark="lit" />}
      {marks.map(({ look, path }) => (
        <Points key={look} path={path} mark={look} />
      ))}
      {/* The ground goes on to the next house. */}
      <path d={`M-16 ${ground}H${width + 16}`} stroke="var(--ink)" strokeWidth="3" />
      {floors.map(({ floor, y }) => (
        <text key={floor} x={left - 6} y={y} textAnchor="end">
          {floor}
        </text>
      ))}
      {entrances.map(({ id, name, middle }) => (
        <g key={id}>
          <path
            d={`M${middle - 5.5} ${ground}v-15h11v15z`}
            fill="var(--door-fill)"
            stroke="var(--ink)"
            strokeWidth=".8"
          />
          <circle cx={middle + 3} cy={ground - 7} r="1" fill="var(--lit)" />
          <text x={middle} y={ground + 16} textAnchor="middle">
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}

const Points = ({ path, mark }: { path: string; mark: string }) => {
  const url = `url(#at-${mark})`;
  return <path d={path} fill="none" markerStart={url} markerMid={url} markerEnd={url} />;
};

/** The same as a table: an entrance a row, a state a column. */
export function StreetTable({ buildings }: { buildings: Building[] }) {
  const t = useTranslations("rounds");
  return (
    <details className="fold print:hidden">
      <summary>{t("asTable")}</summary>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse text-t1 [&_td]:border-t [&_td]:border-line [&_td]:py-2 [&_td]:pe-4 [&_th]:py-2 [&_th]:pe-4 [&_th]:text-start">
          <thead>
            <tr>
              <th scope="col">{t("entrance")}</th>
              {doorLooks.map((look) => (
                <th key={look} scope="col">
                  {t(`looks.${look}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {buildings.flatMap((b) =>
              b.entrances.map((e) => (
                <tr key={e.id}>
                  <th scope="row" className="border-t border-line font-normal">
                    {b.name} {e.name}
                  </th>
                  {doorLooks.map((look) => (
                    <td key={look}>{e.looks[look]}</td>
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  );
}
