import type { APIRequestContext } from "@playwright/test";
import { address } from "./settings.ts";

/** What stands at an address: as it came, with what its headers say. */
export type Found = { url: string; status: number; type: string; text: string; bytes: Buffer };

/** More than this the public side of the tests' portal does not have; a crawl that reaches it has lost its way. */
const most = 2000;

/** Addresses in a page, a feed, a list or a file. */
function addressesIn(text: string, from: string): string[] {
  const given = [
    ...text.matchAll(/\b(?:href|src|action|url)\s*=\s*"([^"]+)"/g),
    // (What a page says of itself to others is an address only where it looks like one.)
    ...text.matchAll(/\bcontent\s*=\s*"((?:https?:|\/)[^"]+)"/g),
    ...text.matchAll(/\bsrcset="([^"\s]+)/gi),
    ...text.matchAll(/<(?:loc|id|url|link)>([^<]+)</g),
    ...text.matchAll(/"((?:https?:\/\/|\/)[^"\s\\]{1,300})"/g),
  ].map(([, found = ""]) => found.replaceAll("&amp;", "&"));
  return given
    .map((found) => URL.parse(found, address + from))
    .filter((url) => url?.origin === address)
    .map((url) => (url ? url.pathname + url.search : ""));
}

/** Scripts and styles are the same for everybody; what is behind a question mark is asked for in one language only. */
const worthReading = (path: string): boolean =>
  !path.startsWith("/_next/static/") && !/[?&]lang=(?!en\b)/.test(path) && !path.startsWith("/sign-in?next=");

/** Of addresses that differ in their values alone so many are read; of the pages of one list all. */
const alike = 6;
/** Of pages of one kind in another language so many: they say the same of the same thing. */
const translated = 40;
const likenessOf = (path: string): string => {
  const { pathname, searchParams } = new URL(path, address);
  const names = [...searchParams.keys()].toSorted().join();
  if (names === "lang") return `${pathname.replace(/[\d-]{4,}/g, "0")}?lang`;
  return /^(|after|before|page)$/.test(names) ? path : `${pathname}?${names}`;
};

/** Reads all that a stranger comes to from here, and from there, until there is nothing new. Nothing is posted. */
export async function crawl(request: APIRequestContext, from: readonly string[]): Promise<Found[]> {
  const waiting = [...from];
  const seen = new Set(waiting);
  const alikes = new Map<string, number>();
  const found: Found[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (found.length >= most) throw new Error(`more than ${most} addresses, the last ${path}`);
    const answer = await request.get(address + path, { maxRedirects: 0, failOnStatusCode: false });
    const headers = answer.headers();
    const type = headers["content-type"] ?? "";
    const bytes = Buffer.from(await answer.body());
    const readable = /text|json|xml|javascript|csv/.test(type);
    const text = `${decodeURIComponent(JSON.stringify(headers))}\n${readable ? bytes.toString("utf8") : ""}`;
    found.push({ url: path, status: answer.status(), type, text, bytes });
    const more = [...addressesIn(text, path), ...(headers.location ? [headers.location] : [])];
    for (const next of more) {
      const url = URL.parse(next, address);
      const at = url?.origin === address ? url.pathname + url.search : "";
      if (!at || seen.has(at) || !worthReading(at)) continue;
      seen.add(at);
      const like = likenessOf(at);
      const read = alikes.get(like) ?? 0;
      alikes.set(like, read + 1);
      if (read < (like.endsWith("?lang") ? translated : alike)) waiting.push(at);
    }
  }
  return found;
}
