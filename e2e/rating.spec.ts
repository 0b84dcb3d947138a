import type postgres from "postgres";
import { nextMail, type Received } from "./support/mail.ts";
import { emailOf } from "./support/session.ts";
import { expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { formWith, opened, type Wire } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Closing the loop: whoever raised it, and who said that it is theirs too, hear that it is solved and say by one tap in the
// mail, without signing in, what they think of it.

const row = async (sql: postgres.Sql, number: string) => {
  const [found] = await sql`
    select c.status, c.rating, (select count(*)::int from concern_ratings r where r.concern_id = c.id) as ratings
    from concerns c where c.number = ${number}`;
  return found;
};

/** The link behind one of the answers in a mail, as a path. */
function tap(mail: Received, answer: string): string {
  const link = mail.links.find((l) => l.endsWith(`?r=${answer}`));
  if (!link) throw new Error(`no answer ${answer} in the mail "${mail.subject}"`);
  const url = new URL(link);
  return url.pathname + url.search;
}

/** A concern of the resident's with the neighbour's voice, that the coordinator has solved; and both their mails. */
async function solved(wire: (account: "resident" | "neighbour" | "coordinator") => Promise<Wire>, body: string) {
  const [resident, neighbour, coordinator] = await Promise.all([
    wire("resident"),
    wire("neighbour"),
    wire("coordinator"),
  ]);
  const number = await raise(resident, { body, spot: "area:lift", privacy: "neighbourhood" });
  const page = await neighbour.get(`/concerns/${number}`);
  await neighbour.post(page, formWith(page, { label: zh("voice.add") }));
  const act = await opened(coordinator, `/concerns/${number}`, zh("acts.solve.title"));
  await coordinator.post(act, formWith(act, { label: zh("acts.solve.title") }), { body: "换了新的，试过三天。" });
  const about = (mail: Received) => mail.subject.includes(number) && mail.text.includes("换了新的");
  const mailOf = (account: "resident" | "neighbour") => nextMail(emailOf(account), 0, about);
  return { number, toResident: await mailOf("resident"), toNeighbour: await mailOf("neighbour") };
}

test("a neighbour who said so too rates from the mail; opening the link writes nothing, the button does", async ({
  wire,
  person,
  sql,
}) => {
  const { number, toNeighbour } = await solved(wire, "电梯的应急灯不亮，停电时一片黑。");
  expect(toNeighbour.text).toContain(zh("mail.rate.question"));
  const path = tap(toNeighbour, "2");
  const page = await person(null, { phone: true, javaScript: false });
  // What a mail scanner does: follows every link, more than once.
  for (let i = 0; i < 3; i++) await page.goto(path);
  expect(await row(sql, number)).toEqual({ status: "solved", rating: null, ratings: 0 });

  await expect(page.getByRole("heading", { level: 1 })).toContainText("应急灯");
  await expect(page.getByLabel(zh("rate.answers.2"), { exact: true })).toBeChecked();
  await expect(page.getByLabel(zh("rate.body"))).toHaveCount(0);
  await page.getByRole("button", { name: zh("rate.send") }).click();
  await expect(page.getByText(zh("rate.thanks"))).toBeVisible();
  expect(await row(sql, number), "theirs is counted, the concern is the reporter's to close").toEqual({
    status: "solved",
    rating: null,
    ratings: 1,
  });

  const coordinator = await person("coordinator");
  await coordinator.goto(`/concerns/${number}`);
  await expect(coordinator.getByText(zh("thread.events.rated", { rating: 2 }))).toBeVisible();
  await expect(coordinator.getByText(zh("voice.rated", { rated: 1, unsolved: 0 }))).toBeVisible();
});

test("whoever raised it confirms by one tap, or sends it back with what is missing", async ({ wire, person, sql }) => {
  const first = await solved(wire, "电梯开门时楼层对不齐，差一截。");
  const page = await person(null, { phone: true, javaScript: false });
  await page.goto(tap(first.toResident, "5"));
  await expect(page.getByLabel(zh("rate.answers.5"), { exact: true })).toBeChecked();
  await page.getByRole("button", { name: zh("rate.send") }).click();
  await expect(page.getByText(zh("rate.thanks"))).toBeVisible();
  expect(await row(sql, first.number)).toEqual({ status: "confirmed", rating: 5, ratings: 0 });
  await page.goto(tap(first.toResident, "1"));
  await expect(page.getByText(zh("rate.over"))).toBeVisible();

  const second = await solved(wire, "电梯对讲没人应，按了也不响。");
  await page.goto(tap(second.toResident, "unsolved"));
  await page.getByRole("button", { name: zh("rate.send") }).click();
  await expect(page.getByText(zh("refusals.whatIsMissing")).last()).toBeVisible();
  await expect(page.getByLabel(zh("rate.answers.unsolved"), { exact: true })).toBeChecked();
  await page.getByLabel(zh("rate.body")).fill("按了还是没有人应。");
  await page.getByRole("button", { name: zh("rate.send") }).click();
  await expect(page.getByText(zh("rate.thanksReopened"))).toBeVisible();
  expect((await row(sql, second.number))?.status).toBe("taken");
  // The neighbour's link of the same round now waits for the next solution.
  await page.goto(tap(second.toNeighbour, "5"));
  await expect(page.getByText(zh("rate.reopened"))).toBeVisible();
});
