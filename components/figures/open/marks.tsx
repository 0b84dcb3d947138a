import type { Told } from "#domain/figures/safe.ts";

/** How large a figure is: full as far as it is certain, and paler as far as it may go by how it was rounded. */
export function Mark({ told, most }: { told: Told | undefined; most: number }) {
  if (!told)
    return (
      <svg aria-hidden="true" className="block h-3 w-full">
        <line x1="0" x2="100%" y1="50%" y2="50%" stroke="var(--line-2)" strokeDasharray="2 4" />
      </svg>
    );
  const at = (n: number) => `${Math.min(100, Math.max(0, (100 * n) / Math.max(1, most)))}%`;
  const give = told.step > 1 ? told.step / 2 : 0;
  return (
    <svg aria-hidden="true" className="block h-3 w-full [print-color-adjust:exact]">
      <rect width={at(told.value + give)} height="100%" fill="var(--door-fill)" opacity="0.28" />
      <rect width={at(told.value - give)} height="100%" fill="var(--door-fill)" />
      <line x1="0" x2="0" y1="0" y2="100%" stroke="var(--ink)" strokeWidth="2" />
    </svg>
  );
}

/** From what half do not exceed to what nine of ten do not: a dot with a line. */
export function Span({ median, p90, most }: { median: Told | undefined; p90: Told | undefined; most: number }) {
  const at = (n: number) => `${2 + (94 * n) / Math.max(1, most)}%`;
  return (
    <svg aria-hidden="true" className="block h-5 w-full [print-color-adjust:exact]">
      <line x1="0" x2="100%" y1="50%" y2="50%" stroke="var(--line)" />
      {median && p90 && (
        <>
          <line x1={at(median.value)} x2={at(p90.value)} y1="50%" y2="50%" stroke="var(--door-fill)" strokeWidth="3" />
          <line x1={at(p90.value)} x2={at(p90.value)} y1="20%" y2="80%" stroke="var(--door-fill)" strokeWidth="3" />
        </>
      )}
      {median && (
        <circle cx={at(median.value)} cy="50%" r="6" fill="var(--door-fill)" stroke="var(--paper)" strokeWidth="2" />
      )}
    </svg>
  );
}

/** A column, as high as its share of the highest. */
export function Column({ told, most }: { told: Told | undefined; most: number }) {
  const height = (n: number) => Math.min(100, Math.max(0, (100 * n) / Math.max(1, most)));
  if (!told) return <svg aria-hidden="true" className="block h-32 w-full" />;
  const give = told.step > 1 ? told.step / 2 : 0;
  const [solid, pale] = [height(told.value - give), height(told.value + give)];
  return (
    <svg aria-hidden="true" className="block h-32 w-full [print-color-adjust:exact]">
      <rect y={`${100 - pale}%`} width="100%" height={`${pale}%`} fill="var(--door-fill)" opacity="0.28" />
      <rect y={`${100 - solid}%`} width="100%" height={`${solid}%`} fill="var(--door-fill)" />
    </svg>
  );
}
