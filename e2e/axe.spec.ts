import { faultsOf, misfitsOf, tooLow, tooWide, violations, withAxe } from "./support/axe.ts";
import { alive } from "./support/pages.ts";
import { emailOf } from "./support/session.ts";
import { type Account, expect, test } from "./support/test.ts";
import { makeThings, type Things } from "./support/things.ts";
import { zh } from "./support/words.ts";

// Every page for everybody: the rules of WCAG 2.2 A and AA and good practice as axe knows them, type that grows, targets
// that a thumb hits.
//
// What is asked where. Every rule but those about colours: of every page in each of the three languages, since words, names,
// headings and what of a page is there at all follow the language. The rules about colours, which do not: on a phone in
// light and in dark, at a desk in light; of a hundred rows of one make of three. What fits and what sticks out: in Chinese
// and in English, on the narrowest phone and in large type (zh-TW is as wide as zh-CN). What a thumb hits: on a phone.

let things: Things;

test.beforeAll(async ({ browser, sql }) => {
  things = await makeThings(browser, sql);
  await sql`update notifications set read_at = now() where read_at is null`;
});

/** Every page with those for whom it is: in Chinese on a phone, in the other languages at a desk. */
const parts: { who: Account | null; paths: () => string[] }[] = [
  {
    who: null,
    paths: () => [
      ...[
        "/",
        "/sign-in",
        "/join",
        "/report",
        "/report#where",
        "/report#who",
        "/follow?gone=1",
        "/forgot",
        "/privacy",
        "/not-here?gone=1",
      ],
      ...["/policies", "/policies?q=zzzz", `/policies/${things.policy}`],
      ...[`/policies/${things.policy}/helped?no`, `/policies/${things.policy}/helped?said&no`],
      ...["/figures", "/figures/open"],
      ...["/problems", "/problems?state=closed", `/problems/${things.problemPublic}`],
      ...["/stories", `/stories/${things.story}`],
      ...["/board", "/board?q=zzzz", "/board?state=solved", "/board/subscribe", "/board/subscribe?done=asked"],
      ...[`/concerns/${things.publicOne}`, `/concerns/${things.goneOne}`, `/report?like=${things.publicOne}`],
      "/board/confirm/not-a-link",
      ...["/slip", "/slip/not-a-code", `/slip/${things.slip}`],
      ...["/nowhere", "/join/not-a-code", "/reset/not-a-link", "/confirm/not-a-link"],
    ],
  },
  {
    who: "resident",
    paths: () => [
      ...[
        "/search",
        "/search?q=zzzz",
        "/desk",
        "/concerns",
        "/concerns?q=zzzz",
        "/problems",
        `/problems/${things.problem}`,
        `/concerns/${things.privateOne}?raised=1`,
        `/concerns/${things.goneOne}`,
        "/board",
        "/visits",
      ],
      ...[`/visits/${things.visitOwn}`, "/notifications", "/settings", "/rounds", "/report#who"],
      "/visits/when",
      `/concerns/${things.privateOne}/rooms/${things.room}`,
      ...[
        `/concerns/${things.followed}`,
        `/concerns/${things.followed}/steps`,
        `/concerns/${things.followed}/steps/print`,
      ],
      ...["/meetings", `/meetings/${things.meeting}`, `/meetings/${things.threeParty}`],
      `/agreements/${things.carried}/works`,
    ],
  },
  { who: "neighbour", paths: () => ["/helpers", "/report"] },
  {
    who: "officer",
    paths: () => [
      ...[
        "/desk",
        "/visits",
        "/visits/today",
        `/visits/today?day=${things.walkOn}`,
        `/visits/today/enter?day=${things.walkOn}`,
        "/visits/new",
        `/visits/${things.visitPlanned}`,
        `/visits/${things.visitOwn}`,
        "/rounds",
      ],
      ...[
        `/rounds/${things.round}`,
        `/rounds/${things.round}?${things.building}`,
        `/rounds/${things.round}?${things.door}`,
        `/concerns/${things.neighbourhood}`,
      ],
      `/visits/${things.visitPlanned}/slip`,
      "/settings",
      ...["/stories", "/stories/new", "/stories/quoted", `/stories/${things.storyDraft}/edit`],
      ...["zh-TW", "en"].map((locale) => `/stories/${things.storyDraft}/languages/${locale}`),
      ...[`/stories/${things.storyDraft}/photos/${things.storyPhoto}`, `/stories/${things.storyInReview}/edit`],
      ...[`/rounds/${things.round}/notes`, `/rounds/${things.round}/notes?q=电梯&kind=heard`],
    ],
  },
  {
    who: "coordinator",
    paths: () => [
      `/agreements/${things.carried}/works`,
      ...[
        "/search?q=电梯",
        "/concerns?state=open&category=lift",
        "/webhooks",
        "/open311",
        `/helpers?visit=${things.visitOwn}`,
      ],
      ...["/desk", "/concerns", `/concerns/${things.neighbourhood}`, `/concerns/${things.forFire}`, "/people"],
      ...["/policies", `/policies/${things.policy}`, `/policies/${things.policy}/edit`, "/policies/new"],
      `/stories/${things.storyInReview}/edit`,
      `/policies/new?of=${things.policy}`,
      ...["/problems", "/problems/proposals", `/problems/new?concerns=${things.forFire}`],
      ...[`/problems/${things.problem}`, `/problems/${things.problemPublic}?do=seat`],
      ...["next", "publish", "close", "rename"].map((act) => `/problems/${things.problem}?do=${act}`),
      ...[
        "/board/review",
        `/board/review?n=${things.publicOne}`,
        `/board/review?n=${things.goneOne}`,
        "/concerns/inbox",
        "/concerns/inbox?show=late",
        "/concerns/labels",
        "/deadlines?category=lift",
        "/deadlines/holidays",
        "/deadlines/holidays?year=2026",
      ],
      ...[`/concerns/${things.neighbourhood}/merge`, `/concerns/${things.neighbourhood}/split`],
      `/concerns/bulk?numbers=${things.neighbourhood}&act=assign`,
      `/concerns/bulk?numbers=${things.neighbourhood}&numbers=${things.privateOne}&act=urgency&urgency=urgent`,
      ...["quote", "edit", "delete"].map((what) => `/concerns/${things.privateOne}?${what}=${things.said}`),
      ...[`/concerns/${things.privateOne}/rooms/new`, `/concerns/${things.privateOne}/rooms/${things.room}`],
      ...[`/concerns/${things.privateOne}/print?with=working`, "/replies"],
      ...[`/concerns/${things.followed}/steps`, `/concerns/${things.neighbourhood}/steps`],
      ...["/meetings", `/meetings/new?problem=${things.problem}`, `/meetings/new?concern=${things.privateOne}`],
      ...[`/meetings/${things.meeting}`, `/meetings/${things.settled}/minutes`, `/meetings/${things.settled}/print`],
      ...[`/meetings/${things.inspection}/minutes`, `/meetings/${things.inspection}/inspection`],
      `/meetings/${things.inspection}/inspection/print`,
      ...["/organizations", "/households", "/households/owners", `/households/ledgers/${things.ledger}`],
      ...["/concerns/import", `/concerns/import/${things.list}`],
      ...[
        "/figures",
        "/figures?from=2026-13&to=2020-01",
        "/figures?from=2001-01&to=2001-02",
        "/figures/list?what=late",
      ],
      ...["/letters", `/letters/${things.letter}`, `/letters/${things.letter}?into=0000-0000`],
      `/letters/${things.letter}?do=discard`,
      ...["/posters", `/posters/print?kind=poster&entrance=${things.entrance}`, "/posters/print?kind=leaflet"],
      ...[`/rounds/${things.round}/plan`, `/rounds/${things.round}/board`, things.moveTo],
      ...[
        `/rounds/${things.round}/slips`,
        `/rounds/${things.round}/slips/print?for=blank&entrance=${things.slipEntrance}`,
        `/visits/${things.visitOther}/slip`,
      ],
      ...[`/rounds/${things.round}/digest`, `/rounds/${things.round}/notes?q=zzzz`, `/rounds/${things.round}/guides`],
      ...["/rounds", "/rounds/new", `/rounds/${things.round}`, `/rounds/${things.roundAhead}`],
      ...["basics", "teams", "shifts", `guides&entrance=${things.entrance}`].map(
        (part) => `/rounds/${things.roundAhead}/arrange?part=${part}`,
      ),
    ],
  },
  {
    who: "fire",
    paths: () => [
      ...["/desk", `/concerns/${things.forFire}`, "/people", "/organizations", "/replies", "/figures"],
      "/figures/list?what=given",
      `/meetings/${things.inspection}/inspection`,
    ],
  },
  {
    who: "property",
    paths: () => [...["/desk", "/desk?who=mine", things.handOne]],
  },
  {
    who: "admin",
    paths: () => ["/desk", "/admin", "/people", "/organizations"],
  },
];

