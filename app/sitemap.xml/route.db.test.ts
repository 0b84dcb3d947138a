import { expect, test } from "vitest";
import { publish, publishInput } from "#domain/publication/publish.ts";
import { key, stage } from "#domain/testing/stage.ts";
import { GET } from "./route.ts";

const s = stage();

const read = async (query = "") => {
  const answer = await GET(new Request(`http://portal.test/sitemap.xml${query}`));
  return { status: answer.status, text: await answer.text() };
};
const locations = (text: string) => [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, found]) => found);

test("search engines are led from the list of lists to each thing, with when it changed", async () => {
  const number = await s.raised("resident");
  const texts = { key: key(), number, title: "电梯常停", body: "三号楼的电梯一周停了三次。" };
  await publish(await s.as("coordinator"), publishInput.parse(texts));
  const index = await read();
  expect(index.text).toContain('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">');
  const lists = locations(index.text);
  // (Beside it, at the root: a list speaks only of what lies beneath its own place.)
  expect(lists).toEqual(["places", "concerns-0"].map((part) => `http://portal.test/sitemap.xml?part=${part}`));
  expect((await read("?part=places")).text).toContain("<url><loc>http://portal.test/</loc>");
  const { text } = await read("?part=concerns-0");
  expect(locations(text)).toEqual([`http://portal.test/concerns/${number}`]);
  expect(text).toMatch(/<lastmod>\d{4}-\d\d-\d\dT[\d:.]+Z<\/lastmod>/);
  expect(text).toContain(`hreflang="en" href="http://portal.test/concerns/${number}?lang=en"`);
});

test("a list that is not there is not found", async () => {
  for (const part of ["", "concerns-7", "places-1", "people", "../x"])
    expect([part, (await read(`?part=${encodeURIComponent(part)}`)).status]).toEqual([part, 404]);
});
