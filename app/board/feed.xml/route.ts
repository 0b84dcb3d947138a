import { publicPlace } from "#components/board/place.ts";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { settings } from "#db/settings.ts";
import { atomResponse } from "#domain/feed/atom.ts";
import { allCommunities } from "#domain/place/tree.ts";
import { boardInput, listBoard } from "#domain/publication/list.ts";
import { boardAddress, feedAddress } from "../address.ts";

const entries = 40;

/** The board for feed readers, under the same filters as its page. */
export async function GET(request: Request): Promise<Response> {
  const input = boardInput.omit({ q: true, after: true }).parse(Object.fromEntries(new URL(request.url).searchParams));
  const [[community], locale, t, states, words, place] = await Promise.all([
    allCommunities(),
    getLocale(),
    getTranslations("publicBoard"),
    getTranslations("publication"),
    getTranslations("words"),
    getTranslations("place"),
  ]);
  const { baseUrl } = settings();
  const lines = community
    ? (await listBoard(community.id, { ...input, after: undefined, q: undefined }, entries)).lines
    : [];
  const name = (locale === "en" && community?.nameEn) || community?.name;
  return atomResponse(request, {
    url: `${baseUrl}${boardAddress(input)}`,
    self: `${baseUrl}${feedAddress(input)}`,
    title: [t("title"), name].filter(Boolean).join(" · "),
    subtitle: t("description"),
    locale,
    updated: new Date(0),
    entries: lines.map((line) => ({
      url: `${baseUrl}/concerns/${line.number}`,
      title: line.title,
      summary: [
        [states(`states.${line.state}`), words(`categories.${line.category}`), publicPlace(line, place)].join(" · "),
        line.outcome,
      ]
        .filter(Boolean)
        .join("\n"),
      published: line.raisedAt,
      updated: line.changedAt,
      categories: [line.category],
    })),
  });
}
