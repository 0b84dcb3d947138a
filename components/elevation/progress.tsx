import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { Building, TeamProgress } from "#domain/round/elevation.ts";
import { Bar } from "./bar.tsx";
import { skylineOf } from "./layout.ts";

/** How far each building has come, and beneath it each of its entrances. */
export function ByBuilding({ buildings, at }: { buildings: Building[]; at: string }) {
  const t = useTranslations("rounds");
  return (
    <section aria-labelledby="by-building" className="grid gap-3 print:hidden">
      <h2 id="by-building">{t("byBuilding")}</h2>
      <ul className="grid gap-x-8 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        {buildings.map((b) => (
          <li key={b.id} className="grid content-start gap-1 border-t border-line pt-2">
            <span className="flex items-baseline justify-between gap-3">
              <Link href={`${at}?building=${b.id}`} prefetch={false} className="lone font-bold">
                {b.name}
              </Link>
              <Share of={b} />
            </span>
            <Bar value={b.visited} max={b.doors} />
            <ul className="mt-1 grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-x-4 gap-y-1">
              {b.entrances.map((e) => (
                <li key={e.id} className="text-t0">
                  <span className="flex justify-between gap-2">
                    {e.name} <Share of={e} />
                  </span>
                  <Bar value={e.visited} max={e.doors} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How far each team has come with the doors that are its own. @param compact one below the other */
export function ByTeam({ teams, title, compact }: { teams: TeamProgress[]; title: string; compact?: boolean }) {
  const t = useTranslations("rounds");
  const format = useFormatter();
  if (teams.length === 0) return null;
  return (
    <section aria-labelledby="by-team" className="grid gap-3 print:hidden">
      <h2 id="by-team">{title}</h2>
      <ul
        className={
          compact
            ? "grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-x-8 gap-y-3"
            : "grid grid-cols-2 gap-x-5 gap-y-4 sm:grid-cols-3 sm:gap-x-8 lg:grid-cols-4"
        }
      >
        {teams.map((team) => (
          <li key={team.id} className="grid content-start gap-1 border-t border-line pt-2 text-t1">
            <span className="flex items-baseline justify-between gap-3">
              <b>{team.name}</b>
              <Share of={team} />
            </span>
            <Bar value={team.visited} max={team.doors} />
            <span className="small flex flex-wrap justify-between gap-x-3">
              {team.members.length > 0 && <span>{format.list(team.members, { type: "conjunction" })}</span>}
              {team.today > 0 && <span>{t("today", { count: team.today })}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Visited of all, short to see and in words to hear. */
export function Share({ of: { visited, doors } }: { of: { visited: number; doors: number } }) {
  const t = useTranslations("rounds");
  return (
    <span className="num whitespace-nowrap">
      <span aria-hidden="true">
        {visited} / {doors}
      </span>
      <span className="sr-only">{t("visitedOf", { visited, doors })}</span>
    </span>
  );
}

/** The street in small, to go from one building to the next. */
export function Skyline({ buildings, current, at }: { buildings: Building[]; current: string; at: string }) {
  const t = useTranslations("rounds");
  const outlines = skylineOf(buildings);
  const high = 44;
  return (
    <nav aria-label={t("buildings")} className="skyline print:hidden">
      <ul>
        {buildings.map((b, i) => {
          const { width, height, done } = outlines[i] ?? { width: 10, height: 1, done: 0 };
          const tall = Math.round(high * height);
          return (
            <li key={b.id}>
              <Link
                href={`${at}?building=${b.id}`}
                prefetch={false}
                aria-current={b.id === current ? "page" : undefined}
              >
                <svg width={width} height={high} aria-hidden="true">
                  <path d={`M0 ${high - tall}h${width}v${tall}H0z`} className="house" />
                  <path d={`M0 ${high}h${width}v-${(tall * done).toFixed(1)}H0z`} className="done" />
                </svg>
                {b.name}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
