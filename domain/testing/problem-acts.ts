import { addConcerns } from "../problem/add.ts";
import { createInput, createProblem } from "../problem/create.ts";
import { problemPage } from "../problem/page.ts";
import { takeOut } from "../problem/take-out.ts";
import { key, onDay, type PersonName, type Stage } from "./stage.ts";

/** Problems in the world of a stage, made as their own pages would make them, and what is known of them. */
export function problemsOf(s: Stage) {
  const { as } = s;
  return {
    made: async (concerns: string[] = [], by: PersonName = "coordinator", more: Record<string, unknown> = {}) =>
      createProblem(
        await as(by),
        createInput.parse({
          key: key(),
          community: s.world.a,
          title: "电梯老是停",
          summary: "两部电梯都旧了。",
          category: "lift",
          owner: s.world.people.officer,
          nextAt: onDay(3),
          concerns,
          ...more,
        }),
      ),
    add: async (number: string, concerns: string[], by: PersonName = "coordinator") =>
      addConcerns(await as(by), { key: key(), number, concerns }),
    out: async (number: string, concerns: string[], by: PersonName = "coordinator") =>
      takeOut(await as(by), { key: key(), number, concerns }),
    page: async (who: PersonName | "nobody", number: string) => problemPage(await as(who), number),
    /** Concerns and households behind it: as neighbours count them, and altogether. */
    counts: async (number: string) => {
      const [row] = await s.admin<{ c: number; h: number; ac: number; ah: number }[]>`
        select p.concerns as c, p.households as h, t.concerns as ac, t.households as ah from problems p
        join problem_totals t on t.community_id = p.community_id and t.problem_id = p.id where p.number = ${number}`;
      return row && [row.c, row.h, row.ac, row.ah];
    },
    events: async (number: string) =>
      (
        await s.admin<{ kind: string; from: string | null; to: string | null; audience: string }[]>`
          select e.kind, e.from_status as "from", e.to_status as "to", e.audience from events e
          join problems p on p.community_id = e.community_id and p.id = e.subject_id where p.number = ${number} order by e.seq`
      ).map((e) => `${e.kind}${e.from ? ` ${e.from}→${e.to}` : ""} (${e.audience})`),
    /** Who was told of it, by their names in the world. */
    told: async (number: string, kind: string) => {
      const rows = await s.admin<{ user_id: string }[]>`
        select n.user_id from notifications n join problems p on p.id = n.problem_id where p.number = ${number} and n.kind = ${kind}`;
      const names = Object.entries(s.world.people);
      return rows.map((row) => names.find(([, id]) => id === row.user_id)?.[0]).toSorted();
    },
  };
}
