import { createHash, randomUUID } from "node:crypto";
import type postgres from "postgres";
import { asksForHouse } from "./support/house.ts";
import { expect, test } from "./support/test.ts";
import { type Changes, formWith, type Wire } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story line 16: they reach an agreement, the cost shared between the investment group, the community and the residents.

/** The problem that they agree on, with its units at the table. @returns its id */
async function problemOf(sql: postgres.Sql, units: readonly string[]): Promise<{ id: string; number: string }> {
  const [community] = await sql<
    [{ id: string; duty: string }]
  >`select id, duty_id as duty from communities where demo limit 1`;
  const id = randomUUID();
  const number = `2026-${`${Math.random()}`.slice(2, 9)}`;
  await sql`insert into problems ${sql({ community_id: community.id, id, number, title: "消防控制系统老化", category: "fire", owner_id: community.duty, next_at: "2099-01-01" })}`;
  for (const unit of units)
    await sql`insert into problem_units ${sql({ community_id: community.id, problem_id: id, organization_id: unit })}`;
  return { id, number };
}

test("investment group, committee and households share the cost of new equipment, sign, and vote", async ({
  wire,
  person,
  sql,
}) => {
  test.setTimeout(180_000);
  const units = Object.fromEntries(
    (
      await sql<{ kind: string; id: string }[]>`
        select kind, id from organizations where kind in ('investment', 'committee', 'property')`
    ).map((u) => [u.kind, u.id]),
  );
  const problem = await problemOf(sql, [units.investment ?? "", units.committee ?? ""]);
  const coordinator = await wire("coordinator");
  const send = async (who: Wire, path: string, label: string, changes: Changes = {}) => {
    const page = await who.get(path);
    const answer = await who.submit(page, formWith(page, { label }), changes);
    expect(answer.status, `${label}: ${answer.text.slice(0, 300)}`).toBe(200);
    return answer;
  };

  // A draft: its text, a measure, the households as a party, and shares that add up.
  const edit = await send(coordinator, `/agreements/new?problem=${problem.number}`, zh("agreement.begin"), {
    title: "更换小区全部消防设施",
  });
  const at = edit.path.replace(/\/edit.*/, "");
  await send(coordinator, `${at}/edit`, zh("agreement.text"), {
    title: "更换小区全部消防设施",
    textZhCn: "各方同意：通过公开招标更换小区全部消防设施，费用由投资集团、社区和住户分担。",
    textEn: "All agree to replace the compound’s fire-fighting equipment by public tender, and share its cost.",
  });
  await send(coordinator, `${at}/edit`, zh("agreement.addMeasure"), {
    what: "更换六栋楼的消火栓和烟感",
    organization: units.property ?? "",
    dueOn: "2097-06-30",
    proof: "每栋楼一张照片，消防验收单",
  });
  await send(coordinator, `${at}/edit`, zh("agreement.addParty"), { organization: "" });
  const parties = await sql<{ id: string; organization_id: string | null }[]>`
    select id, organization_id from agreement_parties where agreement_id = ${at.split("/").at(-1) ?? ""}`;
  const of = (unit: string | null | undefined) => parties.find((p) => p.organization_id === unit)?.id ?? "";
  const shares = (percent: string): Changes => ({
    estimate: "1,250,000",
    [`kind.${of(units.investment)}`]: "percent",
    [`value.${of(units.investment)}`]: percent,
    [`kind.${of(units.committee)}`]: "amount",
    [`value.${of(units.committee)}`]: "250000",
    [`kind.${of(null)}`]: "percent",
    [`value.${of(null)}`]: "33.33",
  });
  const wrong = await coordinator.get(`${at}/edit`);
  const refused = await coordinator.submit(wrong, formWith(wrong, { label: zh("agreement.shares") }), shares("40"));
  expect(formWith(refused, { label: zh("agreement.shares") }).errors.estimate).toBe(
    zh("refusals.sharesMissing").replace("{sum}", "83375.00"),
  );
  await send(coordinator, `${at}/edit`, zh("agreement.shares"), {
    ...shares("40"),
    [`kind.${of(null)}`]: "rest",
    [`value.${of(null)}`]: "",
  });

  // Nobody but those at the table reads the draft.
  const investment = await wire("investment");
  expect((await investment.get(at)).status).toBe(200);
  for (const who of ["resident", "fire", "neighbour"] as const)
    expect((await (await wire(who)).get(at)).status).toBe(404);

  // Put to signing: what is signed is a version, whose hash anybody can work out.
  await send(coordinator, at, zh("agreement.offer"));
  const read = await investment.get(at);
  const label = zh("agreement.sign");
  expect(read.text).toMatch(new RegExp(zh("agreement.signFor").replace("{unit}", ".+")));
  const body = await (await investment.request.get(`${at}/versions/1/text`)).text();
  const form = formWith(read, { label });
  expect(createHash("sha256").update(body).digest("hex")).toBe(form.entries.find(([name]) => name === "hash")?.[1]);
  const mistyped = await investment.submit(read, form, { password: "not mine at all" });
  expect(formWith(mistyped, { label }).errors.password).toBe(zh("refusals.passwordWrong"));

  // It is called back and changed: the page that somebody has open signs nothing any more.
  await send(coordinator, at, zh("agreement.recall"), { reason: "住户希望写明保修期" });
  await send(coordinator, `${at}/edit`, zh("agreement.text"), {
    textZhCn: "各方同意：通过公开招标更换小区全部消防设施，费用由投资集团、社区和住户分担，保修两年。",
  });
  await send(coordinator, at, zh("agreement.offer"));
  const late = await investment.submit(read, form, { password: "doorstep-demo" });
  expect(formWith(late, { label }).alert || late.text).toContain(zh("refusals.olderVersion"));
  const compared = await investment.get(`${at}/versions/2`);
  expect(compared.text).toContain("保修两年");
  expect(compared.html).toMatch(/<ins[^>]*>[^<]*保修/);
  for (const who of [investment, await wire("committee")]) {
    const page = await who.get(at);
    await who.submit(page, formWith(page, { label }), { password: "doorstep-demo" });
  }

  // The households: one opens it on a phone and votes; a paper is read by two officers.
  await send(coordinator, at, zh("poll.open"), { rule: "more_than_half", closesAt: await inAWeek(sql) });
  const resident = await person("resident", { phone: true });
  await resident.goto(at);
  await expect(resident.getByRole("heading", { name: zh("poll.title") })).toBeVisible();
  await resident.getByText(zh("poll.choices.yes"), { exact: true }).click();
  await resident.getByRole("button", { name: zh("poll.cast"), exact: true }).click();
  await expect(resident.getByText(zh("poll.receipt"))).toBeVisible();
  const receipt = (await resident.locator("p:has-text('回执') b").first().textContent()) ?? "";
  expect(receipt).toMatch(/^[2-9A-Z]{10}$/);
  const neighbour = await wire("neighbour");
  expect((await neighbour.get(at)).text).not.toContain(receipt);
  const [door] = await sql<[{ entrance: string; id: string }]>`
    select h.entrance_id as entrance, h.id from households h
    where not exists (select from residents r where r.household_id = h.id) order by h.id limit 1`;
  for (const who of ["officer", "coordinator"] as const) {
    const reader = await wire(who);
    const page = await reader.get(`${at}/papers?entrance=${door.entrance}`);
    await reader.submit(page, formWith(page, { label: zh("poll.enter"), value: ["household", door.id] }), {
      choice: "no",
    });
  }

  // Its time is over. Two of many doors have voted: too few.
  const id = at.split("/").at(-1) ?? "";
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = 'replica'`;
    await tx`update polls set closes_at = now() where agreement_id = ${id}`;
  });
  await expect
    .poll(
      async () => {
        await asksForHouse(sql);
        return (await neighbour.get(at)).text;
      },
      { timeout: 90_000, intervals: [500] },
    )
    .toContain(zh("poll.tooFew"));
  expect((await neighbour.get(at)).text).toContain(receipt);
});

async function inAWeek(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<[{ at: string }]>`
    select to_char((now() + interval '7 days') at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI') as at`;
  return row.at;
}
