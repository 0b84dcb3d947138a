import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { Board } from "#domain/round/board.ts";
import { localTimeOf } from "#domain/time.ts";
import { type Clash, forbids } from "#domain/visit/clash.ts";
import type { Move } from "#domain/visit/move.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = { board: Board; move: Move; timeZone: string; action: Action; newKey: () => string };

/** Where a visit is to go: another team, another time; and what speaks against it, before anything is saved. */
export function MovePanel({ board, move, timeZone, action, newKey }: Props) {
  const t = useTranslations("board");
  const format = useFormatter();
  const at = `/rounds/${board.round.id}/board`;
  const local = localTimeOf(move.startsAt, timeZone);
  const same = move.team.id === move.from.team && move.startsAt.getTime() === move.from.startsAt.getTime();
  const teams = board.leads ? board.teams : board.teams.filter((team) => team.own);
  const when = (date: Date) =>
    format.dateTime(date, {
      month: "long",
      day: "numeric",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  return (
    <section aria-labelledby="move" className="sheet grid grid-cols-1 gap-5 border-2 border-door">
      <div>
        <h2 id="move">{t("moveDoor", { door: `${move.building} ${move.entrance} ${move.door}` })}</h2>
        <p className="small">{t("now", { when: when(move.from.startsAt), team: move.from.teamName ?? t("noTeam") })}</p>
      </div>
      <form action={at} className="flex flex-wrap items-end gap-4">
        {board.shift && <input type="hidden" name="shift" value={board.shift.id} />}
        <input type="hidden" name="move" value={move.visit} />
        <label className="grid min-w-0 max-w-full grid-cols-1 gap-2">
          <span className="font-bold">{t("team")}</span>
          <select name="team" key={move.team.id} defaultValue={move.team.id}>
            {teams.map((team) => (
              <option key={team.id} value={team.id}>
                {team.name} {format.list(team.officers, { type: "conjunction" })}
              </option>
            ))}
          </select>
        </label>
        <label className="grid min-w-0 max-w-full grid-cols-1 gap-2">
          <span className="font-bold">{t("time")}</span>
          <input type="datetime-local" name="at" key={local} defaultValue={local} required />
        </label>
        <button type="submit" className="btn">
          {t("check")}
        </button>
      </form>
      {!same && (
        <div role="status" className="grid gap-3">
          <p className="font-bold">{t("would", { when: when(move.startsAt), team: move.team.name })}</p>
          {move.clashes.length === 0 ? (
            <p className="border-s-4 border-done bg-done-wash p-4 text-done">{t("nothingAgainst")}</p>
          ) : (
            <ul className="grid gap-2">
              {move.clashes.map((c) => (
                <Against key={`${c.kind} ${c.door} ${c.at?.getTime()}`} clash={c} />
              ))}
            </ul>
          )}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-4">
        {!same && !move.forbidden && (
          <Form action={action} submission={newKey()} at={`${at}?move=${move.visit}&team=${move.team.id}&at=${local}`}>
            <input type="hidden" name="visit" value={move.visit} />
            <input type="hidden" name="team" value={move.team.id} />
            <input type="hidden" name="startsAt" value={local} />
            <Submit main>{move.clashes.length ? t("allTheSame") : t("save")}</Submit>
          </Form>
        )}
        <Link href={board.shift ? `${at}?shift=${board.shift.id}` : at} className="lone">
          {t("leaveIt")}
        </Link>
      </div>
    </section>
  );
}

function Against({ clash }: { clash: Clash }) {
  const t = useTranslations("board");
  const format = useFormatter();
  const time = clash.at ? format.dateTime(clash.at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) : "";
  return (
    <li
      className={`border-s-4 p-3 ${forbids(clash) ? "border-late bg-late-wash text-late" : "border-waiting bg-waiting-wash text-waiting"}`}
    >
      {t(`clashes.${clash.kind}`, { door: clash.door ?? "", time })}
    </li>
  );
}
