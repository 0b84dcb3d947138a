import { demoPassword } from "#db/demo/accounts.ts";
import { linkIn, mailTo, nextMail } from "./support/mail.ts";
import { localTime } from "./support/pages.ts";
import { emailOf } from "./support/session.ts";
import { type Account, expect, test } from "./support/test.ts";
import { makeThings, raise, type Things } from "./support/things.ts";
import { type Answer, type Changes, everyForm, formWith, type ParsedForm, valueIn, type Wire } from "./support/wire.ts";
import { en, tw, zh } from "./support/words.ts";

// Every form of the portal, filled in wrongly: a clear sentence in the page's language, nothing lost, never a fault.

let things: Things;

test.beforeAll(async ({ browser, sql }) => {
  things = await makeThings(browser, sql);
});

/** A code that opens a household, handed out at the door. */
async function doorstepCode(officer: Wire): Promise<string> {
  const page = await officer.get(`/visits/${things.visitPlanned}`);
  const form = page.forms.find((f) => f.buttons.includes(zh("visit.handCode")));
  const answer = form && (await officer.post(page, form));
  return /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(answer?.text ?? "")?.[0] ?? "";
}

async function resetLink(stranger: Wire): Promise<string> {
  const before = mailTo(emailOf("investment")).length;
  const page = await stranger.get("/forgot");
  await stranger.post(page, formWith(page, { field: "email" }), { email: emailOf("investment") });
  return linkIn(await nextMail(emailOf("investment"), before));
}

const words = { "zh-CN": zh, "zh-TW": tw, en } as const;

const places: {
  who: Account | null;
  locale: keyof typeof words;
  title: string;
  path: () => string | Promise<string>;
}[] = [
  { who: null, locale: "zh-CN", title: "sign-in", path: () => "/sign-in" },
  { who: null, locale: "en", title: "forgotten password", path: () => "/forgot" },
  { who: null, locale: "zh-TW", title: "joining", path: () => "/join" },
  { who: null, locale: "en", title: "reporting as a stranger", path: () => "/report" },
  { who: "resident", locale: "zh-CN", title: "reporting as a resident", path: () => "/report" },
  { who: "officer", locale: "zh-TW", title: "reporting as an officer", path: () => "/report" },
  { who: "resident", locale: "en", title: "settings", path: () => "/settings" },
  { who: "resident", locale: "zh-TW", title: "one's own concern", path: () => `/concerns/${things.privateOne}` },
  { who: "coordinator", locale: "zh-CN", title: "a new concern", path: () => `/concerns/${things.neighbourhood}` },
  { who: "coordinator", locale: "en", title: "an assigned concern", path: () => `/concerns/${things.privateOne}` },
  { who: "property", locale: "zh-CN", title: "a unit's concern", path: () => `/concerns/${things.privateOne}` },
  { who: "officer", locale: "en", title: "planning a visit", path: () => "/visits/new" },
  { who: "officer", locale: "zh-CN", title: "a planned visit", path: () => `/visits/${things.visitPlanned}` },
  { who: "officer", locale: "zh-TW", title: "a past visit", path: () => `/visits/${things.visitOwn}` },
  { who: "coordinator", locale: "zh-CN", title: "people", path: () => "/people" },
  { who: "coordinator", locale: "en", title: "organizations", path: () => "/organizations" },
  {
    who: "coordinator",
    locale: "zh-TW",
    title: "a new problem",
    path: () => `/problems/new?concerns=${things.forFire}`,
  },
];

/** Forms that a person fills in, one of each kind. */
async function filledForms(wire: Wire, path: string): Promise<{ page: Answer; form: ParsedForm }[]> {
  const own = (await everyForm(wire, path)).filter(
    ({ form: f }) => Object.keys(f.fields).length > 0 && f.entries.some(([n]) => n.startsWith("$ACTION_REF")),
  );
  const kind = (f: ParsedForm) => `${valueIn(f, "form")?.split("-")[0]} ${f.label} ${Object.keys(f.fields)}`;
  return [...new Map(own.map((f) => [kind(f.form), f])).values()];
}

