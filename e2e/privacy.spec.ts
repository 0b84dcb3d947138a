import sharp from "sharp";
import { crawl, type Found } from "./support/crawl.ts";
import { type Secrets, searchFor, secretsOf } from "./support/secrets.ts";
import { expect, test } from "./support/test.ts";

// Story lines 19 and 20: the public reads what was raised and what became of it, and nothing of anybody's private life.

/** What a page must not hold of what is looked for, as it came over the line: text, scripts and headers. */
function told({ url, text }: Found, search: ReturnType<typeof searchFor>): string[] {
  const plain = text
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/&#x([0-9a-fA-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)))
    .normalize("NFKC");
  return (
    search(plain)
      // The demo community's sign-in page offers its accounts.
      .filter(({ kind }) => kind !== "mail" || !url.startsWith("/sign-in"))
      .map(({ kind, word }) => `${url}: ${kind} ${word}`)
  );
}

const nothing: Secrets = { name: [], phone: [], mail: [], door: [], text: [], id: [], number: [] };

test("a stranger who reads every public page, feed, file, picture and answer of the portal learns nothing of anybody", async ({
  sql,
  visitor,
}) => {
  test.setTimeout(420_000);
  const secrets = await secretsOf(sql);
  for (const [kind, words] of Object.entries(secrets)) expect([kind, words.length > 3]).toEqual([kind, true]);
  const { request } = (await visitor({ locale: "zh-CN" })).context();
  const found = await crawl(request, [
    "/",
    "/sitemap.xml",
    "/robots.txt",
    "/manifest.webmanifest",
    ...["/board", "/board/feed.xml", "/stories", "/stories/feed.xml", "/policies", "/problems", "/figures", "/privacy"],
    ...["/report", "/follow", "/sign-in", "/slip", "/figures/open"],
    ...["discovery", "services", "requests", "servicerequestupdates"].flatMap((what) => [
      `/open311/v2/${what}.json`,
      `/open311/v2/${what}.xml`,
    ]),
    "/open311/v2/requests.csv",
  ]);
  // The whole public side was read, not the first page of it.
  for (const part of ["/board", "/concerns/", "/stories/", "/policies/", "/problems/", "/figures", "/open311/"])
    expect([part, found.filter(({ url, status }) => url.startsWith(part) && status === 200).length > 1]).toEqual([
      part,
      true,
    ]);
  expect(found.filter(({ status }) => status >= 500).map(({ url }) => url)).toEqual([]);
  const search = searchFor(secrets);
  expect(found.flatMap((one) => told(one, search))).toEqual([]);
  // What is public is found by the same looking.
  const [open] = await sql<
    [{ title: string }]
  >`select title from publications where hidden_at is null order by changed_at desc limit 1`;
  const openly = searchFor({ ...nothing, text: [open.title.normalize("NFKC")] });
  expect(found.some((one) => told(one, openly).length > 0)).toBe(true);

  const pictures = found.filter(({ type }) => type.startsWith("image/") && !type.includes("svg"));
  expect(pictures.length).toBeGreaterThan(1);
  for (const { url, bytes } of pictures) {
    const { exif, iptc, xmp } = await sharp(bytes).metadata();
    expect([url, exif, iptc, xmp]).toEqual([url, undefined, undefined, undefined]);
  }
});