/** Where each fault was found: a fault of the frame is one, not one a page. */
class Faults {
  readonly at: Record<string, string[]> = {};
  add(path: string, faults: string[]): void {
    for (const fault of faults) {
      this.at[fault] ??= [];
      this.at[fault]?.push(path);
    }
  }
}

for (const { who, paths } of parts) {
  for (const locale of ["zh-CN", "zh-TW", "en"] as const) {
    const small = locale === "zh-CN";
    const looks = locale !== "zh-TW";
    const colours = { "zh-CN": ["light", "dark"], en: ["light"], "zh-TW": [] }[locale] as ("light" | "dark")[];
    const where = `${who ?? "a stranger"} ${small ? "on a phone" : "at a desk"}, in ${[locale, ...colours].join(", ")}`;
    const also = `${looks ? ", everything fits" : ""}${small ? " and can be hit" : ""}`;
    test(`${where}: no fault that axe knows${also}`, async ({ person }) => {
      test.setTimeout(400_000);
      const page = await person(who, { locale, phone: small });
      await withAxe(page);
      const [axe, low, wide] = [new Faults(), new Faults(), new Faults()];
      for (const path of paths()) {
        await page.goto(path);
        await expect(page.locator("html")).toHaveAttribute("lang", locale);
        axe.add(path, await faultsOf(page, colours));
        if (small) low.add(path, await tooLow(page));
        if (looks) wide.add(path, await misfitsOf(page));
      }
      expect.soft(axe.at, "what axe found").toEqual({});
      expect.soft(low.at, "lower than 44 pixels").toEqual({});
      expect.soft(wide.at, "sticks out").toEqual({});
    });
  }
}