const textual = ["text", "textarea", "email", "tel", "password"];

/** Each wrong way to fill a form: what every field gets, by its kind (null: not sent at all). */
const wrongs: Record<string, (kind: string) => Changes[string]> = {
  empty: (kind) => (kind === "radio" || kind === "checkbox" ? null : ""),
  "too long": (kind) => (textual.includes(kind) ? "长".repeat(5001) : kind === "file" ? null : "x".repeat(300)),
  "of the wrong type": (kind) => (kind === "file" ? "no file at all" : ["tomorrow", "NaN"]),
  missing: () => null,
};

for (const { who, locale, title, path } of places) {
  test(`${title}: whatever is wrong is said clearly, and what was typed is kept`, async ({ wire }) => {
    const t = words[locale];
    const own = await wire(who, locale);
    const forms = await filledForms(own, await path());
    expect(forms.length).toBeGreaterThan(0);
    for (const { page, form } of forms) {
      for (const [how, fill] of Object.entries(wrongs)) {
        // Another time that nobody has named yet is an answer; no label is one, no colleague; asking again needs no words.
        const mayBeEmpty = [
          ...[t("visit.reschedule"), t("acts.setLabels.title")],
          ...[t("acts.nudge.title"), t("acts.hand.title")],
        ];
        if (["empty", "missing"].includes(how) && mayBeEmpty.includes(form.label)) continue;
        const changes = Object.fromEntries(Object.entries(form.fields).map(([name, kind]) => [name, fill(kind)]));
        const answer = await own.post(page, form, changes);
        const where = `${form.label || form.buttons}, ${how}`;
        expect(answer.status, where).toBe(200);
        expect(answer.lang, where).toBe(locale);
        expect(answer.text, where).not.toContain(t("errors.unexpected"));
        const shown = answer.forms.find((f) => f.alert);
        expect(shown, `${where}: says what is wrong`).toBeDefined();
        for (const said of [shown?.alert ?? "", ...Object.values(shown?.errors ?? {})])
          expect(said, where).toMatch(locale === "en" ? /^[^\u4e00-\u9fff]+$/ : /[\u4e00-\u9fff]/);
        if (how !== "too long" || !shown) continue;
        for (const [name, kind] of Object.entries(form.fields)) {
          if (kind === "password" || !textual.includes(kind)) continue;
          expect((valueIn(shown, name) ?? "").length, `${where}: ${name} is kept`).toBe(5001);
        }
      }
    }
  });
}

test("an opened invitation and a reset link take no weak password, and say why", async ({ wire }) => {
  const stranger = await wire(null);
  const joining = await stranger.get(`/join/${await doorstepCode(await wire("officer"))}`);
  const reset = await stranger.get(await resetLink(stranger));
  for (const page of [joining, reset]) {
    const form = formWith(page, { field: "secret" });
    for (const [password, why] of [
      ["", zh("errors.passwordShort", { min: 10 })],
      ["kurz", zh("errors.passwordShort", { min: 10 })],
      ["aaaaaaaaaaaa", zh("errors.passwordSimple")],
      ["x1y2z3".repeat(40), zh("errors.tooLong", { max: 200 })],
    ] as const) {
      const answer = await stranger.post(page, form, { name: "新住户", email: "new@example.test", password });
      const shown = answer.forms.find((f) => f.alert);
      expect(shown?.errors.password, `${page.path} ${password.slice(0, 12)}`).toBe(why);
      expect(answer.html).not.toContain("kurz");
      if (page === joining) expect(shown && valueIn(shown, "name")).toBe("新住户");
    }
  }
});

