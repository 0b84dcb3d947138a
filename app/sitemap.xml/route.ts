import { settings } from "#db/settings.ts";
import { locales } from "#domain/account/preferences.ts";
import { publicAddresses } from "#domain/publish/sitemap.ts";

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

/** What everybody may read, each in every language, for search engines (sitemaps.org). */
export async function GET(): Promise<Response> {
  const base = settings().baseUrl;
  const things = await publicAddresses();
  const entry = (path: string, changed?: Date) =>
    [
      `<url><loc>${base}${path}</loc>`,
      ...(changed ? [`<lastmod>${changed.toISOString()}</lastmod>`] : []),
      ...locales.map((l) => `<xhtml:link rel="alternate" hreflang="${l}" href="${base}${path}?lang=${l}"/>`),
      "</url>",
    ].join("");
  const entries = [...places.map((path) => entry(path)), ...things.map((t) => entry(t.path, t.changedAt))];
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join("\n")}
</urlset>
`;
  return new Response(body, {
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=60" },
  });
}
