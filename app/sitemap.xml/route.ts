import { settings } from "#db/settings.ts";
import { locales } from "#domain/account/preferences.ts";
import { type Address, publicAddresses, publicParts } from "#domain/publish/sitemap.ts";

export const dynamic = "force-dynamic";

const places = [
  "/",
  "/report",
  "/board",
  "/stories",
  "/problems",
  "/policies",
  "/figures",
  "/figures/open",
  "/privacy",
];

const changed = (at: Date | undefined) => (at ? `<lastmod>${at.toISOString()}</lastmod>` : "");

const xml = (body: string) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`, {
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=60" },
  });

const schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** The list of lists. (They stand beside it, at the root: a list speaks only of what lies beneath its own place.) */
async function listOfLists(base: string): Promise<Response> {
  const parts = [{ part: "places", changedAt: undefined }, ...(await publicParts())];
  return xml(`<sitemapindex ${schema}>
${parts.map(({ part, changedAt }) => `<sitemap><loc>${base}/sitemap.xml?part=${part}</loc>${changed(changedAt)}</sitemap>`).join("\n")}
</sitemapindex>`);
}

/** What everybody may read, in lists of a thousand, each thing in every language, for search engines (sitemaps.org). */
export async function GET(request: Request): Promise<Response> {
  const base = settings().baseUrl;
  const part = new URL(request.url).searchParams.get("part");
  if (part === null) return listOfLists(base);
  const things: (Pick<Address, "path"> & Partial<Address>)[] = await publicAddresses(part);
  if (part === "places") things.unshift(...places.map((path) => ({ path })));
  if (!things.length) return new Response(null, { status: 404 });
  const entry = ({ path, changedAt }: (typeof things)[number]) =>
    [
      `<url><loc>${base}${path}</loc>${changed(changedAt)}`,
      ...locales.map((l) => `<xhtml:link rel="alternate" hreflang="${l}" href="${base}${path}?lang=${l}"/>`),
      "</url>",
    ].join("");
  return xml(`<urlset ${schema} xmlns:xhtml="http://www.w3.org/1999/xhtml">
${things.map(entry).join("\n")}
</urlset>`);
}
