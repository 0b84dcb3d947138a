import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { publicViewer, type Viewer, viewerOf } from "#domain/account/viewer.ts";
import { listConcerns, listInput } from "#domain/concern/list.ts";
import { concernPage } from "#domain/concern/page.ts";
import { desk } from "#domain/desk/desk.ts";
import { dayInput, unitDay } from "#domain/desk/unit-day.ts";
import { type Asked, asked as figuresAsked } from "#domain/figures/ask.ts";
import { behind } from "#domain/figures/behind.ts";
import { figures } from "#domain/figures/breakdown.ts";
import { figuresByUnit } from "#domain/figures/by-unit.ts";
import type { Measure } from "#domain/figures/measures.ts";
import { openLines } from "#domain/figures/open/export.ts";
import { openBys } from "#domain/figures/open/measures.ts";
import { openFigures } from "#domain/figures/open/read.ts";
import { publicFigures } from "#domain/figures/public.ts";
import { listNotifications } from "#domain/notification/list.ts";
import type { Filters } from "#domain/open311/filters.ts";
import { stranger } from "#domain/open311/key.ts";
import { listRequests } from "#domain/open311/list.ts";
import { jurisdictions } from "#domain/open311/place.ts";
import { listProblems } from "#domain/problem/list.ts";
import { publicWay } from "#domain/problem/way.ts";
import { boardBuildings, boardGoing, boardInput, latestOutcomes, listBoard } from "#domain/publication/list.ts";
import { reviewQueue } from "#domain/publication/queue.ts";
import { publicConcern } from "#domain/publication/read.ts";
import { publicAddresses, publicParts } from "#domain/publish/sitemap.ts";
import { publicProgress } from "#domain/round/progress.ts";
import { find, searchInput } from "#domain/search/find.ts";
import { feedStories } from "#domain/story/feed.ts";
import { storiesInWork } from "#domain/story/page.ts";
import { publicStory, publishedStories } from "#domain/story/read.ts";
import { inbox, inboxInput } from "#domain/triage/inbox.ts";
import type { Group } from "./groups.ts";

export type Question = { group: Group; what: string; ask: () => Promise<unknown> };

/**
 * What pages ask, through the same functions: as a coordinator of the largest community, as a member of one of its partner
 * units, and as a stranger.
 * @param size how many concerns there are
 */
export async function questions(sql: postgres.Sql, size: number): Promise<Question[]> {
  const viewer = await viewerOf(await sessionOf(sql, "coordinator"), null);
  const partner = await viewerOf(await sessionOf(sql, "property"), null);
  const [place] = await jurisdictions().then((all) => all.filter(({ code }) => code === "ithaca"));
  if (!place) throw new Error("no community to measure");
  const of = (group: Group, asked: Record<string, () => Promise<unknown>>): Question[] =>
    Object.entries(asked).map(([what, ask]) => ({ group, what, ask }));
  const [{ id: story } = { id: "" }] = await sql<{ id: string }[]>`
    select id from stories where community_id = ${place.id} and problem_id is null and status = 'published' order by published_at limit 1`;
  return [
    ...of("list", await lists(sql, viewer, partner)),
    ...of("search", searches(viewer, size)),
    ...of("figures", counts(viewer, partner)),
    ...of("board", await board(sql, place.id, viewer)),
    ...of("open311", requests(place)),
    ...of("stories", {
      "stories, a page": () => publishedStories([place.id], "zh-CN", { most: 21 }),
      "stories, a page far back": () =>
        publishedStories([place.id], "zh-CN", { most: 21, before: new Date(Date.now() - size * 18_000) }),
      "stories as a feed": () => feedStories([place.id]),
      "a story": () => publicStory(story),
      "stories in work": () => storiesInWork(viewer),
    }),
  ];
}

async function lists(
  sql: postgres.Sql,
  viewer: Viewer,
  partner: Viewer,
): Promise<Record<string, () => Promise<unknown>>> {
  const deep = await middle(sql, "concerns", "created_at", "id", "-");
  const [some] = await sql<{ number: string }[]>`
    select c.number from concerns c join communities k on k.id = c.community_id and k.code = 'ithaca'
    where exists (select from events e where e.subject_id = c.id) limit 1`;
  const list = (filters: Record<string, string>) => () => listConcerns(viewer, listInput.parse(filters));
  return {
    "list, the newest": list({}),
    "list, far back": list({ after: deep }),
    "list, one category and state": list({ category: "lift", state: "new" }),
    "list, a frequent word of two characters": list({ q: "楼道" }),
    "desk of a coordinator": () => desk(viewer),
    "day of a partner unit": () => unitDay(partner, dayInput.parse({})),
    "what is to be sorted": () => inbox(viewer, inboxInput.parse({})),
    "what is late": () => inbox(viewer, inboxInput.parse({ show: "late" })),
    "all that is open": () => inbox(viewer, inboxInput.parse({ show: "open" })),
    notifications: () => listNotifications(viewer),
    "a thread": () => concernPage(viewer, some?.number ?? ""),
  };
}

function searches(viewer: Viewer, size: number): Record<string, () => Promise<unknown>> {
  const search = (q: string) => () => find(viewer, searchInput.parse({ q }), "zh-CN");
  return {
    "search, a frequent word of two characters": search("楼道"),
    "search, a frequent word of three characters": search("怕出事"),
    "search, two words": search("电梯 怕出事"),
    "search, a rare number": search(`第${size - 2}户`),
    "search, one character": search("灯"),
  };
}

