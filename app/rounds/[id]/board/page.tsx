import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { BoardView } from "#components/round/board.tsx";
import { MovePanel } from "#components/round/move.tsx";
import { newId } from "#db/id.ts";
import { id as idInput, localTime } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { type Board, board } from "#domain/round/board.ts";
import { localTimeOf } from "#domain/time.ts";
import { weighMove } from "#domain/visit/move.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { RoundTop } from "../top.tsx";
import { move } from "./actions.ts";

type Asked = Partial<Record<"shift" | "move" | "team" | "at" | "moved", string>>;
type Props = { params: Promise<{ id: string }>; searchParams: Promise<Asked> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("board"))("title") };
}

export default async function BoardPage({ params, searchParams }: Props) {
  const [{ id }, asked] = await Promise.all([params, searchParams]);
  const viewer = await signedIn(`/rounds/${id}/board`, asked);
  const known = (value?: string) => idInput.safeParse(value).data;
  const found = await orNotFound(known(id) ? board(viewer, id, known(asked.shift)) : Promise.reject(new NotFound()));
  const t = await getTranslations("board");
  const timeZone = viewer.communities.find((c) => c.id === found.communityId)?.timeZone ?? "Asia/Shanghai";
  const place = placeOf(found, asked, timeZone);
  const weighed = place && (await orNotFound(weighMove(viewer, place)));
  return (
    <div className="page grid gap-6">
      <header className="grid gap-1">
        <p className="text-t1 text-ink-2">{found.round.name}</p>
        <h1>{t("title")}</h1>
        <RoundTop round={{ ...found.round, communityId: found.communityId }} viewer={viewer} here="board" />
      </header>
      {weighed && <MovePanel board={found} move={weighed} timeZone={timeZone} action={move} newKey={newId} />}
      <BoardView board={found} timeZone={timeZone} moved={movedOf(asked)} moving={asked.move ?? null} />
    </div>
  );
}

/** Where a visit is asked to be moved to: what is not said is as it is now. */
function placeOf(found: Board, asked: Asked, timeZone: string) {
  const visit = idInput.safeParse(asked.move).data;
  if (!visit) return null;
  const team = found.teams.find((t) => t.visits.some((v) => v.id === visit));
  const now = team?.visits.find((v) => v.id === visit);
  const startsAt = localTime.safeParse(asked.at).data ?? (now && localTimeOf(now.startsAt, timeZone));
  const to = idInput.safeParse(asked.team).data ?? team?.id;
  return to && startsAt ? { visit, team: to, startsAt } : null;
}

const movedOf = ({ moved, team, at }: Asked) => {
  const was = at ? new Date(at) : null;
  return moved && idInput.safeParse(moved).success && was && !Number.isNaN(was.getTime())
    ? { visit: moved, team: idInput.safeParse(team).data ?? null, at: was }
    : null;
};
