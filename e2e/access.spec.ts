import { emailOf, freshSession } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { type Account, expect, test } from "./support/test.ts";
import { makeThings, type Things } from "./support/things.ts";
import { type Answer, formWith, wireWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Who reaches what: every role and every route, own things and others' things.

const roles = [
  "stranger",
  "resident",
  "neighbour",
  "officer",
  "partnerOfficer",
  "coordinator",
  "property",
  "fire",
  "admin",
] as const satisfies (Account | "stranger")[];

type Who = (typeof roles)[number];

/** 200 shown, 404 not there, 410 no longer there, "sign in" sent to sign in and back, a path: sent there. */
type Outcome = 200 | 404 | 410 | 204 | "sign in" | `/${string}`;

const accountOf = (who: string) => (who === "stranger" ? null : (who as Account));

const signedIn: Who[] = roles.filter((who) => who !== "stranger");

/** For everybody the same. */
const all = (outcome: Outcome) => Object.fromEntries(roles.map((who) => [who, outcome])) as Record<Who, Outcome>;

/** Shown to these, not there for the others; strangers are asked to sign in. */
const only = (...shown: Who[]): Record<Who, Outcome> => ({
  ...all(404),
  ...Object.fromEntries(shown.map((who) => [who, 200])),
  stranger: "sign in",
});

/** A file has no page to come back to: it is there or it is not. */
const file = (...shown: Who[]): Record<Who, Outcome> => ({ ...only(...shown), stranger: 404 });

const table = (t: Things): [string, Record<Who, Outcome>][] => [
  ["/", all(200)],
  ["/sign-in", { ...all("/desk"), stranger: 200 }],
  ["/join", all(200)],
  ["/join/not-a-code", all(200)],
  ["/report", all(200)],
  ["/follow", all(200)],
  ["/follow/not-a-link", all("/follow?gone=1")],
  ["/forgot", all(200)],
  ["/reset/not-a-link", all(200)],
  ["/confirm/not-a-link", all(200)],
  ["/privacy", all(200)],
  ["/not-here", all(200)],
  ["/policies", all(200)],
  [`/policies/${t.policy}`, all(200)],
  [`/policies/${t.policy}/helped?yes`, all(200)],
  ["/policies/anything/helped", all(404)],
  [`/policies/new?of=${t.policy}`, only("coordinator")],
  ["/policies/new?of=anything", only()],
  ["/policies/anything", all(404)],
  ["/stories", all(200)],
  ["/stories?before=anything", all(200)],
  ["/stories/feed.xml", all(200)],
  [`/stories/${t.story}`, all(200)],
  [`/stories/${t.story}?lang=en`, all(200)],
  [`/stories/${t.story}/share.png`, all(200)],
  ["/stories/anything", all(404)],
  ["/stories/anything/share.png", all(404)],
  [`/stories/${t.storyDraft}`, all(404)],
  [`/stories/${t.storyDraft}/share.png`, all(404)],
  ["/stories/new", only("officer", "partnerOfficer", "coordinator")],
  ["/stories/quoted", only(...signedIn)],
  // A draft is its author's, and of those who lead; what was sent is every officer's.
  [`/stories/${t.storyDraft}/edit`, only("officer", "coordinator")],
  [`/stories/${t.storyDraft}/languages/zh-TW`, only("officer", "coordinator")],
  [`/stories/${t.storyDraft}/languages/zh-CN`, only()],
  [`/stories/${t.storyDraft}/photos/${t.storyPhoto}`, only("officer", "coordinator")],
  [`/stories/${t.storyDraft}/photos/${t.storyPhoto}/original`, file("officer", "coordinator")],
  [`/stories/${t.storyDraft}/photos/anything`, only()],
  [`/stories/${t.storyDraft}/photos/anything/original`, all(404)],
  [`/stories/${t.storyInReview}/edit`, only("officer", "partnerOfficer", "coordinator")],
  [`/stories/${t.storyInReview}/languages/en`, only()],
  ["/stories/anything/edit", only()],
  ["/stories/photos/0123456789abcdef0123456789abcdef", all(404)],
  ["/stories/photos/anything", all(404)],
  ["/board", all(200)],
  ["/board?category=lift&state=solved&q=%E7%94%B5%E6%A2%AF", all(200)],
  ["/board/feed.xml", all(200)],
  ["/board/subscribe", all(200)],
  [`/board/subscribe?number=${t.publicOne}`, all(200)],
  ["/board/confirm/not-a-link", all(200)],
  ["/board/review", only("coordinator")],
  [`/board/review?n=${t.neighbourhood}`, only("coordinator")],
  [`/board/review?n=${t.privateOne}`, only()],
  ["/board/review?n=9999-0000", only()],
  [`/concerns/${t.publicOne}`, all(200)],
  [`/report?like=${t.publicOne}`, all(200)],
  [`/report?like=${t.privateOne}`, all(200)],
  // Once for everybody, and taken down: neighbours and who works on it read it as before.
  [`/concerns/${t.goneOne}`, { ...all(200), stranger: 410, admin: 410 }],
  ["/problems", all(200)],
  [`/problems/${t.problemPublic}`, all(200)],
  [
    `/problems/${t.problem}`,
    only("resident", "neighbour", "officer", "partnerOfficer", "coordinator", "property", "fire"),
  ],
  ["/problems/anything", only()],
  ["/problems/0000-0000", only()],
  ["/problems/new", only("coordinator")],
  ["/problems/proposals", only("coordinator")],
  ["/policies/new", only("coordinator")],
  [`/policies/${t.policy}/edit`, only("coordinator")],
  ["/policies/anything/edit", only()],
  ["/rate/not-a-link", all(404)],
  ["/told/not-a-link", all(404)],
  ["/quote/not-a-link", all(404)],
  ["/published/not-a-link", all(404)],
  [
    `/agreements/${t.carried}/works`,
    only("resident", "neighbour", "officer", "partnerOfficer", "coordinator", "property", "fire"),
  ],
  ["/agreements/anything/works", only()],
  ["/slip", all(200)],
  ["/slip/not-a-code", all(200)],
  ["/desk", only(...signedIn)],
  ["/desk?who=mine", only(...signedIn)],
  ["/desk?who=nonsense&after=nonsense", only(...signedIn)],
  [t.handOne, only("resident", "coordinator", "property")],
  ["/concerns", only(...signedIn)],
  ["/concerns/new", all("/report")],
  [`/concerns/${t.privateOne}`, only("resident", "coordinator", "property")],
  [`/concerns/${t.privateOther}`, only("neighbour", "coordinator")],
  [
    `/concerns/${t.neighbourhood}`,
    only("resident", "neighbour", "officer", "partnerOfficer", "coordinator", "property", "fire"),
  ],
  ["/concerns/inbox", only("coordinator")],
  ["/concerns/bulk", only("coordinator")],
  ["/concerns/labels", only("coordinator")],
  [`/concerns/${t.privateOne}/merge`, only("coordinator")],
  [`/concerns/${t.privateOne}/split`, only("coordinator")],
  [`/concerns/${t.neighbourhood}/merge`, only("coordinator")],
  ["/concerns/9999-0000/merge", only()],
  ["/concerns/anything/split", only()],
  ["/deadlines", only("coordinator")],
  ["/deadlines/holidays", only("coordinator")],
  [`/concerns/${t.privateOne}/print`, only("resident", "coordinator", "property")],
  [`/concerns/${t.privateOne}/print?with=working`, only("resident", "coordinator", "property")],
  [`/concerns/${t.privateOne}/timeline.json`, file("resident", "coordinator", "property")],
  [`/concerns/${t.privateOther}/timeline.json`, file("neighbour", "coordinator")],
  [`/concerns/${t.privateOne}/rooms/new`, only("coordinator")],
  // Those in it: not the unit that has the concern.
  [`/concerns/${t.privateOne}/rooms/${t.room}`, only("resident", "coordinator")],
  [`/concerns/${t.privateOther}/rooms/${t.room}`, only()],
  [`/concerns/${t.privateOne}/rooms/anything`, only()],
  // The family and whoever accompanies it: neighbours and other officers read the concern, and not that it is followed.
  [`/concerns/${t.followed}/steps`, only("resident", "coordinator")],
  [`/concerns/${t.followed}/steps/print`, only("resident", "coordinator")],
  [`/concerns/${t.privateOne}/steps`, only("coordinator")],
  [`/concerns/${t.privateOne}/steps/print`, only()],
  ["/concerns/anything/steps", only()],
  ["/concerns/anything/steps/print", only()],
  ["/concerns/anything/timeline.json", all(404)],
  ["/concerns/anything/print", only()],
  ["/replies", only("coordinator", "property", "fire")],
  [`/api/mentionable?number=${t.privateOne}&audience=everyone`, file("resident", "coordinator", "property")],
  [`/api/mentionable?number=${t.privateOne}&room=${t.room}&audience=everyone`, file("resident", "coordinator")],
  ["/search", only(...signedIn)],
  ["/search?q=%E7%94%B5%E6%A2%AF", only(...signedIn)],
  ["/webhooks", only("coordinator", "property", "fire")],
  // Who has a door, or acts for one.
  ["/helpers", only("resident", "neighbour")],
  [`/helpers?visit=${t.visitOwn}`, only("officer", "partnerOfficer", "coordinator")],
  ["/helpers?visit=anything", only()],
  ["/visits/when?for=anything", only()],
  ["/open311", only("coordinator", "admin")],
  ["/open311?community=elsewhere", only()],
  ["/open311/v2/discovery.json", all(200)],
  ["/open311/v2/services.xml?jurisdiction_id=ithaca", all(200)],
  ["/open311/v2/requests.csv?jurisdiction_id=ithaca", all(200)],
  // No session speaks here: a concern that is not published does not exist, not even for whoever raised it.
  [`/open311/v2/requests/${t.privateOne}.json?jurisdiction_id=ithaca`, all(404)],
  [`/open311/v2/requests/${t.forFire}.xml?jurisdiction_id=ithaca`, all(404)],
  ["/open311/v2/tokens/anything.json?jurisdiction_id=ithaca", all(404)],
  ["/open311/v2/anything", all(404)],
  ["/unsubscribe/not-a-link", all(404)],
  ["/concerns/9999-0000", only()],
  ["/concerns/anything", only()],
  ["/meetings", only(...signedIn)],
  ["/meetings/new", only()],
  [`/meetings/new?problem=${t.problem}`, only("coordinator")],
  [`/meetings/new?concern=${t.privateOne}`, only("coordinator")],
  ["/meetings/anything", only()],
  // Looking for a time: with the household of the resident; every officer reads it.
  [`/meetings/${t.meeting}`, only("resident", "officer", "partnerOfficer", "coordinator", "property", "fire")],
  [`/meetings/${t.meeting}/inspection`, only()],
  [`/meetings/${t.settled}/minutes`, only("officer", "partnerOfficer", "coordinator", "property", "fire")],
  [`/meetings/${t.settled}/print`, only("officer", "partnerOfficer", "coordinator", "property", "fire")],
  [`/meetings/${t.inspection}/inspection`, only("officer", "partnerOfficer", "coordinator", "property", "fire")],
  [`/meetings/${t.inspection}/inspection/print`, only("officer", "partnerOfficer", "coordinator", "property", "fire")],
  // Three parties: those at the table, and who leads.
  ...["", "/minutes", "/print"].map((path): [string, Record<Who, Outcome>] => [
    `/meetings/${t.threeParty}${path}`,
    only("resident", "coordinator"),
  ]),
  ["/visits", only(...signedIn)],
  ["/visits/today", only("officer", "partnerOfficer", "coordinator")],
  ["/visits/today/enter", only("officer", "partnerOfficer", "coordinator")],
  ["/sw.js", all(200)],
  ["/no-signal.html", all(200)],
  ["/manifest.webmanifest", all(200)],
  ["/visits/new", only("officer", "partnerOfficer", "coordinator")],
  [`/visits/${t.visitOwn}`, only("resident", "officer", "partnerOfficer", "coordinator")],
  [`/visits/${t.visitOther}`, only("officer", "partnerOfficer", "coordinator")],
  ["/visits/when", only("resident", "neighbour")],
  [`/visits/${t.visitPlanned}/slip`, only("officer", "partnerOfficer", "coordinator")],
  [`/visits/${t.visitOther}/slip`, only("coordinator")],
  ["/visits/anything", only()],
  ["/rounds", only(...signedIn)],
  ["/posters", only("officer", "partnerOfficer", "coordinator")],
  ["/posters/print?kind=leaflet&locale=en", only("officer", "partnerOfficer", "coordinator")],
  [`/rounds/${t.round}`, only("officer", "partnerOfficer", "coordinator")],
  [`/rounds/${t.round}/plan`, only("coordinator")],
  [`/rounds/${t.round}/board`, only("officer", "partnerOfficer", "coordinator")],
  [t.moveTo, only("officer", "partnerOfficer", "coordinator")],
  ["/rounds/anything/plan", only()],
  ["/rounds/anything/board", only()],
  [`/rounds/${t.round}?${t.building}`, only("officer", "partnerOfficer", "coordinator")],
  [`/rounds/${t.round}?${t.door}`, only("officer", "partnerOfficer", "coordinator")],
  [`/rounds/${t.round}?building=anything`, only()],
  [`/rounds/${t.round}?door=${t.round}`, only()],
  [`/rounds/${t.round}/slips`, only("officer", "partnerOfficer", "coordinator")],
  [`/rounds/${t.round}/slips/print?for=before`, only("officer", "partnerOfficer", "coordinator")],
  [`/rounds/${t.round}/notes`, only("officer", "partnerOfficer", "coordinator")],
  [`/rounds/${t.round}/digest`, only("coordinator")],
  [`/rounds/${t.round}/guides`, only("coordinator")],
  ["/rounds/anything/notes", only()],
  ["/rounds/anything/digest", only()],
  ["/rounds/anything/guides", only()],
  // Its address alone opens a calendar: programs do not sign in.
  [`/calendar/${t.calendar}.ics`, all(200)],
  [`/calendar/${t.calendar}`, all(404)],
  ["/calendar/0123456789012345678901234567890123456789012.ics", all(404)],
  ["/rounds/new", only("coordinator")],
  [`/rounds/${t.round}/arrange`, only("coordinator")],
  [`/rounds/${t.roundAhead}`, only("officer", "partnerOfficer", "coordinator")],
  [`/rounds/${t.roundAhead}/arrange`, only("coordinator")],
  ["/rounds/anything/arrange", only()],
  ["/households", only("coordinator")],
  ["/households/owners", only("coordinator")],
  [`/households/ledgers/${t.ledger}`, only("coordinator")],
  ["/households/ledgers/anything", only()],
  ["/concerns/import", only("coordinator")],
  [`/concerns/import/${t.list}`, only("coordinator")],
  [`/concerns/import/${t.ledger}`, only()],
  ["/concerns/import/anything", only()],
  ["/letters", only("coordinator")],
  [`/letters/${t.letter}`, only("coordinator")],
  [`/letters/${t.letter}?do=make`, only("coordinator")],
  [`/letters/${t.list}`, only()],
  ["/letters/anything", only()],
  ["/households/export?as=csv", file("coordinator")],
  ["/figures", all(200)],
  ["/figures?from=anything&to=1999-01", all(200)],
  ["/figures/public", all(200)],
  ["/figures/public?until=anything", all(200)],
  ["/figures/public?community=anything", all(404)],
  ["/figures/open", all(200)],
  ["/figures/open.csv?table=category", all(200)],
  ["/figures/open.csv?table=anything", all(404)],
  ["/figures/open.json?table=door", all(200)],
  ["/figures/open.json", all(404)],
  ["/figures/list?what=raised", only("officer", "partnerOfficer", "coordinator", "property", "fire")],
  ["/figures/list?what=anything", only()],
  // What was given is of a unit: its members ask for their own, others say of which.
  ["/figures/list?what=given", only("property", "fire")],
  ["/figures/export", file("officer", "partnerOfficer", "coordinator", "property", "fire")],
  ["/people", only("coordinator", "property", "fire", "admin")],
  ["/organizations", only("officer", "partnerOfficer", "coordinator", "property", "fire", "admin")],
  ["/settings", only(...signedIn)],
  ["/notifications", only(...signedIn)],
  ["/admin", only("admin")],
  ["/api/health", all(200)],
  ["/metrics", all(200)],
  ["/api/live", { ...all(200), stranger: 204 }],
  [`/attachments/${t.attachmentOne}`, file("resident", "coordinator", "property")],
  [`/attachments/${t.attachmentOther}`, file("neighbour", "coordinator")],
  ["/attachments/anything", all(404)],
  ["/dev/ui", all(404)],
  ["/nowhere", all(404)],
];

let things: Things;

test.beforeAll(async ({ browser, sql }) => {
  things = await makeThings(browser, sql);
});

for (const who of roles) {
  test(`${who}: reaches what is theirs, and nothing else`, async ({ wire }) => {
    const { request } = await wire(accountOf(who));
    const { cookies } = await request.storageState();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const found: Record<string, Outcome | string | number> = {};
    for (const [path] of table(things)) {
      // Some answers are streams that do not end: their head is enough.
      const stop = new AbortController();
      const answer = await fetch(address + path, { headers: { cookie }, redirect: "manual", signal: stop.signal });
      const to = answer.headers.get("location")?.replace(address, "");
      found[path] = to ?? answer.status;
      if (to === `/sign-in?next=${encodeURIComponent(path)}`) found[path] = "sign in";
      stop.abort();
    }
    expect(found).toEqual(Object.fromEntries(table(things).map(([path, expected]) => [path, expected[who]])));
  });
}

/** An answer without what differs from one to the next anyway. */
const bare = (answer: Answer, own: string) => ({
  status: answer.status,
  html: answer.html
    .replaceAll(own, "OWN")
    .replace(/nonce(=|\\":\\")"?[^"\\]*/g, "")
    .replace(/<script[^>]*>/g, "<script>"),
});

