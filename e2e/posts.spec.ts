import { sessionOf } from "./support/session.ts";
import { type Account, expect, test } from "./support/test.ts";
import { makeThings, otherOfficer, type Things } from "./support/things.ts";
import { everyForm, type ParsedForm, valueIn, wireWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Who may do what: every form posted by those whom it was not made for.

type Who = Account | "stranger";

const accountOf = (who: string) => (who === "stranger" ? null : (who as Account));

let things: Things;

test.beforeAll(async ({ browser, sql }) => {
  things = await makeThings(browser, sql);
});

test.describe("a form posted by somebody whom it was not made for changes nothing", () => {
  /** All that people do, as one mark: what a post must not change. */
  const everything = async (sql: import("postgres").Sql) => {
    const tables = [
      ...["concerns", "assignments", "messages", "concern_people", "concern_contacts", "visits", "visit_officers"],
      ...["visit_notes", "memberships", "users", "accounts", "credentials", "organizations", "community_organizations"],
      ...[
        "communities",
        "tokens",
        "residents",
        "events",
        "ledgers",
        "letters",
        "households",
        "rounds",
        "teams",
        "team_members",
      ],
      ...["shifts", "shift_absences", "guide_shifts", "guides", "visit_wishes", "visit_refusals", "visit_conflicts"],
      ...["slips", "plans", "calendar_feeds", "policies", "policy_texts", "concern_ratings"],
      ...["working_hours", "holidays", "service_targets", "labels", "concern_labels"],
      ...["problems", "problem_briefs", "problem_concerns", "problem_units", "problem_proposals", "problem_searches"],
      ...["threads", "thread_members", "message_versions", "message_mentions", "drafts", "saved_replies"],
      ...["stories", "story_texts", "story_quotes", "story_figures", "story_photos"],
      ...["webhooks", "saved_views", "assignment_handlers", "push_subscriptions", "api_keys", "filings", "helpers"],
      ...["publications", "publication_reviews", "publication_queue", "subscriptions"],
      ...["meetings", "meeting_parties", "meeting_times", "meeting_choices", "agenda_items", "minute_lines"],
      ...[
        "minute_objections",
        "inspection_items",
        "agreement_parties",
        "agreement_versions",
        "signatures",
        "polls",
        "ballots",
        "ownerships",
        "measures",
        "agreements",
        "tender_stages",
        "work_delays",
        "payments",
        "measure_asks",
      ],
    ];
    // That somebody signed in meanwhile is no change. Sums of hashes need no order: to sort the rows takes longer.
    const marks = tables.map(
      (table) => `
        select '${table}' as table, count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as mark
        from ${table} t ${table === "events" ? "where kind <> 'signed_in'" : ""}`,
    );
    const rows = await sql.unsafe<{ table: string; mark: string }[]>(marks.join(" union all "));
    return Object.fromEntries(rows.map(({ table, mark }) => [table, mark]));
  };

  const cases: {
    title: string;
    owner: Account;
    path: () => string;
    others: (Who | "other officer")[];
    but?: string[];
  }[] = [
    {
      title: "on a private concern, by those who cannot see it",
      owner: "coordinator",
      path: () => `/concerns/${things.privateOne}`,
      others: ["stranger", "neighbour", "fire", "officer", "admin"],
    },
    {
      title: "on a concern, by those who may speak but not steer",
      owner: "coordinator",
      path: () => `/concerns/${things.privateOne}`,
      others: ["resident", "property"],
      but: ["reply", "giveBack"],
    },
    {
      title: "on a neighbourhood concern, by those who only read along",
      owner: "coordinator",
      path: () => `/concerns/${things.neighbourhood}`,
      others: ["stranger", "neighbour", "fire", "property", "admin"],
    },
    {
      title: "for a unit, by another unit and by the reporter",
      owner: "property",
      path: () => `/concerns/${things.privateOne}`,
      others: ["stranger", "fire", "neighbour", "resident"],
      but: ["reply"],
    },
    {
      title: "that says that it is a neighbour's too, by those whose it is, and who do not live there",
      owner: "neighbour",
      path: () => `/concerns/${things.neighbourhood}`,
      others: ["stranger", "resident", "officer", "property", "fire", "admin"],
    },
    {
      title: "that puts a concern before the public, by everybody but who coordinates",
      owner: "coordinator",
      path: () => `/board/review?n=${things.neighbourhood}`,
      others: ["stranger", "resident", "neighbour", "officer", "property", "fire", "admin"],
    },
    {
      title: "that takes it from the public, by those who did not raise it",
      owner: "resident",
      path: () => `/concerns/${things.neighbourhood}`,
      others: ["stranger", "neighbour", "fire", "property", "admin"],
    },
    {
      title: "on a problem, by everybody but who leads it",
      owner: "coordinator",
      path: () => `/problems/${things.problem}?do=publish`,
      others: ["stranger", "resident", "officer", "property", "fire", "admin"],
      // (Officers speak on it.)
      but: ["reply"],
    },
    {
      title: "that asks units to the table of a problem, by everybody but who leads it",
      owner: "coordinator",
      path: () => `/problems/${things.problem}?do=seat`,
      others: ["stranger", "resident", "officer", "property", "fire", "admin"],
      // (Officers speak on it.)
      but: ["reply"],
    },
    {
      title: "that makes a problem, by everybody but who leads",
      owner: "coordinator",
      path: () => `/problems/new?concerns=${things.forFire}`,
      others: ["stranger", "resident", "officer", "property", "fire", "admin"],
    },
    {
      title: "that has problems searched for, by everybody but who leads",
      owner: "coordinator",
      path: () => "/problems/proposals",
      others: ["stranger", "resident", "officer", "property", "fire", "admin"],
    },
    {
      title: "on what is carried out, by those who do not lead it",
      owner: "coordinator",
      path: () => `/agreements/${things.carried}/works`,
      others: ["stranger", "resident", "neighbour", "officer", "admin"],
    },
    {
      title: "on a measure, by those who are not to do it",
      owner: "property",
      path: () => `/agreements/${things.carried}/works`,
      others: ["stranger", "resident", "fire", "officer", "admin"],
    },
    {
      title: "on a story that is being written, by everybody but who writes it",
      owner: "officer",
      path: () => `/stories/${things.storyDraft}/edit`,
      others: ["stranger", "resident", "property", "admin", "partnerOfficer", "other officer"],
    },
    {
      title: "on a photo of a story, by everybody but who writes it",
      owner: "officer",
      path: () => `/stories/${things.storyDraft}/photos/${things.storyPhoto}`,
      others: ["stranger", "resident", "property", "admin", "partnerOfficer", "other officer"],
    },
    {
      title: "that corrects a story, by everybody but who writes it",
      owner: "officer",
      path: () => `/stories/${things.storyDraft}/languages/zh-TW`,
      others: ["stranger", "resident", "property", "admin", "partnerOfficer"],
    },
    {
      title: "on a story that is being looked at, by those who do not work in the agency",
      owner: "coordinator",
      path: () => `/stories/${things.storyInReview}/edit`,
      others: ["stranger", "resident", "property", "admin"],
    },
    {
      title: "that answers for one's own words, by everybody else",
      owner: "officer",
      path: () => "/stories/quoted",
      others: ["stranger", "resident", "neighbour", "property", "admin", "other officer"],
    },
    {
      title: "on a policy explanation, by everybody but who leads",
      owner: "coordinator",
      path: () => `/policies/${things.policy}`,
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "that changes a policy explanation, by everybody but who leads",
      owner: "coordinator",
      path: () => `/policies/${things.policy}/edit`,
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "that takes a message back, by those who neither wrote it nor lead",
      owner: "coordinator",
      path: () => `/concerns/${things.privateOne}?delete=${things.said}`,
      others: ["stranger", "neighbour", "fire", "resident", "property", "admin"],
      but: ["reply", "giveBack"],
    },
    {
      title: "that corrects a message, by those who did not write it",
      owner: "coordinator",
      path: () => `/concerns/${things.privateOne}?edit=${things.said}`,
      others: ["stranger", "neighbour", "fire", "resident", "property", "admin"],
      but: ["reply", "giveBack"],
    },
    {
      title: "on a checklist, by those who do not accompany the family",
      owner: "coordinator",
      path: () => `/concerns/${things.followed}/steps`,
      others: ["stranger", "neighbour", "property", "fire", "officer", "admin"],
    },
    {
      title: "that begins to follow a concern, by those who do not lead it",
      owner: "coordinator",
      path: () => `/concerns/${things.neighbourhood}/steps`,
      others: ["stranger", "resident", "neighbour", "property", "fire", "officer", "admin"],
    },
    {
      title: "that opens a side room, by those who do not lead",
      owner: "coordinator",
      path: () => `/concerns/${things.privateOne}/rooms/new`,
      others: ["stranger", "neighbour", "fire", "resident", "property", "admin", "officer"],
    },
    {
      title: "in a side room, by those who are not in it",
      owner: "coordinator",
      path: () => `/concerns/${things.privateOne}/rooms/${things.room}`,
      others: ["stranger", "neighbour", "property", "fire", "officer", "admin"],
    },
    {
      title: "in a side room, by those who are in it and do not lead it",
      owner: "coordinator",
      path: () => `/concerns/${things.privateOne}/rooms/${things.room}`,
      others: ["resident"],
      but: ["reply"],
    },
    {
      title: "for a new meeting",
      owner: "coordinator",
      path: () => `/meetings/new?problem=${things.problem}`,
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "on a meeting, by those who are not at the table or do not lead it",
      owner: "coordinator",
      path: () => `/meetings/${things.meeting}`,
      others: ["stranger", "neighbour", "fire", "officer", "admin", "other officer"],
    },
    {
      title: "on the minutes, by those who do not take them",
      owner: "coordinator",
      path: () => `/meetings/${things.inspection}/minutes`,
      others: ["stranger", "neighbour", "fire", "property", "admin", "other officer"],
    },
    {
      title: "on the checklist of an inspection, by those who do not walk along",
      owner: "officer",
      path: () => `/meetings/${things.inspection}/inspection`,
      others: ["stranger", "resident", "neighbour", "admin", "other officer"],
    },
    {
      title: "on a three-party meeting, by those who are not at the table",
      owner: "coordinator",
      path: () => `/meetings/${things.threeParty}`,
      others: ["stranger", "neighbour", "property", "fire", "officer", "admin"],
    },
    {
      title: "that keeps a saved reply, by those of another unit",
      owner: "property",
      path: () => "/replies",
      others: ["stranger", "fire", "resident", "officer", "admin"],
    },
    {
      title: "for the reporter, by a neighbour",
      owner: "resident",
      path: () => `/concerns/${things.neighbourhood}`,
      others: ["stranger", "neighbour", "fire"],
    },
    {
      title: "on a planned visit, by everybody but its team",
      owner: "officer",
      path: () => `/visits/${things.visitPlanned}`,
      others: ["stranger", "resident", "property", "admin", "other officer"],
      // Every officer may raise what they hear from a household; codes are asked for below.
      but: ["raise", "handCode"],
    },
    {
      title: "on a past visit, by everybody but its team",
      owner: "officer",
      path: () => `/visits/${things.visitOwn}`,
      others: ["stranger", "resident", "property", "admin", "other officer"],
      but: ["raise", "handCode"],
    },
    {
      title: "on an evening's doors, by everybody but their team",
      owner: "officer",
      path: () => `/visits/today?day=${things.walkOn}`,
      others: ["stranger", "resident", "property", "admin", "other officer"],
    },
    {
      title: "of a household that says when it may be visited",
      owner: "resident",
      path: () => `/visits/when?round=${things.roundAhead}`,
      others: ["stranger", "neighbour", "property", "admin", "other officer"],
    },
    {
      title: "on the slips of a round, by everybody but its officers",
      owner: "coordinator",
      path: () => `/rounds/${things.round}/slips`,
      others: ["stranger", "resident", "property", "admin"],
    },
    {
      title: "on the slip of one door, by everybody but its team",
      owner: "officer",
      path: () => `/visits/${things.visitPlanned}/slip`,
      others: ["stranger", "resident", "property", "admin", "other officer"],
    },
    {
      title: "on a sheet walked with a pen, by everybody but its team",
      owner: "officer",
      path: () => `/visits/today/enter?day=${things.walkOn}`,
      others: ["stranger", "resident", "property", "admin", "other officer"],
    },
    {
      title: "for officers who plan",
      owner: "officer",
      path: () => "/visits/new",
      others: ["stranger", "resident", "property", "admin"],
    },
    {
      title: "about people",
      owner: "coordinator",
      path: () => "/people",
      others: ["stranger", "resident", "officer", "property"],
    },
    {
      title: "for a new round",
      owner: "coordinator",
      path: () => "/rounds/new",
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    ...["", "/arrange", "/arrange?part=teams", "/arrange?part=shifts", "/arrange?part=guides&entrance="].map(
      (page) => ({
        title: `on a round (${page})`,
        owner: "coordinator" as const,
        path: () => `/rounds/${things.roundAhead}${page}${page.endsWith("=") ? things.entrance : ""}`,
        others: ["stranger", "resident", "officer", "property", "admin"] as Who[],
      }),
    ),
    {
      title: "about households",
      owner: "coordinator",
      path: () => "/households",
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "that notes who owns what",
      owner: "coordinator",
      path: () => "/households/owners",
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "on a ledger that waits to be agreed to",
      owner: "coordinator",
      path: () => `/households/ledgers/${things.ledger}`,
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "that hands in a list of concerns",
      owner: "coordinator",
      path: () => "/concerns/import",
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "on a list of concerns that waits to be agreed to",
      owner: "coordinator",
      path: () => `/concerns/import/${things.list}`,
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    ...(["do=make", "do=discard", "into"] as const).map((step) => ({
      title: `on a mail that is held (${step})`,
      owner: "coordinator" as const,
      path: () => `/letters/${things.letter}?${step === "into" ? `into=${things.privateOne}` : step}`,
      others: ["stranger", "resident", "officer", "property", "admin"] satisfies Who[],
    })),
    {
      title: "on a unit's day, by everybody but its members",
      owner: "property",
      path: () => "/desk?who=mine",
      others: ["stranger", "fire", "resident", "neighbour", "officer", "coordinator", "admin"],
    },
    {
      title: "that hands work to a colleague, by everybody but the unit's members",
      owner: "property",
      path: () => things.handOne,
      // (Who leads may read the contact that the same page asks for; the form itself they send above.)
      others: ["stranger", "fire", "resident", "neighbour", "officer", "admin"],
      but: ["reply", "giveBack"],
    },
    {
      title: "that connects a system",
      owner: "property",
      path: () => "/webhooks",
      others: ["stranger", "resident", "officer", "admin"],
    },
    {
      title: "that lets somebody act for a household",
      owner: "resident",
      path: () => "/helpers",
      // (An officer who visits the door may write down what it says.)
      others: ["stranger", "neighbour", "other officer", "property", "admin"],
    },
    {
      title: "of whoever acts for a household",
      owner: "neighbour",
      path: () => "/helpers",
      others: ["stranger", "resident", "other officer", "property", "admin"],
    },
    {
      title: "that gives keys to others' systems",
      owner: "coordinator",
      path: () => "/open311",
      others: ["stranger", "resident", "officer", "property"],
    },
    {
      title: "for a plan of a round",
      owner: "coordinator",
      path: () => `/rounds/${things.round}/plan`,
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "that moves a visit",
      owner: "officer",
      path: () => things.moveTo,
      others: ["stranger", "resident", "property", "admin", "other officer"],
    },
    {
      title: "about guides' calendars",
      owner: "coordinator",
      path: () => `/rounds/${things.round}/guides`,
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "about organizations",
      owner: "coordinator",
      path: () => "/organizations",
      others: ["stranger", "resident", "officer", "property"],
    },
    {
      title: "on how deadlines are counted",
      owner: "coordinator",
      path: () => "/deadlines?category=lift",
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "that agrees to a year's holidays",
      owner: "coordinator",
      path: () => "/deadlines/holidays?days=2098-05-01%2F2098-05-03%2F0%2Fx",
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "about labels",
      owner: "coordinator",
      path: () => "/concerns/labels",
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "that splits a concern",
      owner: "coordinator",
      path: () => `/concerns/${things.neighbourhood}/split`,
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "that merges a concern",
      owner: "coordinator",
      path: () => `/concerns/${things.neighbourhood}/merge?q=${things.forFire}`,
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
    {
      title: "that changes several concerns",
      owner: "coordinator",
      path: () =>
        `/concerns/bulk?numbers=${things.neighbourhood}&numbers=${things.privateOne}&act=urgency&urgency=urgent`,
      others: ["stranger", "resident", "officer", "property", "admin"],
    },
  ];

  for (const { title, owner, path, others, but = [] } of cases) {
    test(title, async ({ wire, sql, browser, reader }) => {
      const elsewhere = others.includes("other officer")
        ? await wireWith(reader, await sessionOf(browser, otherOfficer))
        : null;
      const forms = (await everyForm(await wire(owner), path())).filter(
        ({ form }) => valueIn(form, "key") !== undefined || form.entries.length > 2,
      );
      const acts = forms.filter(({ form }) => !but.includes(nameOf(form)));
      expect(acts.length, `forms of ${owner} on ${path()}`).toBeGreaterThan(0);
      const before = await everything(sql);
      for (const who of others) {
        const { post } = (who === "other officer" && elsewhere) || (await wire(accountOf(who)));
        // One of each kind is enough where a page has a form a person.
        for (const { page, form } of oneOfAKind(acts)) {
          const answer = await post(page, form, filled(form));
          const where = `${who}: ${form.label || form.buttons}`;
          expect(answer.status, where).toBeLessThan(500);
          expect.soft(answer.text, where).not.toContain(zh("errors.unexpected"));
        }
      }
      expect(await everything(sql)).toEqual(before);
    });
  }

  const oneOfAKind = <T extends { form: ParsedForm }>(forms: T[]) => [
    ...new Map(forms.map((f) => [kindOf(f.form), f])).values(),
  ];
  const nameOf = (f: ParsedForm) =>
    valueIn(f, "form")?.split("-")[0] ?? (f.buttons.includes(zh("visit.handCode")) ? "handCode" : "");
  const kindOf = (f: ParsedForm) => {
    const names = f.entries.map(([name]) => name).filter((name) => !name.startsWith("$"));
    return [nameOf(f), names, f.label, valueIn(f, "decision"), valueIn(f, "disabled")].join(" ");
  };

  /** Everything filled in, so that nothing but permission stands in the way. */
  function filled(form: ParsedForm) {
    const names = new Set(form.entries.map(([name]) => name));
    const put = (name: string, value: string) => (names.has(name) ? { [name]: value } : {});
    return {
      ...put("body", "不该出现的话"),
      ...Object.fromEntries([...names].filter((name) => name.startsWith("outcome-")).map((name) => [name, "visited"])),
      ...put("heard", "不该出现的话"),
      ...put("reason", form.entries.some(([n, v]) => n === "form" && v.startsWith("close")) ? "explained" : "不该"),
      ...put("name", "不该有的人"),
      ...put("title", "不该有的事"),
      ...put("summary", "不该有的事"),
      ...put("face", "不该出现的话"),
      ...put("read", "on"),
      ...(form.label === zh("problem.acts.seat") ? { organizations: things.units.fire } : {}),
      ...put("email", "nobody@example.test"),
      ...put("organization", valueIn(form, "organization") || things.units.fire),
      ...put("role", valueIn(form, "role") || "partner"),
      ...put("kind", form.label === zh("wish.legend") ? "any" : "other"),
      ...put("door", "1501"),
      ...(form.label === zh("acts.confirm.title") ? { rating: "5" } : {}),
      ...(form.label === zh("acts.assign.title") ? { organizations: things.units.fire } : {}),
      ...(form.label === zh("webhooks.add") ? { url: "https://system.example/hook" } : {}),
      ...(form.label === zh("helpers.add") ? { relation: "child", may: "raise", consent: "door", consentBy: "x" } : {}),
      ...(form.label === zh("open311.add") ? { name: "市民热线", contact: "王五" } : {}),
      ...(form.label === zh("open311.places") ? { point: "31.2, 121.4" } : {}),
      ...(form.label === zh("acts.giveBack.title") ? { why: "other" } : {}),
      ...(form.label === zh("split.title") ? { body1: "不该", body2: "有的" } : {}),
      ...(form.label === zh("merge.title") ? { into: things.forFire } : {}),
      ...(form.label === zh("deadlines.addHoliday") ? { first: "2099-01-01" } : {}),
      ...([zh("room.open"), zh("room.add")].includes(form.label)
        ? { members: `organization:${things.units.fire}` }
        : {}),
      ...(form.label === zh("visit.record") ? { outcome: "visited" } : {}),
    };
  }
});

test("a code that opens a household comes from its visiting team or a coordinator, from no other officer", async ({
  wire,
  browser,
  reader,
  sql,
}) => {
  // With such a code an account is made that reads all the household's private concerns.
  const page = await (await wire("officer")).get(`/visits/${things.visitPlanned}`);
  const form = page.forms.find((f) => f.buttons.includes(zh("visit.handCode")));
  if (!form) throw new Error("no form for a code");
  const codes = async () =>
    (await sql`select count(*)::int as n from tokens where kind = 'doorstep_code'`)[0]?.n as number;
  const before = await codes();
  await (await wireWith(reader, await sessionOf(browser, otherOfficer))).post(page, form);
  expect(await codes(), "an officer of another team").toBe(before);
  await (await wire("coordinator")).post(page, form);
  await (await wire("officer")).post(page, form);
  expect(await codes()).toBe(before + 2);
});
