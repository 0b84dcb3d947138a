import { RoundActs } from "#components/round/acts.tsx";
import { RoundNav, type RoundPlace } from "#components/round/nav.tsx";
import { newId } from "#db/id.ts";
import type { Viewer } from "#domain/account/viewer.ts";
import { toBeCalledOff } from "#domain/round/act.ts";
import type { RoundStatus } from "#domain/round/rules.ts";
import { begin, close, reopen } from "../actions.ts";

type Props = {
  round: { id: string; communityId: string; name: string; status: RoundStatus };
  viewer: Viewer;
  here: RoundPlace;
};

/** What stands at the top of a round's pages: its places, and for whoever leads how it goes on. */
export async function RoundTop({ round, viewer, here }: Props) {
  const leads = viewer.claims.coordinates.includes(round.communityId);
  const planned = leads && round.status !== "closed" ? await toBeCalledOff(viewer, round.id) : 0;
  return (
    <div className="flex flex-wrap items-start gap-x-8">
      <RoundNav round={round.id} leads={leads} here={here} />
      {leads && <RoundActs round={round} planned={planned} newKey={newId} {...{ begin, close, reopen }} />}
    </div>
  );
}
