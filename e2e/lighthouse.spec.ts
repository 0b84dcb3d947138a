import { audit } from "#scripts/lighthouse.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";

// Story line 11: it must reach those with old phones and little time. How fast it is, `npm run bench` measures.

test("the pages that everybody reads leave nothing to be desired for people, browsers and searchers", async ({
  sql,
}) => {
  test.setTimeout(240_000);
  const [story] = await sql<
    [{ id: string }]
  >`select id from stories where status = 'published' order by published_at limit 1`;
  const paths = ["/", "/report", "/board", `/stories/${story.id}`];
  const audits = await audit(paths.map((path) => address + path));
  expect(
    audits.map(({ accessibility, bestPractices, seo, wanting }, i) => ({
      path: paths[i],
      accessibility,
      bestPractices,
      seo,
      wanting,
    })),
  ).toEqual(paths.map((path) => ({ path, accessibility: 100, bestPractices: 100, seo: 100, wanting: [] })));
});