test("a form that was filled in wrongly has no fault that axe knows either", async ({ person }) => {
  const stranger = await person(null, { phone: true, dark: true });
  await stranger.goto("/report#who");
  await stranger.locator("section#who button[type=submit]").click();
  await expect(stranger.locator("main [role=alert]").first()).toBeVisible();
  expect(await violations(stranger)).toEqual([]);
  const coordinator = await person("coordinator", { locale: "en" });
  await coordinator.goto("/people");
  await coordinator.locator("main form button[type=submit]").first().click();
  await expect(coordinator.locator("main [role=alert]").first()).toBeVisible();
  expect(await violations(coordinator)).toEqual([]);
});

test("what may be the same, and the question in a mail, have none either", async ({ person, sql }) => {
  const page = await person("neighbour", { phone: true, dark: true });
  await page.goto("/report");
  await alive(page);
  const [known] = await sql`
    select c.body, c.community_id, c.id from concerns c where c.privacy = 'neighbourhood' and c.closed_at is null and c.area = 'lift' order by c.number limit 1`;
  await page.locator("textarea[name=body]").fill(`${known?.body}`);
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await page.getByRole("link", { name: zh("report.toWho") }).click();
  await expect(page).toHaveURL(/#similar$/);
  expect(await violations(page)).toEqual([]);
  expect(await tooLow(page)).toEqual([]);
  expect(await tooWide(page)).toEqual([]);

  const secret = "a-secret-of-the-tests";
  await sql`
    insert into tokens (id, hash, kind, community_id, concern_id, user_id, expires_at)
    select gen_random_uuid(), sha256(convert_to(${secret}, 'UTF8')), 'rating', c.community_id, c.id, p.user_id, now() + interval '1 hour'
    from concerns c join concern_people p on p.concern_id = c.id and p.role = 'reporter' and p.user_id is not null
    where c.status = 'solved' order by c.number limit 1
    on conflict do nothing`;
  const stranger = await person(null, { phone: true });
  await stranger.goto(`/rate/${secret}?r=4`);
  await expect(stranger.getByLabel(zh("rate.answers.4"), { exact: true })).toBeChecked();
  expect(await violations(stranger)).toEqual([]);
  expect(await tooLow(stranger)).toEqual([]);

  await sql`
    insert into tokens (id, hash, kind, community_id, concern_id, user_id, expires_at)
    select gen_random_uuid(), sha256(convert_to(${`${secret}-published`}, 'UTF8')), 'published', c.community_id, c.id, p.user_id, now() + interval '1 hour'
    from publications c0 join concerns c on c.id = c0.concern_id
    join concern_people p on p.concern_id = c.id and p.role = 'reporter' and p.user_id is not null
    where c0.hidden_at is null order by c0.number limit 1
    on conflict do nothing`;
  await sql`
    insert into tokens (id, hash, kind, community_id, ask_id, user_id, role, expires_at)
    select gen_random_uuid(), sha256(convert_to(${`${secret}-quote`}, 'UTF8')), 'quote', q.community_id, q.id, q.officer_id, 'officer', now() + interval '1 hour'
    from story_quotes q where q.ended_at is null order by q.id limit 1
    on conflict do nothing`;
  for (const path of [`/published/${secret}-published`, `/quote/${secret}-quote?a=no`]) {
    expect((await stranger.goto(path))?.status()).toBe(200);
    expect(await violations(stranger)).toEqual([]);
    expect(await tooLow(stranger)).toEqual([]);
  }
});

test("more unread than a badge can say is still said in full", async ({ person, sql }) => {
  await sql`
    insert into notifications (community_id, id, user_id, concern_id, kind, seq)
    select c.community_id, gen_random_uuid(), a.user_id, c.id, 'replied', 100000
    from concerns c cross join accounts a where a.email = ${emailOf("investment")} and c.privacy = 'neighbourhood' order by c.number limit 150`;
  const page = await person("investment", { phone: true });
  await page.goto("/notifications");
  await expect(page.locator('header a[href="/notifications"]')).toHaveAccessibleName(/150/);
  expect(await violations(page)).toEqual([]);
  await sql`delete from notifications where seq = 100000`;
});
