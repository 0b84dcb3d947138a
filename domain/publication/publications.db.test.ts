import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { outcome } from "#db/testing/make.ts";
import { asViewer } from "#db/viewer.ts";
import { close, withdraw } from "../concern/close.ts";
import { merge, unmerge } from "../concern/merge.ts";
import { solve } from "../concern/solve.ts";
import { sort } from "../concern/steer.ts";
import { take } from "../concern/take.ts";
import { key, type PersonName, rowOf, stage } from "../testing/stage.ts";

const s = stage();
const { as } = s;

type Row = Record<string, unknown>;

/** What a viewer reads of a publication. */
const read = async (number: string, by: PersonName | "nobody" = "nobody"): Promise<Row | undefined> => {
  const rows = await asViewer((await as(by)).claims, (tx) =>
    tx.execute<Row>(sql`select title, body, outcome, category, state, households, taken_at, solved_at, closed_at, hidden_at, changed_at
      from publications where number = ${number}`),
  );
  return rows[0];
};
const gone = async (number: string) => {
  const [row] = await asViewer((await as("nobody")).claims, (tx) =>
    tx.execute<{ gone: boolean }>(sql`select app.was_published(${number}) as gone`),
  );
  return row?.gone;
};
const put = async (number: string) => {
  const { id } = await rowOf(s.admin, number);
  await asViewer((await as("coordinator")).claims, (tx) =>
    tx.execute(sql`insert into publications (community_id, concern_id, title, body)
      values (${s.world.a}, ${id}, '电梯常停', '三号楼的电梯常停')`),
  );
};
const published = async () => {
  const number = await s.raised("resident");
  await put(number);
  return number;
};

describe("what the public reads of a concern", () => {
  test("goes with it: topic, state, days", async () => {
    const number = await published();
    expect(await read(number)).toMatchObject({ title: "电梯常停", state: "open", category: "lift", households: null });
    await sort(await as("coordinator"), {
      key: key(),
      number,
      category: "fire",
      privacy: "neighbourhood",
      urgency: "normal",
    });
    await take(await as("officer"), { key: key(), number });
    expect(await read(number)).toMatchObject({ category: "fire", state: "doing", taken_at: expect.anything() });
    await solve(await as("officer"), { key: key(), number, body: "修好了", attachments: [] });
    await asViewer((await as("coordinator")).claims, (tx) =>
      tx.execute(sql`update publications set outcome = '换了新门机' where number = ${number}`),
    );
    expect(await read(number)).toMatchObject({ state: "solved", outcome: "换了新门机", solved_at: expect.anything() });
  });

  test("tells how many households in steps of five, and of fewer nothing", async () => {
    const number = await published();
    const { id } = await rowOf(s.admin, number);
    for (const [voices, households] of [
      [3, null],
      [4, 5],
      [8, 5],
      [9, 10],
    ] as const) {
      await s.admin.begin(async (tx) => {
        await tx`set local role doorstep_owner`;
        await tx`update concerns set voices = ${voices} where id = ${id}`;
      });
      expect((await read(number))?.households).toBe(households);
    }
  });

  const ends: [string, (number: string) => Promise<unknown>][] = [
    [
      "made private",
      async (number) =>
        sort(await as("coordinator"), { key: key(), number, category: "lift", privacy: "private", urgency: "normal" }),
    ],
    ["taken back", async (number) => withdraw(await as("resident"), { key: key(), number })],
    [
      "found to be a duplicate",
      async (number) => close(await as("coordinator"), { key: key(), number, reason: "duplicate", body: "同上" }),
    ],
    [
      "merged into another",
      async (number) => merge(await as("coordinator"), { key: key(), number, into: await s.raised("neighbour") }),
    ],
  ];
  test.each(ends)("is gone and erased at once when it is %s", async (_, end) => {
    const number = await published();
    const { id } = await rowOf(s.admin, number);
    expect(await gone(number)).toBe(false);
    await end(number);
    expect(await read(number)).toBeUndefined();
    expect(await gone(number)).toBe(true);
    const [kept] = await s.admin`select * from publications where concern_id = ${id}`;
    expect(JSON.stringify(kept)).not.toContain("电梯常停");
    expect(await outcome(put(number))).not.toBe("done");
  });

  test("is looked at anew when it may be public again", async () => {
    const number = await published();
    await merge(await as("coordinator"), { key: key(), number, into: await s.raised("neighbour") });
    await unmerge(await as("coordinator"), { key: key(), number });
    expect(await read(number)).toBeUndefined();
    const { id } = await rowOf(s.admin, number);
    expect(await s.admin`select * from publication_reviews where concern_id = ${id}`).toHaveLength(0);
    await asViewer((await as("coordinator")).claims, (tx) =>
      tx.execute(
        sql`update publications set title = '又好了', body = '又好了', hidden_at = null where number = ${number}`,
      ),
    );
    expect(await read(number)).toMatchObject({ title: "又好了" });
  });

  test("is never of a private one, of what nobody confirmed, or of another community's", async () => {
    const secret = await s.raised("resident", { privacy: "private" });
    expect(await outcome(put(secret))).not.toBe("done");
    const { id } = await rowOf(s.admin, await s.raised("resident"));
    const inB = asViewer((await as("coordinatorB")).claims, (tx) =>
      tx.execute(
        sql`insert into publications (community_id, concern_id, title, body) values (${s.world.a}, ${id}, 'x', 'x')`,
      ),
    );
    expect(await outcome(inB.catch(cause))).toBe("42501");
  });

  test("is taken down by whoever raised it, once and for all, and by no neighbour", async () => {
    const number = await published();
    const hide = async (by: PersonName) =>
      asViewer((await as(by)).claims, async (tx) => {
        const { count } = await tx.execute(sql`update publications set hidden_at = now() where number = ${number}`);
        return count;
      });
    expect(await hide("neighbour")).toBe(0);
    expect(await hide("officer")).toBe(0);
    expect(await hide("spouse")).toBe(1);
    expect(await read(number)).toBeUndefined();
    expect(await read(number, "resident")).toMatchObject({ title: null, body: null });
    const { id } = await rowOf(s.admin, number);
    const [review] = await s.admin`select decision, decided_by from publication_reviews where concern_id = ${id}`;
    expect(review).toEqual({ decision: "declined", decided_by: null });
  });

  test("tells every process that kept pages are old", async () => {
    const heard: string[] = [];
    const { unlisten } = await s.admin.listen("doorstep", (m) => heard.push(JSON.parse(m).type));
    const number = await published();
    await withdraw(await as("resident"), { key: key(), number });
    await expect.poll(() => heard.filter((type) => type === "public").length).toBe(2);
    await unlisten();
  });
});

const cause = (error: Error) => {
  throw error.cause ?? error;
};