test("a thing one may not see answers exactly like one that does not exist", async ({ wire }) => {
  const nobodys = "00000000-0000-4000-8000-000000000000";
  const pairs: [Account, string, string][] = [
    ["neighbour", `/concerns/${things.privateOne}`, "/concerns/9999-0000"],
    ["fire", `/concerns/${things.privateOne}`, "/concerns/9999-0000"],
    ["officer", `/concerns/${things.privateOther}`, "/concerns/9999-0000"],
    ["admin", `/concerns/${things.neighbourhood}`, "/concerns/9999-0000"],
    ["neighbour", `/visits/${things.visitOwn}`, `/visits/${nobodys}`],
    ["property", `/visits/${things.visitOwn}`, `/visits/${nobodys}`],
    ["resident", `/rounds/${things.round}`, `/rounds/${nobodys}`],
    ["resident", `/rounds/${things.round}/notes`, `/rounds/${nobodys}/notes`],
    ["officer", `/rounds/${things.round}/digest`, `/rounds/${nobodys}/digest`],
    ["neighbour", `/attachments/${things.attachmentOne}`, `/attachments/${nobodys}`],
  ];
  for (const [who, hidden, missing] of pairs) {
    const { get } = await wire(who);
    const own = (path: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(path)?.[0] ?? path.split("/").at(-1) ?? "";
    expect(bare(await get(hidden), own(hidden)), `${who} ${hidden}`).toEqual(bare(await get(missing), own(missing)));
  }
});

test("lists, search and counts hold nothing that one may not see", async ({ wire }) => {
  for (const [who, number] of [
    ["neighbour", things.privateOne],
    ["officer", things.privateOne],
    ["fire", things.privateOne],
    ["resident", things.privateOther],
    ["property", things.privateOther],
    ["admin", things.neighbourhood],
  ] as const) {
    const { get } = await wire(who);
    for (const path of ["/concerns", `/concerns?q=${number}`, "/concerns?q=慢性病", "/concerns?q=水费", "/desk"]) {
      expect((await get(path)).html.includes(`/concerns/${number}`), `${who} ${path}`).toBe(false);
    }
  }
});

test("nobody ends another's session by naming it", async ({ browser, reader, sql, wire }) => {
  const victim = await wireWith(reader, await freshSession(browser, emailOf("homeowners")));
  const [session] = await sql`
    select s.id from sessions s join accounts a on a.user_id = s.user_id where a.email = ${emailOf("homeowners")}
    order by s.created_at desc limit 1`;
  await freshSession(browser, emailOf("committee"));
  const other = await wire("committee");
  const page = await other.get("/settings");
  await other.post(page, formWith(page, { field: "session" }), { session: `${session?.id}` });
  expect((await victim.get("/desk")).status).toBe(200);
});

test("an ended session counts at once, for pages, posts, files and streams", async ({ browser, reader, sql }) => {
  const ended = await wireWith(reader, await freshSession(browser, emailOf("health")));
  const page = await ended.get("/settings");
  expect(page.status).toBe(200);
  await sql`update sessions set ended_at = now() from accounts a
    where a.user_id = sessions.user_id and a.email = ${emailOf("health")}`;
  expect((await ended.get("/desk")).location).toBe("/sign-in?next=%2Fdesk");
  const posted = await ended.post(page, formWith(page, { label: zh("settings.name") }), { name: "改不了的名字" });
  expect(posted.location).toMatch(/^\/sign-in\?ended=1&next=/);
  expect((await ended.request.get("/api/live")).status()).toBe(204);
  const [row] = await sql`select count(*)::int as n from users where name = '改不了的名字'`;
  expect(row?.n).toBe(0);
});

test("signing in leads to a page of this site, whatever an address says", async ({ wire, reader }) => {
  const foreign = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "/.//evil.example/",
    "/x/..//evil.example/",
    "/%2e//evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "",
  ];
  const local = (to: string | null) => new URL(to ?? "", address).origin === address;
  const inside = await wire("resident");
  const outside = await wireWith(reader, undefined);
  const signIn = await outside.get("/sign-in");
  const form = formWith(signIn, { label: zh("signIn.title") });
  const account = { login: emailOf("investment"), password: "doorstep-demo" };
  const wrong: string[] = [];
  for (const next of foreign) {
    const shown = await inside.get(`/sign-in?next=${encodeURIComponent(next)}`);
    if (!local(shown.location)) wrong.push(`GET ${next} → ${shown.location}`);
    const posted = await outside.post(signIn, form, { ...account, next });
    if (posted.status !== 303 || !local(posted.location))
      wrong.push(`POST ${next} → ${posted.status} ${posted.location}`);
  }
  expect(wrong).toEqual([]);
  expect((await inside.get("/sign-in?next=%2Fconcerns%3Fmine%3D1")).location).toBe("/concerns?mine=1");
  // And with all that stood behind the address they wanted.
  const stranger = await wire(null);
  expect((await stranger.get("/visits/new?door=1502")).location).toBe("/sign-in?next=%2Fvisits%2Fnew%3Fdoor%3D1502");
});