test("ids, numbers and keys that a browser would never send are refused like everything else", async ({ wire }) => {
  for (const [who, path] of [
    ["coordinator", `/concerns/${things.neighbourhood}`],
    ["officer", `/visits/${things.visitPlanned}`],
    ["coordinator", "/organizations"],
    ["resident", "/report"],
  ] as const) {
    const own = await wire(who);
    for (const { page, form } of await filledForms(own, path)) {
      const hidden = form.entries.map(([name]) => name).filter((n) => !n.startsWith("$") && !(n in form.fields));
      for (const name of hidden) {
        for (const value of ["' or 1=1 --", "00000000-0000-4000-8000-000000000000", "\u0000"]) {
          const answer = await own.post(page, form, { [name]: value, body: "不该写下的话" });
          expect(answer.status, `${path} ${form.label} ${name}=${value.slice(0, 20)}`).toBeLessThan(500);
          expect(answer.text, `${path} ${form.label} ${name}=${value.slice(0, 20)}`).not.toContain(
            zh("errors.unexpected"),
          );
        }
      }
    }
  }
});

/** Text as people really type it, and what of it is to be kept. */
const odd: [string, Buffer | string, string][] = [
  ["emoji", "楼道里👨‍👩‍👧‍👦太挤了🧯🇨🇳", "楼道里👨‍👩‍👧‍👦太挤了🧯🇨🇳"],
  ["right-to-left", "مرحبا، المصعد معطل منذ يومين", "مرحبا، المصعد معطل منذ يومين"],
  ["characters of four bytes", "𠮷野家门口𡃁仔𪚥", "𠮷野家门口𡃁仔𪚥"],
  ["NUL bytes", "灯\u0000坏\u0000了", "灯坏了"],
  [
    "lone surrogates",
    Buffer.concat([Buffer.from("灯"), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from("坏了")]),
    "灯坏了",
  ],
  [
    "bytes that are no text",
    Buffer.concat([Buffer.from("漏"), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from("水")]),
    "漏水",
  ],
  ["direction overrides", "正常\u202e文字\u2066里", "正常文字里"],
  ["line ends of all kinds", "一\r\n二\r三\n四", "一\n二\n三\n四"],
  ["markup", "<script>alert(1)</script>&amp;<b>粗</b>", "<script>alert(1)</script>&amp;<b>粗</b>"],
  ["formulas", '=HYPERLINK("http://evil.example")', '=HYPERLINK("http://evil.example")'],
];

test("text as people type it is stored as they typed it, without what no text holds", async ({ wire, sql }) => {
  const resident = await wire("resident");
  for (const [what, typed, kept] of odd) {
    const number = await raise(resident, { body: typed, privacy: "private" });
    const [row] = await sql`select body, title from concerns where number = ${number}`;
    expect(row?.body, what).toBe(kept);
    const shown = await resident.get(`/concerns/${number}`);
    expect(shown.status, what).toBe(200);
    expect(shown.text.replace(/\s+/g, " "), what).toContain(kept.replace(/\s+/g, " "));
    await resident.post(shown, formWith(shown, { label: zh("thread.reply") }), { body: typed });
    const [message] =
      await sql`select m.body from messages m join concerns c on c.id = m.concern_id where c.number = ${number}`;
    expect(message?.body, what).toBe(kept);
  }
});

