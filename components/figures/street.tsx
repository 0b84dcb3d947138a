import { Sideways } from "#components/ui/sideways.tsx";
import type { PublicProgress } from "#domain/round/progress.ts";

const windows = { width: 9, height: 12, columns: 8 };

/**
 * The buildings of a community on one street: lit from below as far as the round has come, never a single door. Where there
 * are more than fit, the street goes on within itself.
 */
export function Street({
  buildings,
  label,
}: {
  /** How many doors are lit, in words where they are not told exactly. */
  buildings: (PublicProgress["buildings"][number] & { said?: string })[];
  label: string;
}) {
  const width = windows.columns * windows.width;
  return (
    <Sideways label={label} className="relative overflow-x-auto">
      <svg width="0" height="0" className="absolute" aria-hidden="true">
        <defs>
          <pattern id="lit" width="9" height="12" patternUnits="userSpaceOnUse">
            <path d="M2 3h5v7H2z" fill="var(--lit)" />
            <path d="M2 3l2.2.8V10H2z" fill="var(--ink)" />
          </pattern>
          <pattern id="shut" width="9" height="12" patternUnits="userSpaceOnUse">
            <path d="M2.5 3.5h4v6h-4z" fill="none" stroke="var(--line-2)" />
          </pattern>
        </defs>
      </svg>
      <ul className="flex min-w-min items-end gap-[clamp(.4rem,1.4vw,1.25rem)] border-b-[3px] border-ink">
        {buildings.map((b) => {
          const rows = b.floors;
          const height = rows * windows.height + 4;
          const lit = Math.round((rows * b.visited) / Math.max(1, b.doors)) * windows.height;
          return (
            <li key={b.name} className="flex-1 text-center text-t0 leading-snug">
              <svg viewBox={`0 0 ${width} ${height}`} className="block h-auto w-full" aria-hidden="true">
                <rect x=".5" y=".5" width={width - 1} height={height} fill="var(--sheet)" stroke="var(--line-2)" />
                <path fill="url(#shut)" d={`M0 4h${width}v${height - 4 - lit}H0z`} />
                <path fill="url(#lit)" d={`M0 ${height - lit}h${width}v${lit}H0z`} />
              </svg>
              {b.name}
              <span className="num block text-[0.6875rem] whitespace-nowrap sm:text-t0">
                <span className="block sm:inline">{b.said ?? b.visited}</span>
                <span className="block sm:inline">/{b.doors}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </Sideways>
  );
}