test("every answer carries the headers that protect it, and what is personal is kept by nobody", async ({ wire }) => {
  const { get, request } = await wire("resident");
  const nonces = new Set<string>();
  const pages = [
    "/",
    "/report",
    "/desk",
    "/concerns",
    `/concerns/${things.privateOne}`,
    "/settings",
    "/nowhere",
    "/admin",
  ];
  for (const path of pages) {
    const { headers, html } = await get(path);
    const policy = headers["content-security-policy"] ?? "";
    const rules = new Map(policy.split("; ").map((rule) => [rule.split(" ")[0], rule]));
    expect(rules.get("script-src"), path).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
    expect(rules.get("frame-ancestors"), path).toBe("frame-ancestors 'none'");
    expect(rules.get("object-src"), path).toBe("object-src 'none'");
    expect(rules.get("base-uri"), path).toBe("base-uri 'none'");
    expect(rules.get("form-action"), path).toBe("form-action 'self'");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(nonce.length, path).toBeGreaterThanOrEqual(22);
    expect(nonces.has(nonce), "a nonce is used once").toBe(false);
    nonces.add(nonce);
    expect(html.match(/<script(?![^>]*nonce=)/g) ?? [], `scripts without the nonce on ${path}`).toEqual([]);
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "x-frame-options": "DENY",
    });
    expect(headers["x-powered-by"], path).toBeUndefined();
    expect(headers["cache-control"], path).toMatch(/private.*no-store/);
  }
  const flight = await request.get("/desk", { headers: { rsc: "1" } });
  expect(flight.headers()["cache-control"]).toMatch(/no-store/);
  const photo = await request.get(`/attachments/${things.attachmentOne}`);
  expect(photo.headers()).toMatchObject({
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringMatching(/default-src 'none'.*sandbox/),
  });
  const cookies = (await request.storageState()).cookies;
  expect(cookies.filter((c) => !c.httpOnly || c.sameSite !== "Lax")).toEqual([]);
});