test("names and single lines too: of a person, a unit, a purpose, a search", async ({ wire, sql }) => {
  const resident = await wire("resident");
  const coordinator = await wire("coordinator");
  const officer = await wire("officer");
  const settings = await resident.get("/settings");
  const units = await coordinator.get("/organizations");
  const plan = await officer.get("/visits/new");
  // Doors where no visit is planned, one for each text, on a day that is free.
  const doors = await sql<{ entrance: string; door: string }[]>`
    select h.entrance_id as entrance, h.door from households h
    where not exists (select from visits v where v.household_id = h.id and v.status <> 'visited')
    order by h.id limit ${odd.length}`;
  const [far] = await sql<
    [{ n: number }]
  >`select count(*)::int as n from visits where starts_at > now() + interval '30 days'`;
  for (const [index, [what, typed, kept]] of odd.entries()) {
    const oneLine = kept.replace(/\s+/g, " ");
    await resident.post(settings, formWith(settings, { label: zh("settings.name") }), { name: typed });
    const [user] = await sql`
      select u.name from users u join accounts a on a.user_id = u.id where a.email = ${emailOf("resident")}`;
    expect(user?.name, `a name with ${what}`).toBe(oneLine);
    const unit = { key: crypto.randomUUID(), name: typed, kind: "other" };
    await coordinator.post(units, formWith(units, { label: zh("organizations.add") }), unit);
    const [added] = await sql`select name from organizations order by created_at desc limit 1`;
    expect(added?.name, `a unit with ${what}`).toBe(oneLine);
    const planned = await officer.post(plan, formWith(plan, { label: zh("visits.plan") }), {
      ...doors[index],
      key: crypto.randomUUID(),
      startsAt: localTime(40 + far.n, `${String(index + 7).padStart(2, "0")}:00`),
      purpose: typed,
    });
    const [visit] = await sql`select purpose from visits where id::text = ${planned.location?.split("/").at(-1) ?? ""}`;
    expect(visit?.purpose, `a purpose with ${what}`).toBe(kept);
    const search = await resident.get(`/concerns?q=${encodeURIComponent(kept)}&after=${encodeURIComponent(kept)}`);
    expect(search.status, `a search for ${what}`).toBe(200);
  }
  await resident.post(settings, formWith(settings, { label: zh("settings.name") }), { name: "王秀英" });
  await sql`update organizations set disabled_at = now() where kind = 'other'`;
});

test("a list's address may hold anything", async ({ wire }) => {
  const { get } = await wire("coordinator");
  for (const query of [
    "state=nonsense&category=%00&building=x&unit=1&mine=2&overdue=x&after=x",
    "after=99999999999999999-00000000-0000-4000-8000-000000000000",
    "after=1-------------------------------------",
    "q=%00%00",
    "q=%ED%A0%80",
    `q=${"长".repeat(1000)}`,
    "q=a&q=b&state=open&state=closed",
    "q='%20or%201=1",
    "q=:*%26!()|",
  ]) {
    const answer = await get(`/concerns?${query}`);
    expect(answer.status, query.slice(0, 60)).toBe(200);
  }
  for (const path of [
    "/report?at=%00",
    "/report?at=x&community=y&parked=z",
    "/sign-in?next=%00",
    "/visits/new?entrance=x&door=%00",
    "/report?at=a&at=b&parked=c&parked=d&community=e&community=f&like=g&like=h&for=i&for=j",
  ])
    expect((await get(path)).status, path).toBeLessThan(400);
  // What names nothing, or cannot even be read, is not there.
  for (const path of [
    "/agreements/new?problem=%00",
    "/agreements/new?problem=a&problem=b",
    "/concerns/%E0%A4%A",
    "/problems/%ED%A0%80",
    "/stories/%ff",
    "/calendar/%80.ics",
    "/open311/v2/requests/%E0%A4%A.xml",
  ])
    expect((await get(path)).status, path).toBe(404);
});

test("a wrong password is refused in the same words as an unknown account, and too many tries wait", async ({
  wire,
}) => {
  const { get, post } = await wire(null);
  const page = await get("/sign-in");
  const form = formWith(page, { label: zh("signIn.title") });
  const tried = async (login: string) => {
    const shown = (await post(page, form, { login, password: "not the password" })).forms.find((f) => f.alert);
    return { alert: shown?.alert, errors: shown?.errors };
  };
  const wrong = await tried(emailOf("committee"));
  expect(wrong.alert).toContain(zh("refusals.signInWrong"));
  expect(await tried("nobody@example.test")).toEqual(wrong);
  for (let i = 0; i < 10; i++) await tried("nobody@example.test");
  expect((await tried("nobody@example.test")).alert).toContain(zh("refusals.tooManyAttempts", { minutes: 15 }));
  const often = await post(page, form, { login: "nobody@example.test", password: "not the password" });
  expect([often.status, often.headers["retry-after"]]).toEqual([429, "900"]);
  // Others are not kept out by it.
  expect((await post(page, form, { login: emailOf("committee"), password: demoPassword })).location).toBe("/desk");
});
