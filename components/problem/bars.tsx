import type { ReactNode } from "react";
import { Bar } from "#components/elevation/bar.tsx";

type Row = { key: string; name: ReactNode; n: number; said: string };

/** Plain bars: a name, how long it is, the figure. */
export function Bars({ title, rows, hint }: { title: string; rows: Row[]; hint?: string }) {
  const most = Math.max(1, ...rows.map((row) => row.n));
  if (!rows.length) return null;
  return (
    <section aria-label={title}>
      <h3 className="text-t2">{title}</h3>
      {hint && <p className="small">{hint}</p>}
      <ul className="mt-2 grid gap-y-1.5">
        {rows.map((row) => (
          <li key={row.key} className="grid grid-cols-[6.5rem_minmax(0,1fr)_4.5rem] items-center gap-x-3 text-t1">
            <span className="min-w-0 break-words">{row.name}</span>
            <Bar value={row.n} max={most} />
            <span className="num text-end">{row.said}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