test("an endpoint takes nothing from another site's page", async ({ wire }) => {
  const { request } = await wire("resident");
  const from = { origin: "https://evil.example" };
  const json = JSON.stringify({ number: things.privateOne, seq: 1 });
  for (const [path, data] of [
    ["/api/read", json],
    ["/api/suggest", "消防"],
    ["/api/uploads", ""],
    ["/api/sync", "{}"],
    ["/api/push", "{}"],
    ["/sign-out", ""],
  ] as const) {
    expect((await request.post(path, { data, headers: from })).status(), path).toBe(403);
  }
  const page = await (await wire("resident")).get("/settings");
  const form = formWith(page, { label: zh("settings.name") });
  const multipart = Object.fromEntries([...form.entries, ["name", "别处来的名字"]]);
  const posted = await request.post("/settings", { multipart, headers: from, maxRedirects: 0 });
  expect(posted.status()).toBeGreaterThanOrEqual(400);
  expect((await (await wire("resident")).get("/settings")).text).not.toContain("别处来的名字");
});

test("an open stream tells nothing of a concern that one may not see", async ({ wire }) => {
  const heard: Record<string, string> = { fire: "", property: "" };
  const stop = new AbortController();
  const listenAs = async (who: "fire" | "property") => {
    const { cookies } = await (await wire(who)).request.storageState();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const answer = await fetch(`${address}/api/live?concern=${things.privateOne}`, {
      headers: { cookie },
      signal: stop.signal,
    });
    const decoder = new TextDecoder();
    void (async () => {
      for await (const chunk of answer.body ?? []) heard[who] += decoder.decode(chunk as Uint8Array);
    })().catch(() => undefined);
  };
  await listenAs("fire");
  await listenAs("property");
  const resident = await wire("resident");
  const page = await resident.get(`/concerns/${things.privateOne}`);
  await resident.post(page, formWith(page, { label: zh("thread.reply") }), { body: "手续明天就要。" });
  await expect.poll(() => heard.property).toContain("手续明天就要");
  // The one that may was told: the other would have been, too.
  expect(heard.fire).not.toContain("手续明天就要");
  expect(heard.fire).not.toContain("items");
  stop.abort();
});
