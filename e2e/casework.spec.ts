import type postgres from "postgres";
import { asksForHouse } from "./support/house.ts";
import { nextMail } from "./support/mail.ts";
import { emailOf } from "./support/session.ts";
import { type Account, expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { type Changes, formWith, opened, type Wire } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story lines 9 to 13: one concern from two doors to its end, through all that can happen to it on the way. Nothing of it is
// forgotten, asked twice, or bounced.

test("a concern is merged, given to two units, returned by one, escalated, answered, rated and reopened", async ({
  wire,
  person,
  sql,
}) => {
  test.setTimeout(240_000);
  const names = ["resident", "neighbour", "coordinator", "property", "fire"] as const;
  const wires = Object.fromEntries(await Promise.all(names.map(async (who) => [who, await wire(who)]))) as Record<
    (typeof names)[number],
    Wire
  >;
  const act = async (who: (typeof names)[number], path: string, title: string, changes: Changes = {}) => {
    const page = await opened(wires[who], path, title);
    const answer = await wires[who].post(page, formWith(page, { label: title }), changes);
    expect(answer.status, `${who}: ${title} ${answer.text.slice(0, 200)}`).toBe(303);
  };
  const units = await unitsOf(sql);

  // Two doors say the same; the coordinator makes one matter of it, and both stay informed.
  const body = "地下车库的消防门被铁链锁着，推不开。";
  const stays = await raise(wires.resident, { body, spot: "area:garage", privacy: "neighbourhood" });
  const goes = await raise(wires.neighbour, {
    body: `${body}昨天也是。`,
    spot: "area:garage",
    privacy: "neighbourhood",
  });
  const at = `/concerns/${stays}`;
  await act("coordinator", `/concerns/${goes}/merge`, zh("merge.title"), { into: stays });
  expect(await stateOf(sql, goes)).toMatchObject({ status: "closed", reason: "merged" });

  // Two units. One says whose it is instead; it goes back to a person, who gives it on.
  await act("coordinator", at, zh("acts.assign.title"), { organizations: [units.property, units.health] });
  const health = await wire("health");
  const back = await opened(health, at, zh("acts.giveBack.title"));
  const given = await health.post(back, formWith(back, { label: zh("acts.giveBack.title") }), {
    why: "not_ours",
    suggested: units.fire,
    reason: "车库的门归消防看。",
  });
  expect(given.status).toBe(303);
  const again = await opened(wires.coordinator, at, zh("acts.assign.title"));
  const proposal = formWith(again, { label: zh("acts.assign.title") });
  expect(proposal.entries.filter(([name]) => name === "organizations")).toEqual([["organizations", units.fire]]);
  await wires.coordinator.post(again, proposal);
  const seen = await wires.resident.get(at);
  expect(seen.text).toContain("转");

  // The property company lets its time pass: it is told of to whoever leads, once.
  await past(sql, stays, units.property);
  await expect
    .poll(
      async () => {
        await asksForHouse(sql);
        return kinds(sql, stays);
      },
      { timeout: 90_000, intervals: [500] },
    )
    .toContain("escalated");

  // Both answer, the coordinator shows what was done.
  for (const who of ["property", "fire"] as const)
    await act(who, at, zh("acts.answer.title"), { body: "锁已剪断，换成推杆锁。" });
  await act("coordinator", at, zh("acts.solve.title"), { body: "两道门都换了推杆锁，晚上试过。" });

  // Whoever raised the merged one is told as well, in words, and what they may not see is not in the mail.
  const toNeighbour = await nextMail(emailOf("neighbour"), 0, (mail) => mail.text.includes("推杆锁，晚上试过"));
  expect(toNeighbour.text).not.toContain("1502");

  // From the mail, with one tap and one press: not content. It goes back to its owner.
  const mail = await nextMail(emailOf("resident"), 0, (m) => m.subject.includes(stays) && m.text.includes("晚上试过"));
  const link = new URL(mail.links.find((l) => l.endsWith("?r=2")) ?? "");
  const page = await person(null, { phone: true, javaScript: false });
  await page.goto(link.pathname + link.search);
  await page.getByRole("button", { name: zh("rate.send") }).click();
  await expect(page.getByRole("main")).not.toContainText(zh("errors.unexpected"));
  expect(await stateOf(sql, stays)).toMatchObject({ status: "confirmed", rating: 2 });
  await act("resident", at, zh("acts.reopen.title"), { body: "今天又锁上了。" });
  const now = await stateOf(sql, stays);
  expect(now).toMatchObject({ status: "taken", rating: null });
  expect(now?.owner).not.toBeNull();
  expect(now?.next).not.toBeNull();

  // All of it stands in one timeline, its chain unbroken; nobody was told twice of one thing.
  expect(await kinds(sql, stays)).toEqual(
    expect.arrayContaining([
      "raised",
      "assigned",
      "returned",
      "escalated",
      "answered",
      "solved",
      "confirmed",
      "reopened",
    ]),
  );
  const [chain] = await sql`select app.broken_link(community_id, id) as broken from concerns where number = ${stays}`;
  expect(chain?.broken).toBeNull();
  const twice = await sql`
    select user_id, seq from notifications n join concerns c on c.id = n.concern_id where c.number = ${stays} group by 1, 2 having count(*) > 1`;
  expect([...twice]).toEqual([]);
});

type Units = Record<"property" | "fire" | "health", string>;

async function unitsOf(sql: postgres.Sql): Promise<Units> {
  const rows = await sql<{ kind: Account; id: string }[]>`
    select kind, id from organizations where kind in ('property', 'fire', 'health')`;
  return Object.fromEntries(rows.map(({ kind, id }) => [kind, id])) as Units;
}

async function stateOf(sql: postgres.Sql, number: string) {
  const [row] = await sql`
    select status, close_reason as reason, rating, owner_id as owner, next_at as next from concerns where number = ${number}`;
  return row;
}

async function kinds(sql: postgres.Sql, number: string): Promise<string[]> {
  const rows = await sql<{ kind: string }[]>`
    select e.kind from events e join concerns c on c.id = e.subject_id where c.number = ${number} order by e.seq`;
  return rows.map((r) => r.kind);
}

/** As if the unit's time had passed. */
async function past(sql: postgres.Sql, number: string, organization: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      update assignments set due_at = now() - interval '1 hour', remind_at = now() - interval '2 hours' where organization_id = ${organization}
        and concern_id = (select id from concerns where number = ${number})`;
  });
}
