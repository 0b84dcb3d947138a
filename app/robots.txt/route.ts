import { settings } from "#db/settings.ts";

export const dynamic = "force-dynamic";

/** What is behind a session or a secret address; what is public says for itself that it may be found. */
const notFor = [
  ...[
    "/api/",
    "/attachments/",
    "/sign-in",
    "/join/",
    "/reset/",
    "/forgot",
    "/confirm/",
    "/follow/",
    "/slip/",
    "/rate/",
    "/quote/",
    "/published/",
  ],
  ...["/told/", "/unsubscribe/", "/calendar/", "/desk", "/search", "/admin", "/metrics", "/dev/"],
];

/** What crawlers may read, and where the list of it is. */
export function GET(): Response {
  const lines = ["User-agent: *", ...notFor.map((path) => `Disallow: ${path}`), ""];
  return new Response([...lines, `Sitemap: ${settings().baseUrl}/sitemap.xml`, ""].join("\n"), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
}
