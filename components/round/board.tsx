import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { Board, BoardTeam, BoardVisit } from "#domain/round/board.ts";
import { localTimeOf } from "#domain/time.ts";
import { visitLook } from "#domain/visit/rules.ts";
import { DragMove } from "./drag-move.tsx";

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

type Props = {
  board: Board;
  timeZone: string;
  moved: { visit: string; team: string | null; at: Date } | null;
  moving: string | null;
};

/** An evening, team by team, each visit with the way to move it. */
export function BoardView({ board, timeZone, moved, moving }: Props) {
  const t = useTranslations("board");
  const format = useFormatter();
  const { shift, teams, round } = board;
  if (!shift) return <p className="rule">{t("noShifts")}</p>;
  const at = `/rounds/${round.id}/board`;
  const out = teams.filter((team) => team.visits.length > 0);
  const idle = teams.filter((team) => team.visits.length === 0);
  return (
    <>
      {moved && <Moved board={board} moved={moved} timeZone={timeZone} />}
      <Evenings board={board} />
      {out.length === 0 && <p className="rule">{t("nobodyGoes")}</p>}
      <DragMove
        at={`${at}?shift=${shift.id}`}
        start={localTimeOf(shift.startsAt, timeZone)}
        className="columns-1 gap-6 sm:columns-2 lg:columns-3 xl:columns-4"
      >
        {out.map((team) => (
          <Team key={team.id} team={team} at={`${at}?shift=${shift.id}`} timeZone={timeZone} moving={moving} />
        ))}
      </DragMove>
      {idle.length > 0 && (
        <p className="small">
          {t("idle", {
            teams: format.list(
              idle.map((team) => (team.onDuty ? team.name : `${team.name} (${t("away")})`)),
              { type: "conjunction" },
            ),
          })}
        </p>
      )}
      {board.leads && out.some((team) => team.visits.some((v) => v.movable)) && <p className="small">{t("hint")}</p>}
    </>
  );
}

function Moved({ board, moved, timeZone }: Pick<Props, "board" | "timeZone"> & { moved: NonNullable<Props["moved"]> }) {
  const t = useTranslations("board");
  const format = useFormatter();
  const visit = board.teams.flatMap((team) => team.visits).find((v) => v.id === moved.visit);
  const query = new URLSearchParams({ move: moved.visit, at: localTimeOf(moved.at, timeZone) });
  if (board.shift) query.set("shift", board.shift.id);
  if (moved.team) query.set("team", moved.team);
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-6 border-s-4 border-done bg-done-wash px-4 py-2 text-done"
    >
      <p className="font-bold">
        {visit
          ? t("movedTo", {
              door: `${visit.building} ${visit.entrance} ${visit.door}`,
              time: format.dateTime(visit.startsAt, clock),
            })
          : t("moved")}
      </p>
      <Link href={`/rounds/${board.round.id}/board?${query}`} className="lone">
        {t("takeBack")}
      </Link>
    </div>
  );
}

/** The evenings of the round: one is shown, the others are a press away. */
function Evenings({ board: { shifts, shift, round } }: { board: Board }) {
  const t = useTranslations("board");
  const format = useFormatter();
  const index = shifts.findIndex((s) => s.id === shift?.id);
  const day = (at: Date) => format.dateTime(at, { month: "long", day: "numeric", weekday: "short", ...clock });
  const link = (s: (typeof shifts)[number] | undefined, words: string) =>
    s ? (
      <Link
        href={`/rounds/${round.id}/board?shift=${s.id}`}
        className="lone"
        aria-label={`${words}: ${day(s.startsAt)}`}
      >
        {words}
      </Link>
    ) : null;
  return (
    <nav aria-label={t("evenings")} className="grid gap-1">
      <div className="flex flex-wrap items-baseline gap-x-6">
        <h2>{shift && day(shift.startsAt)}</h2>
        {link(shifts[index - 1], t("before"))}
        {link(shifts[index + 1], t("after"))}
      </div>
      <details className="fold">
        <summary>{t("allEvenings", { count: shifts.length })}</summary>
        <ul className="grid gap-x-6 pb-4 sm:grid-cols-2 lg:grid-cols-4">
          {shifts.map((s) => (
            <li key={s.id}>
              <Link
                href={`/rounds/${round.id}/board?shift=${s.id}`}
                className="lone text-t1"
                aria-current={s.id === shift?.id ? "true" : undefined}
              >
                <span>
                  {day(s.startsAt)} <span className="num text-ink-2">{t("doors", { count: s.visits })}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}

function Team({
  team,
  at,
  timeZone,
  moving,
}: {
  team: BoardTeam;
  at: string;
  timeZone: string;
  moving: string | null;
}) {
  const t = useTranslations("board");
  const format = useFormatter();
  const first = team.visits[0];
  return (
    <section
      aria-labelledby={team.id}
      data-team={team.id}
      data-first={first && localTimeOf(first.startsAt, timeZone)}
      className="mb-6 break-inside-avoid"
    >
      <h3 id={team.id} className="flex flex-wrap items-baseline gap-x-3 border-b-2 border-ink pb-1">
        <bdi>{team.name}</bdi>
        <span className="small font-normal">{format.list(team.officers, { type: "conjunction" })}</span>
        {!team.onDuty && <State look="waiting">{t("away")}</State>}
      </h3>
      <ol>
        {team.visits.map((v) => (
          <Visit
            key={v.id}
            visit={v}
            href={`${at}&move=${v.id}`}
            end={localTimeOf(v.endsAt, timeZone)}
            moving={moving}
          />
        ))}
      </ol>
    </section>
  );
}

function Visit({
  visit: v,
  href,
  end,
  moving,
}: {
  visit: BoardVisit;
  href: string;
  end: string;
  moving: string | null;
}) {
  const t = useTranslations("board");
  const words = useTranslations("words");
  const format = useFormatter();
  const door = `${v.building} ${v.entrance} ${v.door}`;
  const signs = [v.confirmed ? t("confirmed") : v.fixed ? t("fixed") : null, v.wished ? t("wished") : null].filter(
    Boolean,
  );
  return (
    <li
      draggable={v.movable}
      data-visit={v.movable ? v.id : undefined}
      data-end={end}
      className={`grid grid-cols-[3.25rem_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line ${v.id === moving ? "bg-door-wash" : ""} ${v.movable ? "cursor-grab" : ""}`}
    >
      <time dateTime={v.startsAt.toISOString()} className="num text-t1 text-ink-2">
        {format.dateTime(v.startsAt, clock)}
      </time>
      <span>
        <Link href={`/visits/${v.id}`} prefetch={false} draggable={false} className="lone no-underline hover:underline">
          {door}
        </Link>
        {v.status !== "planned" && <State look={visitLook(v.status)}>{words(`visitStatuses.${v.status}`)}</State>}
        {signs.length > 0 && <span className="small block pb-1">{signs.join(" · ")}</span>}
      </span>
      {v.movable && (
        <Link
          href={href}
          scroll={false}
          draggable={false}
          className="lone text-t1"
          aria-label={t("moveDoor", { door })}
        >
          {t("move")}
        </Link>
      )}
    </li>
  );
}
