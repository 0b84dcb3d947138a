import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { fillPast, rowsRead } from "../testing/read.ts";
import { stage } from "../testing/stage.ts";
import { publicStory } from "./read.ts";

const s = stage();

const here = newId();
const [named, names, other] = [newId(), newId(), newId()];

beforeAll(async () => {
  const { a, people } = s.world;
  // Five thousand stories, as a community has after many years.
  const written = `'${a}'::uuid, %, 'published', '${people.officer}'::uuid, '${people.coordinator}'::uuid`;
  const row = (id: string, related: string, at: string) =>
    `select ${written.replace("%", id)}, ${at}, array[${related}]::uuid[]`;
  await fillPast(
    s.admin,
    "stories",
    `insert into stories (community_id, id, status, author_id, published_by, published_at, related)
     ${row("gen_random_uuid()", "", "now() - make_interval(days => g)")} from generate_series(1, 5000) g
     union all ${row(`'${here}'`, `'${named}'`, "now()")} union all ${row(`'${named}'`, "", "now() - interval '9 years'")}
     union all ${row(`'${names}'`, `'${here}'`, "now()")} union all ${row(`'${other}'`, "", "now()")}`,
  );
});

describe("what belongs beside a story", () => {
  test("is what it names, and what names it: nothing else", async () => {
    const story = await publicStory(here);
    expect(story === "gone" ? null : story.related.map(({ id }) => id)).toEqual([named, names]);
  });

  test("is looked up: the other stories are not read", async () => {
    expect(await rowsRead(s.admin, "stories", `select app.public_story('${here}')`)).toBeLessThan(50);
  });
});
