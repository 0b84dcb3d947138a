import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { pool } from "#db/connect.ts";
import { answer, answerInput } from "../assignment/answer.ts";
import { assign, assignInput } from "../concern/assign.ts";
import { take } from "../concern/take.ts";
import { fault, numbers, systemsOf } from "../testing/open311.ts";
import { jpeg } from "../testing/photo.ts";
import { assignmentOf, hides, key, onDay, refuses, rowOf, stage } from "../testing/stage.ts";
import { workOnce } from "../work/worker.ts";
import { bulkAnswerTo } from "./dispatch.ts";
import { type Asking, askingWith, stranger } from "./key.ts";
import { listKeys, makeKey, revokeKey } from "./keys.ts";
import { fetchMedia } from "./media.ts";
import { paramsOf } from "./params.ts";

const s = stage();
const { held: systems, given, holding, said, file, tell, publish } = systemsOf(s);

describe("what everybody reads", () => {
  test("is what is published: by service, state and time, page by page, newest first", async () => {
    const [first, second, third] = [await file(), await file({ service_code: "fire" }), await file()];
    for (const number of [first, second, third]) await publish(number);
    await s.admin`update concerns set created_at = created_at - interval '2 days' where number = ${first}`;
    await s.admin`update publications set number = number where number = ${first}`;
    const list = async (more: Record<string, string>) => numbers(await said("GET", "requests", more));
    expect(await list({})).toEqual([third, second, first]);
    expect(await list({ service_code: "fire" })).toEqual([second]);
    expect(await list({ status: "closed" })).toEqual([]);
    expect(await list({ page: "2", page_size: "2" })).toEqual([first]);
    expect(await list({ service_request_id: `${first},${third}` })).toEqual([third, first]);
    const day = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString();
    expect(await list({ start_date: day(3), end_date: day(1) })).toEqual([first]);
    expect(await list({ updated_after: day(1) })).toEqual([third, second, first]);
    const csv = await new Response(
      await bulkAnswerTo({
        method: "GET",
        path: ["requests"],
        params: paramsOf(new URLSearchParams("jurisdiction_id=a")),
        asking: stranger,
        locale: "zh-CN",
        token: null,
      }),
    ).text();
    expect(csv.trim().split(/\r?\n(?=")|\r?\n(?=\d{4}-)/)[0]).toMatch(/^"?service_request_id"?,"?requested_datetime/);
    for (const number of [first, second, third]) expect(csv).toContain(number);
    // Another community's are not among them.
    expect(await said("GET", "requests", { jurisdiction_id: "b" })).toEqual([]);
  });
});

describe("updates", () => {
  test("of what a key filed: what is said to whoever raised it; of the rest what is published", async () => {
    const number = await file();
    await take(await s.as("officer"), { key: key(), number });
    await tell(number, "明天来看");
    await tell(number, "只说给自己人听", "working");
    const own = await said("GET", "servicerequestupdates", {}, systems.system);
    expect(own.map((u: { description: string | null; status: string }) => [u.description, u.status])).toEqual(
      [
        [null, "open"],
        ["已经有人在办理。", "open"],
        ["明天来看", "open"],
      ].slice(own.length === 2 ? 1 : 0),
    );
    expect(JSON.stringify(own)).not.toContain("自己人");
    expect(await said("GET", "servicerequestupdates", {})).toEqual([]);
    await publish(number);
    const shown = await said("GET", "servicerequestupdates", {});
    expect(shown).toEqual([
      expect.objectContaining({ service_request_id: number, status: "open", description: "已经有人在办理。" }),
    ]);
    expect(JSON.stringify(shown)).not.toContain("明天");
  });

  test("are said by the key that filed it and by no systems.other; the same again is once", async () => {
    const number = await file();
    const update = (more: Record<string, string> = {}, asking: Asking = systems.system) =>
      said(
        "POST",
        "servicerequestupdates",
        {
          service_request_id: number,
          update_id: "1",
          status: "OPEN",
          updated_datetime: new Date().toISOString(),
          description: "还是停着",
          ...more,
        },
        asking,
      );
    const [{ update_id }] = await update();
    expect((await update())[0].update_id).toBe(update_id);
    const bodies = async () =>
      (
        await s.admin`select m.body from messages m join concerns c on c.id = m.concern_id where c.number = ${number}`
      ).map((m) => m.body);
    expect(await bodies()).toEqual(["还是停着"]);
    for (const asking of [systems.other, stranger])
      expect(["404 request_unknown", "403 key_missing"]).toContain(await fault(update({}, asking)));
    await update({ update_id: "2", status: "CLOSED", description: "自己好了" });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "closed" });
    await update({ update_id: "3", description: "又坏了" });
    await update({ update_id: "3", description: "又坏了" });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "taken" });
    expect(await bodies()).toEqual(["还是停着", "自己好了", "又坏了"]);
    // It may speak on what it filed, and on nothing else.
    const theirs = await s.raised("resident");
    expect(await fault(update({ service_request_id: theirs }))).toBe("404 request_unknown");
  });
});

