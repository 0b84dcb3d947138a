import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { DoorPanel as Panel } from "#domain/round/door.ts";
import type { Building, Count, Elevation } from "#domain/round/elevation.ts";
import { doorLooks } from "#domain/visit/rules.ts";
import { Bar } from "./bar.tsx";
import { BuildingFacade } from "./building.tsx";
import { DoorPanel } from "./door-panel.tsx";
import { Doors, Legend } from "./doors.tsx";
import { Follow } from "./follow.tsx";
import { ByBuilding, ByTeam, Skyline } from "./progress.tsx";
import { Street, StreetTable } from "./street.tsx";

type Props = { found: Elevation; building: Building | null; panel: Panel | null; now: Date };

/** A round as the façades of its community: from the street to a building to a door, by address. */
export function RoundElevation({ found, building, panel, now }: Props) {
  const at = `/rounds/${found.round.id}`;
  return (
    <div className="elevation">
      <Doors />
      <Follow round={found.round.id} stamp={found.stamp} door={panel?.id ?? null} />
      {building ? (
        <OneBuilding found={found} building={building} panel={panel} at={at} now={now} />
      ) : (
        <AllBuildings found={found} at={at} now={now} />
      )}
    </div>
  );
}

function AllBuildings({ found, at, now }: { found: Elevation; at: string; now: Date }) {
  const t = useTranslations("rounds");
  const { round, buildings, teams } = found;
  const walking = teams.filter((team) => team.today > 0).length;
  return (
    <>
      <h1>{t("everyDoor", { round: round.name })}</h1>
      <Sum
        visited={round.visited}
        doors={round.doors}
        target={round.target}
        more={[
          t("targetOf", { target: round.target }),
          useDates(round),
          walking > 0 && t("walking", { count: walking }),
        ]}
        now={now}
      />
      <Latest latest={found.latest} at={at} />
      <Legend looks={summed(buildings)} />
      <Street buildings={buildings} at={at} />
      <ByBuilding buildings={buildings} at={at} />
      <ByTeam teams={teams} title={t("byTeam")} />
      <StreetTable buildings={buildings} />
      <p className="small print:hidden">
        <Link href="/visits/new" className="lone">
          {t("planOne")}
        </Link>
      </p>
    </>
  );
}

type One = { found: Elevation; building: Building; panel: Panel | null; at: string; now: Date };

function OneBuilding({ found, building, panel, at, now }: One) {
  const t = useTranslations("rounds");
  const { round, buildings, teams } = found;
  const close = `${at}?building=${building.id}`;
  const here = new Set(building.entrances.map((e) => e.id));
  const teamsHere = teams.flatMap((team) => {
    const parts = team.byEntrance.filter((e) => here.has(e.id));
    const sum = (of: "doors" | "visited") => parts.reduce((n, part) => n + part[of], 0);
    return parts.length ? [{ ...team, doors: sum("doors"), visited: sum("visited") }] : [];
  });
  return (
    <>
      <header>
        <Link href={at} className="lone text-t1 print:hidden">
          {t("everyDoor", { round: round.name })}
        </Link>
        <h1>
          {building.name} <span className="hidden text-t2 font-normal print:inline">{round.name}</span>
        </h1>
      </header>
      <Sum visited={building.visited} doors={building.doors} more={[useDates(round)]} now={now} />
      <Skyline buildings={buildings} current={building.id} at={at} />
      <Legend looks={building.looks} />
      <div className="zoomed">
        <a href="#beyond" className="sr-only focus:not-sr-only">
          {t("skip")}
        </a>
        {panel && <DoorPanel panel={panel} running={round.status === "running"} close={close} now={now} />}
        <BuildingFacade building={building} at={at} door={panel?.id ?? null} />
        <div id="beyond" className="zoomed-beside">
          <ByTeam teams={teamsHere} title={t("teamsHere")} compact />
        </div>
      </div>
    </>
  );
}

type SumProps = { visited: number; doors: number; target?: number; more: (string | false)[]; now: Date };

/** How far it has come: large, in words, and as a bar. */
function Sum({ visited, doors, target, more, now }: SumProps) {
  const t = useTranslations("rounds");
  const format = useFormatter();
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <b className="num text-t5 leading-none">{format.number(doors ? visited / doors : 0, { style: "percent" })}</b>
        <span className="text-t1 text-ink-2">
          {[t("visitedOf", { visited, doors }), ...more].filter(Boolean).join(" · ")}
          <span className="hidden print:inline"> · {t("asOf", { when: format.dateTime(now, "moment") })}</span>
        </span>
      </p>
      <Bar value={visited} max={doors} target={target} />
    </div>
  );
}

/** What was recorded last: while officers walk, this line says where. */
function Latest({ latest, at }: { latest: Elevation["latest"]; at: string }) {
  const t = useTranslations("rounds");
  const format = useFormatter();
  if (!latest) return null;
  const door = `${latest.building} ${latest.entrance} ${latest.door}`;
  return (
    <p role="status" className="text-t1 print:hidden">
      {t("latest")}{" "}
      <Link href={`${at}?building=${latest.buildingId}&door=${latest.householdId}`} prefetch={false}>
        {door}
      </Link>{" "}
      {t(`looks.${latest.look}`)} ·{" "}
      <time dateTime={latest.at.toISOString()} className="whitespace-nowrap">
        {format.dateTime(latest.at, "moment")}
      </time>
    </p>
  );
}

function useDates(round: Elevation["round"]): string {
  const t = useTranslations("rounds");
  const format = useFormatter();
  const day = (date: string) =>
    format.dateTime(new Date(`${date}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
  return t("dates", { from: day(round.startsOn), to: day(round.endsOn) });
}

const summed = (all: Count[]): Count["looks"] =>
  Object.fromEntries(
    doorLooks.map((look) => [look, all.reduce((n, { looks }) => n + looks[look], 0)]),
  ) as Count["looks"];
