import { describe, expect, test } from "vitest";
import { publish, publishInput } from "../publication/publish.ts";
import { fillPast, rowsRead } from "../testing/read.ts";
import { key, rowOf, stage } from "../testing/stage.ts";
import { publicAddresses, publicParts } from "./sitemap.ts";

const s = stage();

const put = async (): Promise<string> => {
  const number = await s.raised("resident");
  const texts = { key: key(), number, title: "电梯常停", body: "三号楼的电梯一周停了三次。" };
  await publish(await s.as("coordinator"), publishInput.parse(texts));
  return number;
};
const paths = async (part: string) => (await publicAddresses(part)).map(({ path }) => path);

/** So many more stand before everybody, in that list. */
const more = (from: number, to: number, part: number) =>
  fillPast(
    s.admin,
    "publications",
    `insert into publications (community_id, concern_id, number, title, body, category, state, raised_at, changed_at, part)
     select '${s.world.a}', gen_random_uuid(), '2001-' || lpad(g::text, 6, '0'), 't', 'b', 'lift', 'open', now(),
       '2001-01-01'::timestamptz + make_interval(mins => g), ${part} from generate_series(${from}, ${to}) g`,
  );

describe("what search engines are told", () => {
  test("is each thing that everybody reads, and when it last changed; not what was taken down", async () => {
    expect(await publicParts()).toEqual([]);
    const number = await put();
    const hidden = await put();
    await s.admin`update publications set hidden_at = now() where number = ${hidden}`;
    expect(await paths("concerns-0")).toEqual([`/concerns/${number}`]);
    const [one] = await publicAddresses("concerns-0");
    expect(await publicParts()).toEqual([{ part: "concerns-0", changedAt: one?.changedAt }]);
  });

  test("comes in lists of a thousand, in which each thing stays", async () => {
    const [first] = await paths("concerns-0");
    await more(1, 998, 0);
    const last = await put();
    expect(await paths("concerns-0")).toEqual(expect.arrayContaining([first, `/concerns/${last}`]));
    expect(await paths("concerns-0")).toHaveLength(1000);
    const next = await put();
    expect(await paths("concerns-1")).toEqual([`/concerns/${next}`]);
    const [changed] = await publicAddresses("concerns-1");
    await s.admin`update publications set title = 'x' where number = ${last}`;
    expect(await paths("concerns-1")).toEqual([`/concerns/${next}`]);
    expect((await paths("concerns-0"))[0]).toBe(`/concerns/${last}`);
    const parts = await publicParts();
    expect(parts.map(({ part }) => part)).toEqual(["concerns-0", "concerns-1"]);
    expect(parts[1]?.changedAt).toEqual(changed?.changedAt);
    // Of a list in which nothing stands any more nothing is said.
    const { community_id, id } = await rowOf(s.admin, next);
    await s.admin`update publications set hidden_at = now() where community_id = ${community_id} and concern_id = ${id}`;
    expect((await publicParts()).map(({ part }) => part)).toEqual(["concerns-0"]);
  });

  test("is nothing where there is no such list", async () => {
    for (const part of [
      "",
      "concerns",
      "concerns-",
      "concerns-7",
      "concerns--1",
      "concerns-99999999",
      "people-0",
      "places-0",
    ])
      expect([part, await publicAddresses(part)]).toEqual([part, []]);
  });

  test("is read from its own index, a list at a time, however many there are", async () => {
    for (let part = 2; part < 12; part++) await more(part * 1000, part * 1000 + 999, part);
    expect(await rowsRead(s.admin, "publications", "select * from app.public_parts()")).toBeLessThan(100);
    expect(await rowsRead(s.admin, "publications", "select * from app.public_addresses('concerns', 5)")).toBeLessThan(
      100,
    );
    expect(await paths("concerns-5")).toHaveLength(1000);
  });
});
