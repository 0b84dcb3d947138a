import { newId } from "#db/id.ts";
import { beginInput, beginMeeting } from "../meeting/begin.ts";
import { meetingPage } from "../meeting/page.ts";
import { localTimeOf } from "../time.ts";
import { key, onDay, type PersonName, type Stage } from "./stage.ts";

/** A unit as it is invited. */
export const unit = (id: string) => `organization:${id}`;

export type More = Record<string, unknown>;

/** Meetings in the world of a stage, and what is known of them. */
export function meetingsOf(scene: Stage) {
  const { as } = scene;
  let problems = 0;

  /** A problem of community A, owned by its coordinator unless said otherwise, as its own pages would make it. */
  async function problem(owner: PersonName = "coordinator", concern?: string): Promise<{ id: string; number: string }> {
    const { admin, world } = scene;
    const made = { id: newId(), number: `2001-9${String(++problems).padStart(4, "0")}` };
    await admin`insert into problems ${admin({
      ...made,
      community_id: world.a,
      title: "消防系统老化",
      category: "fire",
      owner_id: world.people[owner],
      next_at: "2099-01-01",
    })}`;
    if (concern)
      await admin`insert into problem_concerns (community_id, problem_id, concern_id)
        select community_id, ${made.id}, id from concerns where number = ${concern}`;
    return made;
  }

  /** A meeting on a problem that looks for a time, with the fire brigade and the property company. */
  async function begun(by: PersonName = "coordinator", more: More = {}): Promise<string> {
    const { world } = scene;
    const about = more.concern ? {} : { problem: (await problem(by)).number };
    return beginMeeting(
      await as(by),
      beginInput.parse({
        ...{ key: key(), kind: "joint", title: "消防改造座谈", place: "社区会议室", minutes: "60", how: "find" },
        ...{ times: [onDay(3), onDay(4)], parties: [unit(world.fire), unit(world.property)], ...about, ...more },
      }),
    );
  }

  return {
    problem,
    begun,
    /** The same, called for ten minutes from now, so that it can be held. */
    called: (more: More = {}): Promise<string> => {
      const soon = localTimeOf(new Date(Date.now() + 10 * 60_000), "Asia/Shanghai");
      return begun("coordinator", { how: "fixed", times: [soon], ...more });
    },
    statusOf: async (id: string): Promise<string> =>
      (await scene.admin<{ status: string }[]>`select status from meetings where id = ${id}`)[0]?.status ?? "",
    page: async (who: PersonName, id: string) => meetingPage(await as(who), id),
    /** Who was told of a step, by their names in the world. */
    told: async (id: string, kind: string): Promise<string[]> => {
      const rows = await scene.admin<{ user_id: string }[]>`
        select user_id from notifications where meeting_id = ${id} and kind = ${`table_${kind}`}`;
      const names = Object.entries(scene.world.people);
      return [...new Set(rows.map((row) => names.find(([, person]) => person === row.user_id)?.[0] ?? "?"))].toSorted();
    },
  };
}
