import { facadeOf } from "#components/elevation/layout.ts";
import { useTranslations } from "#components/i18n.ts";
import { Sideways } from "#components/ui/sideways.tsx";
import { type BehindLook, type BuildingBehind, behindLooks } from "#domain/problem/doors.ts";

/** Colour and shape: a lit door spoke up itself, one half lit joined in. */
const shapes: Record<BehindLook, React.ReactNode> = {
  raised: <rect width="13" height="17" rx="1" fill="var(--door-fill)" />,
  joined: (
    <>
      <rect x=".5" y=".5" width="12" height="16" rx="1" fill="var(--sheet)" stroke="var(--door-fill)" />
      <path d="M1 16V1h11z" fill="var(--door-fill)" />
    </>
  ),
  none: <rect x=".5" y=".5" width="12" height="16" rx="1" fill="none" stroke="var(--field)" strokeWidth=".7" />,
};

/** Behind which doors it was raised, on the façades of their buildings; the same as a list for who does not see it. */
export function DoorsOf({ buildings }: { buildings: BuildingBehind[] }) {
  const t = useTranslations("problem");
  return (
    <div className="elevation grid gap-3">
      <svg width="0" height="0" className="absolute" aria-hidden="true">
        <defs>
          {behindLooks.map((look) => (
            <g key={look} id={`behind-${look}`}>
              {shapes[look]}
            </g>
          ))}
          {behindLooks.map((look) => (
            <marker
              key={look}
              id={`at-behind-${look}`}
              markerUnits="userSpaceOnUse"
              markerWidth="13"
              markerHeight="17"
              overflow="visible"
            >
              {shapes[look]}
            </marker>
          ))}
        </defs>
      </svg>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-t1">
        {behindLooks.map((look) => (
          <li key={look} className="inline-flex items-center gap-2">
            <svg viewBox="0 0 13 17" className="glyph" aria-hidden="true">
              <use href={`#behind-${look}`} />
            </svg>
            {t(`looks.${look}`)}
          </li>
        ))}
      </ul>
      <Sideways label={t("doors")} className="street">
        <ul>
          {buildings.map((building) => (
            <Facade key={building.id} building={building} />
          ))}
        </ul>
      </Sideways>
      <details className="fold">
        <summary>{t("doorsAsList")}</summary>
        <ul className="grid gap-2 pb-2 text-t1">
          {buildings.map((building) => (
            <li key={building.id}>
              <b>{building.name}</b>{" "}
              {building.entrances
                .flatMap((e) =>
                  e.floors.flatMap((f) => f.doors.filter((d) => d.look !== "none").map((d) => `${e.name} ${d.door}`)),
                )
                .join(" · ")}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Facade({ building }: { building: BuildingBehind }) {
  const t = useTranslations("problem");
  const { width, height, ground, left, top, marks, floors, entrances } = facadeOf(building, behindLooks);
  return (
    <li style={{ "--w": width } as React.CSSProperties}>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path d={`M${left} ${top - 6}H${width - 1}V${ground}H${left}z`} fill="var(--sheet)" stroke="var(--line-2)" />
        <path d={`M${left - 3} ${top - 8}H${width}`} stroke="var(--ink)" strokeWidth="3" />
        {marks.map(({ look, path }) => {
          const url = `url(#at-behind-${look})`;
          return <path key={look} d={path} fill="none" markerStart={url} markerMid={url} markerEnd={url} />;
        })}
        <path d={`M-16 ${ground}H${width + 16}`} stroke="var(--ink)" strokeWidth="3" />
        {floors.map(({ floor, y }) => (
          <text key={floor} x={left - 6} y={y} textAnchor="end">
            {floor}
          </text>
        ))}
        {entrances.map(({ id, name, middle }) => (
          <text key={id} x={middle} y={ground + 16} textAnchor="middle">
            {name}
          </text>
        ))}
      </svg>
      <span className="flex flex-wrap justify-center gap-x-3 py-2 text-t1">
        <b>{building.name}</b>
        <span className="num">{t("doorsOf", { count: building.behind, of: building.doors })}</span>
      </span>
    </li>
  );
}
