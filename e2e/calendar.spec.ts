import ICAL from "ical.js";
import { emailOf } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { formWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story lines 3 and 8: officers and guides have the visits in their own calendars, and see there when one is moved.

/** What a calendar program does: it asks, without a session. */
const asked = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

function entries(text: string) {
  const events = new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents("vevent");
  // (Meetings stand in the same calendar, and have tests of their own.)
  const visits = events.filter((event) => String(event.getFirstPropertyValue("uid")).startsWith("visit-"));
  return visits.map((event) => ({
    id: String(event.getFirstPropertyValue("uid")).replace(/^visit-|@.*$/g, ""),
    status: String(event.getFirstPropertyValue("status")),
    sequence: Number(event.getFirstPropertyValue("sequence")),
    summary: String(event.getFirstPropertyValue("summary")),
  }));
}

test("an officer follows their visits in a calendar program, which sees when one is moved; the address is renewed and ended", async ({
  person,
  wire,
  sql,
}) => {
  const page = await person("officer", { phone: true });
  await page.goto("/settings");
  const section = page.getByRole("region", { name: zh("calendar.title") });
  await section.getByRole("button", { name: zh("calendar.make") }).click();
  const field = section.getByRole("textbox", { name: zh("calendar.address") });
  await expect(field).toHaveValue(/\/calendar\/[\w-]{43}\.ics$/);
  const url = await field.inputValue();
  await expect(section.getByRole("link", { name: zh("calendar.open") })).toHaveAttribute(
    "href",
    url.replace(/^http:/, "webcal:"),
  );
  await expect(section.getByText(zh("calendar.neverRead"))).toBeVisible();

  const first = await asked(url);
  expect(first.status).toBe(200);
  expect(first.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  expect(first.headers.get("set-cookie")).toBeNull();
  const text = await first.text();
  const planned = await sql<{ id: string }[]>`
    select v.id from visits v join visit_officers o on o.visit_id = v.id join accounts a on a.user_id = o.user_id
    where a.email = ${emailOf("officer")} and v.starts_at > now() - interval '60 days' and v.status not in ('cancelled', 'rescheduled')`;
  const found = entries(text);
  expect(new Set(found.filter((e) => e.status === "CONFIRMED").map((e) => e.id))).toEqual(
    new Set(planned.map((v) => v.id)),
  );
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);

  // It asks again, with what it has: nothing new, in a few bytes.
  const tag = first.headers.get("etag") ?? "";
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
    const again = await asked(url, { "if-none-match": known });
    expect([again.status, await again.text()], known).toEqual([304, ""]);
  }
  expect((await asked(url, { "if-none-match": '"other"' })).status).toBe(200);
  expect((await asked(`${url}?lang=en`)).status).toBe(200);

  // A visit is moved by its form: the calendar strikes out the old time and has the new one.
  const [visit] = await sql<{ id: string }[]>`
    select v.id from visits v join visit_officers o on o.visit_id = v.id join accounts a on a.user_id = o.user_id
    where a.email = ${emailOf("officer")} and v.status = 'planned' and v.starts_at > now() + interval '1 hour' order by v.starts_at desc limit 1`;
  const officer = await wire("officer");
  const at = await officer.get(`/visits/${visit?.id}`);
  const [{ free } = { free: "" }] = await sql<{ free: string }[]>`
    select to_char(now() at time zone 'Asia/Shanghai' + interval '40 days', 'YYYY-MM-DD') || 'T07:15' as free`;
  const moved = await officer.post(at, formWith(at, { label: zh("visit.reschedule") }), { startsAt: free });
  expect(moved.status).toBeLessThan(400);
  const after = await asked(url, { "if-none-match": tag });
  expect(after.status).toBe(200);
  const now = entries(await after.text());
  expect(now.find((e) => e.id === visit?.id)).toMatchObject({ status: "CANCELLED", sequence: 1 });
  expect(now).toHaveLength(found.length + 1);

  await page.reload();
  await expect(field).toHaveValue(url);
  await expect(section.getByText(zh("calendar.neverRead"))).toHaveCount(0);

  await section.getByRole("button", { name: zh("calendar.renew") }).click();
  await expect(field).not.toHaveValue(url);
  const renewed = await field.inputValue();
  expect((await asked(renewed)).status).toBe(200);
  // An address that was is like one that never was.
  const [old, never] = [await asked(url), await asked(`${address}/calendar/${"x".repeat(43)}.ics`)];
  const bare = async (answer: Response) => {
    const headers = Object.fromEntries(answer.headers);
    return {
      status: answer.status,
      text: await answer.text(),
      headers: { ...headers, date: "", "content-security-policy": "" },
    };
  };
  expect(await bare(old)).toEqual(await bare(never));
  expect(old.status).toBe(404);

  await section.getByRole("button", { name: zh("calendar.end") }).click();
  await expect(section.getByRole("button", { name: zh("calendar.make") })).toBeVisible();
  expect((await asked(renewed)).status).toBe(404);
});

test("a coordinator gives a guide the calendar of their entrance, without JavaScript", async ({ person, sql }) => {
  const [round] = await sql<{ id: string }[]>`select id from rounds where status = 'running'`;
  const page = await person("coordinator", { javaScript: false });
  await page.goto(`/rounds/${round?.id}`);
  await page.getByRole("link", { name: zh("calendar.guides") }).click();
  const entrance = page.getByRole("region", { name: "3幢 2单元" });
  await entrance.locator("summary").click();
  await entrance.getByRole("button", { name: zh("calendar.make") }).click();
  await entrance.locator("summary").click();
  const url = await entrance.getByRole("textbox").inputValue();
  const visits = entries(await (await asked(url)).text());
  expect(visits.length).toBeGreaterThan(5);
  for (const { summary } of visits) expect(summary).toContain("3幢2单元 ");
  // No resident is named in it.
  const text = (await (await asked(url)).text()).replaceAll("\r\n ", "");
  const holders = await sql<{ holder: string }[]>`
    select c.holder from household_contacts c join households h on h.id = c.household_id
    join entrances e on e.id = h.entrance_id join buildings b on b.id = e.building_id
    where b.name = '3幢' and e.name = '2单元' and c.holder is not null
      and c.holder not in (select u.name from users u join memberships m on m.user_id = u.id)`;
  expect(holders.length).toBeGreaterThan(10);
  expect(holders.filter(({ holder }) => text.includes(holder))).toEqual([]);
});

test("whoever visits nobody has no calendar", async ({ wire }) => {
  for (const who of ["resident", "property"] as const) {
    const page = await (await wire(who)).get("/settings");
    expect(page.text).not.toContain(zh("calendar.title"));
  }
});
