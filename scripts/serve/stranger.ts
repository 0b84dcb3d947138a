import type { IncomingHttpHeaders } from "node:http";
import { type Locale, locales } from "#domain/account/preferences.ts";
import { negotiate } from "#domain/words.ts";

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** The pages that come out the same for every stranger. */
const same = new RegExp(
  `^/(?:|privacy|board|stories(?:/${uuid})?|policies(?:/${uuid})?|figures(?:/(?:public|open))?|problems(?:/\\d{4}-\\d{4})?|concerns/\\d{4}-\\d{4})$`,
);

/** What of a stranger's browser a page depends on. */
const readBy = ["locale", "size", "theme"];

/** A page that is the same for every stranger who reads it so. */
export type Reading = { key: string; path: string; headers: { cookie: string; "accept-language": string } };

/**
 * How a stranger reads a page that is the same for all of them; null where somebody may be known (any cookie but those of
 * language, size and colours), or where something else than a whole page is asked for.
 */
export function strangersReading(
  method = "GET",
  url = "/",
  headers: IncomingHttpHeaders,
  lang: string,
): Reading | null {
  if (method !== "GET" && method !== "HEAD") return null;
  if (headers.rsc || headers["next-action"] || headers["next-router-prefetch"] || headers.authorization) return null;
  const asked = URL.parse(url, "http://here.invalid");
  if (
    asked?.host !== "here.invalid" ||
    url.length > 400 ||
    !same.test(asked.pathname) ||
    asked.searchParams.has("parked")
  )
    return null;
  const cookies = new Map(
    (headers.cookie ?? "")
      .split(";")
      .map((pair) => pair.trim().split("="))
      .map(([name = "", value = ""]) => [name, value] as const)
      .filter(([name]) => name !== ""),
  );
  if ([...cookies.keys()].some((name) => !readBy.includes(name))) return null;
  const locale: Locale =
    locales.find((l) => l === (lang || cookies.get("locale"))) ?? negotiate(headers["accept-language"] ?? null);
  const read = {
    locale,
    size: cookies.get("size") === "large" ? "large" : "normal",
    theme: ["light", "dark"].find((theme) => theme === cookies.get("theme")) ?? "system",
  };
  const path = asked.pathname + asked.search;
  return {
    key: [path, ...Object.values(read)].join(" "),
    path,
    headers: {
      cookie: Object.entries(read)
        .map(([name, value]) => `${name}=${value}`)
        .join("; "),
      "accept-language": locale,
    },
  };
}