function counts(viewer: Viewer, partner: Viewer): Record<string, () => Promise<unknown>> {
  const now = new Date();
  const year = figuresAsked(viewer, {}, now).asked;
  const month = figuresAsked(viewer, { from: year.to, to: year.to }, now).asked;
  const own = figuresAsked(partner, {}, now).asked;
  const { community } = year;
  const behindOf = (who: Viewer, asked: Asked, what: Measure) => () => behind(who, asked, { what, after: undefined });
  return {
    "figures of a year (also as CSV)": () => figures(viewer, year),
    "figures of the running month": () => figures(viewer, month),
    "figures of a category": () => figures(viewer, { ...year, category: "lift" }),
    "figures of units": () => figuresByUnit(viewer, year),
    "figures of a partner unit": () => figures(partner, own),
    "figures for everyone, while they run": () => publicFigures(community),
    "figures for everyone, as told": () => openFigures(community.id),
    "the same as CSV and JSON, every table": () =>
      Promise.all(openBys.map((table) => openLines(community.id, { table }, ({ key }) => key))),
    "the list behind a figure": behindOf(viewer, year, "late"),
    "the list behind a unit's figure": behindOf(viewer, { ...year, unit: own.unit }, "late"),
    "the same as the unit reads it": behindOf(partner, own, "late"),
    "what the unit was given, as it reads it": behindOf(partner, own, "given"),
    "what the unit gave back, as it reads it": behindOf(partner, own, "returned"),
  };
}

async function board(sql: postgres.Sql, community: string, viewer: Viewer) {
  const deep = await middle(sql, "publications", "changed_at", "number", "~");
  const [building] = await sql<{ id: string }[]>`
    select b.id from buildings b where b.community_id = ${community} order by b.ordinal limit 1`;
  const [shown] = await sql<{ number: string }[]>`
    select number from publications where community_id = ${community} and hidden_at is null and number < ${"9"} order by number desc limit 1`;
  const list = (filters: Record<string, string>) => () => listBoard(community, boardInput.parse(filters));
  return {
    "board, the newest": list({}),
    "board, far back": list({ after: deep }),
    "board, a category": list({ category: "lift" }),
    "board, a house": list({ building: building?.id ?? "" }),
    "board, solved": list({ state: "solved" }),
    "board, in hand": list({ state: "going" }),
    "board, a category of a house, in hand": list({ category: "fire", building: building?.id ?? "", state: "going" }),
    "board, a frequent word": list({ q: "楼道" }),
    "board, two words": list({ q: "电梯 怕出事" }),
    "board, one character": list({ q: "灯" }),
    "board, a rare number": list({ q: shown?.number ?? "" }),
    "board, house by house": () => boardBuildings(community),
    "board, its problems": () => listProblems(publicViewer, { state: "going" }),
    "board as a feed": () => listBoard(community, boardInput.parse({}), 40),
    "board, what waits to be looked at": () => reviewQueue(viewer),
    "a published concern": () => publicConcern(shown?.number ?? ""),
    "the front page": () =>
      Promise.all([
        publicFigures({ id: community, timeZone: "Asia/Shanghai" }),
        publicProgress(community),
        publicWay(community),
        latestOutcomes(community, 6),
        boardGoing(community),
        publishedStories([community], "zh-CN", { most: 3 }),
      ]),
    "the sitemap, its lists": () => publicParts(),
    "the sitemap, a list of a thousand concerns": () => publicAddresses("concerns-1"),
    "the sitemap, a list of stories": () => publicAddresses("stories-0"),
  };
}

function requests(place: Awaited<ReturnType<typeof jurisdictions>>[number]): Record<string, () => Promise<unknown>> {
  const day = 86_400_000;
  const now = Date.now();
  const span = (from: number, until: number) => ({
    from: new Date(now - from * day),
    until: new Date(now - until * day),
  });
  const usual = { codes: [], status: null, requested: span(90, 0), updated: null, page: 1, size: 100 } as const;
  const ask = (filters: Partial<Exclude<Filters, { ids: string[] }>>) => () =>
    listRequests(stranger, place, { ...usual, codes: [], ...filters }, "zh-CN");
  return {
    "requests, 100 of 90 days": ask({}),
    "requests, 1,000 of 90 days": ask({ size: 1000 }),
    "requests, the tenth page": ask({ page: 10 }),
    "requests, a service": ask({ codes: ["lift"] }),
    "requests, open": ask({ status: "open" }),
    "requests, closed, of a year ago": ask({ status: "closed", requested: span(455, 365) }),
    "requests, changed in a week": ask({ requested: null, updated: span(7, 0) }),
    "requests, closed and changed in 90 days": ask({ requested: null, updated: span(90, 0), status: "closed" }),
  };
}

/** A session of the demo's account of this name. */
async function sessionOf(sql: postgres.Sql, account: string): Promise<string> {
  const session = randomUUID();
  await sql`
    insert into sessions (id, user_id, expires_at)
    select ${session}, user_id, now() + interval '1 day' from accounts where email like ${`${account}@%`}`;
  return session;
}

/** Where a page begins that lies behind half of what the community has. */
async function middle(
  sql: postgres.Sql,
  table: "concerns" | "publications",
  moment: string,
  key: string,
  between: string,
): Promise<string> {
  const [at, by] = [sql(`c.${moment}`), sql(`c.${key}`)];
  const [row] = await sql<{ after: string }[]>`
    select (extract(epoch from ${at}) * 1000000)::bigint::text || ${between} || ${by}::text as after from ${sql(table)} c
    join communities k on k.id = c.community_id and k.code = 'ithaca' order by ${at}
    offset (select count(*) / 2 from ${sql(table)} x join communities y on y.id = x.community_id and y.code = 'ithaca') limit 1`;
  return row?.after ?? "";
}