describe("a picture", () => {
  let server: ReturnType<typeof createServer> | undefined;
  afterEach(() => void server?.close());
  const serve = async (bytes: Uint8Array, status = 200) => {
    const made = createServer((_request, response) => response.writeHead(status).end(bytes));
    server = made;
    await new Promise<void>((done) => made.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(made.address() as AddressInfo).port}/photo.jpg`;
  };
  const fetched = async (number: string) => {
    const { id } = await rowOf(s.admin, number);
    const { fetchBytes } = await import("../outgoing/call.ts");
    await pool("doorstep_worker").transaction((tx) =>
      fetchMedia(
        tx,
        { community: s.world.a, concern: id },
        { item: "x", get: (url, given) => fetchBytes(url, { ...given, allowed: ["127.0.0.0/8"] }) },
      ),
    );
    const [row] = await s.admin`
      select f.media_state, (select count(*)::int from attachments a where a.concern_id = f.concern_id) as files from filings f where f.concern_id = ${id}`;
    return [row?.media_state, row?.files];
  };

  test("is fetched by queued work, re-encoded, and laid to its concern once", async () => {
    const number = await file({ media_url: await serve(await jpeg()) });
    expect(await fetched(number)).toEqual(["taken", 1]);
    expect(await fetched(number)).toEqual(["taken", 1]);
  });

  test("that is none, is not there, or lies in a private network is left; the concern stands", async () => {
    const none = await file({ media_url: await serve(new TextEncoder().encode("<svg onload=alert(1)>")) });
    expect(await fetched(none)).toEqual(["refused", 0]);
    server?.close();
    const missing = await file({ media_url: await serve(new Uint8Array(), 404) });
    await expect(fetched(missing)).rejects.toMatchObject({ code: "failed" });
    const inside = await file({ media_url: "http://169.254.169.254/latest/meta-data" });
    // As the worker itself does it.
    while (await workOnce(async () => {}, "calls"));
    const { id } = await rowOf(s.admin, inside);
    expect((await s.admin`select media_state from filings where concern_id = ${id}`)[0]?.media_state).toBe("refused");
    expect((await rowOf(s.admin, inside)).status).toBe("new");
  });
});

describe("keys", () => {
  test("are kept as a hash, shown once, counted; ended they end at once", async () => {
    const secret = await given("甲");
    expect(secret).toMatch(/^dk_[\w-]{40}$/);
    const [kept] = await s.admin`select * from api_keys where name = '甲'`;
    expect(JSON.stringify(kept)).not.toContain(secret);
    await file({}, await holding(secret));
    const lines = await listKeys(await s.as("coordinator"), s.world.a);
    expect(lines.find(({ name }) => name === "甲")).toMatchObject({ filed: 1, lastUsedAt: expect.any(Date) });
    await revokeKey(await s.as("coordinator"), { key: key(), community: s.world.a, id: kept?.id });
    expect(await askingWith(secret)).toBeNull();
    const events =
      await s.admin`select kind from events where subject_id = ${s.world.a} and data ->> 'key' = ${kept?.id} order by seq`;
    expect(events.map(({ kind }) => kind)).toEqual(["api_key_made", "api_key_revoked"]);
  });

  test("are given by who leads the community, and nobody else", async () => {
    for (const name of ["officer", "propertyMember", "resident", "coordinatorB"] as const) {
      await hides(makeKey(await s.as(name), { key: key(), community: s.world.a, name: "x", contact: "y" }));
      await hides(listKeys(await s.as(name), s.world.a));
    }
    for (let n = 0; n < 18; n++) await given(`系统${n}`);
    await refuses(given("再来一个"), "tooManyKeys");
  });

  test("hear what a unit answers to everyone", async () => {
    const number = await file();
    await take(await s.as("officer"), { key: key(), number });
    await assign(
      await s.as("officer"),
      assignInput.parse({ key: key(), number, organizations: s.world.property, dueAt: onDay(3) }),
    );
    const assignment = await assignmentOf(s.admin, number, s.world.property);
    await answer(await s.as("propertyMember"), answerInput.parse({ key: key(), number, assignment, body: "已经修好" }));
    const [own] = await said("GET", `requests/${number}`, {}, systems.system);
    expect(own).toMatchObject({ status: "open", status_notes: "已经修好" });
  });
});
