import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pool } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import { answer, answerInput } from "../assignment/answer.ts";
import { assign, assignInput } from "../concern/assign.ts";
import { concernPage } from "../concern/page.ts";
import { reply } from "../concern/reply.ts";
import { sort } from "../concern/steer.ts";
import { take } from "../concern/take.ts";
import { mailsSent } from "../testing/mail.ts";
import { jpeg } from "../testing/photo.ts";
import { assignmentOf, hides, key, onDay, refuses, rowOf, stage } from "../testing/stage.ts";
import { workOnce } from "../work/worker.ts";
import type { Ask } from "./dispatch.ts";
import { answerTo, bulkAnswerTo } from "./dispatch.ts";
import { asJson } from "./document.ts";
import { Fault } from "./fault.ts";
import { type Asking, askingWith, stranger } from "./key.ts";
import { listKeys, makeKey, revokeKey } from "./keys.ts";
import { fetchMedia } from "./media.ts";
import { paramsOf } from "./params.ts";
import { placeBuilding } from "./placing.ts";

const s = stage();

let system: Asking & { key: NonNullable<Asking["key"]> };
let other: typeof system;
const given = async (name: string, community = s.world.a, by: "coordinator" | "coordinatorB" = "coordinator") =>
  makeKey(await s.as(by), { key: key(), community, name, contact: "王五 138" });
const holding = async (secret: string) => (await askingWith(secret)) as typeof system;

beforeEach(async () => {
  // (What the test before left behind.)
  await s.admin`update api_keys set revoked_at = now() where revoked_at is null`;
  await s.admin`update publications set hidden_at = now() where hidden_at is null`;
  system = await holding(await given("市民热线"));
  other = await holding(await given("别的应用"));
});

const ask = (
  method: Ask["method"],
  path: string,
  given: Record<string, string>,
  asking: Asking = stranger,
  token: string | null = null,
) =>
  answerTo({
    method,
    path: path.split("/"),
    params: paramsOf(new URLSearchParams({ jurisdiction_id: "a", ...given })),
    asking,
    locale: "zh-CN",
    token,
  });
const said = async (...args: Parameters<typeof ask>) => JSON.parse(asJson(await ask(...args)));
const fault = async (wish: Promise<unknown>) =>
  wish.then(
    () => "none",
    (error: unknown) => {
      if (error instanceof Fault) return `${error.status} ${error.wrongs.map(({ code }) => code).join(" ")}`;
      throw error;
    },
  );
const file = async (more: Record<string, string> = {}, asking: Asking = system, token: string | null = null) => {
  const [filed] = await said(
    "POST",
    "requests",
    { service_code: "lift", address_id: s.world.building, description: `电梯停在十楼 ${key()}`, ...more },
    asking,
    token,
  );
  return filed.service_request_id as string;
};
const publish = async (number: string, title = "电梯常停", body = "电梯停在十楼") => {
  const { id } = await rowOf(s.admin, number);
  await asViewer((await s.as("coordinator")).claims, (tx) =>
    tx.execute(
      sql`insert into publications (community_id, concern_id, title, body) values (${s.world.a}, ${id}, ${title}, ${body})`,
    ),
  );
};
const numbers = (rows: { service_request_id: string }[]) => rows.map((r) => r.service_request_id);

describe("a filed request", () => {
  test("is a concern at once, of the neighbourhood, at its building, with who raised it for those who work on it", async () => {
    const number = await file({ first_name: "伟", last_name: "张", phone: "13800000000", "attribute[area]": "lift" });
    const [row] = await s.admin`
      select c.status, c.privacy, c.origin, c.area, c.entrance_id, c.building_id, c.created_by, p.name, p.household_id, k.phone
      from concerns c join concern_people p on p.concern_id = c.id join concern_contacts k on k.person_id = p.id where c.number = ${number}`;
    expect(row).toEqual({
      status: "new",
      privacy: "neighbourhood",
      origin: "open311",
      area: "lift",
      entrance_id: null,
      building_id: s.world.building,
      created_by: null,
      name: "张伟",
      household_id: null,
      phone: "+8613800000000",
    });
    const { concern } = await concernPage(await s.as("officer"), number);
    expect(concern.reporter).toBe("张伟");
    const seen = await concernPage(await s.as("neighbour"), number);
    expect(seen.concern.reporter).toBeNull();
  });

  test("is read by the key that filed it, in full, and does not exist for others until it is published", async () => {
    const description = "电梯停在十楼，我是1502的张伟";
    const number = await file({ description });
    const own = await said("GET", `requests/${number}`, {}, system);
    expect(own).toEqual([
      expect.objectContaining({ service_request_id: number, status: "open", description, service_code: "lift" }),
    ]);
    expect(numbers(await said("GET", "requests", {}, system))).toEqual([number]);
    for (const asking of [stranger, other]) {
      expect(await fault(ask("GET", `requests/${number}`, {}, asking))).toBe("404 request_unknown");
      expect(await said("GET", "requests", { service_request_id: number }, asking)).toEqual([]);
      expect(await said("GET", "requests", {}, asking)).toEqual([]);
      expect(await said("GET", "servicerequestupdates", { service_request_id: number }, asking)).toEqual([]);
    }
    await publish(number);
    for (const asking of [stranger, other])
      expect((await said("GET", `requests/${number}`, {}, asking))[0]).toMatchObject({
        description: "电梯常停\n\n电梯停在十楼",
        address_id: s.world.building,
      });
    expect((await said("GET", `requests/${number}`, {}, system))[0].description).toBe(description);
    // Once it is said that it is private after all, it is gone again.
    await sort(await s.as("coordinator"), {
      key: key(),
      number,
      category: "lift",
      privacy: "private",
      urgency: "normal",
    });
    expect(await fault(ask("GET", `requests/${number}`, {}))).toBe("404 request_unknown");
    expect((await said("GET", `requests/${number}`, {}, system))[0].description).toBe(description);
  });

  test("is private where it says so; a matter of a household's own has to say", async () => {
    expect(
      await fault(ask("POST", "requests", { service_code: "welfare", address_id: s.world.building }, system)),
    ).toBe("400 attribute_missing");
    const number = await file({ service_code: "welfare", "attribute[privacy]": "private" });
    expect((await rowOf(s.admin, number)).privacy).toBe("private");
    await hides(concernPage(await s.as("neighbour"), number));
    expect((await said("GET", `requests/${number}`, {}, system))[0].status).toBe("open");
    expect(await fault(ask("GET", `requests/${number}`, {}, other))).toBe("404 request_unknown");
  });

  test("sent twice is one, also at once; another text is another, and so is another system's", async () => {
    const body = { description: "门禁坏了", service_code: "security" };
    const [a, b] = await Promise.all([file(body), file(body)]);
    expect(a).toBe(b);
    expect(await file(body)).toBe(a);
    expect(await file({ ...body, description: "门禁又坏了" })).not.toBe(a);
    expect(await file(body, other)).not.toBe(a);
    // A day later it may well have failed again.
    await s.admin`update filings set created_at = created_at - interval '1 day'`;
    expect(await file(body)).not.toBe(a);
    const [row] =
      await s.admin`select count(*)::int as n from events where kind = 'raised' and data ->> 'origin' = 'open311'`;
    expect(row?.n).toBe(await countOf());
  });

  const countOf = async () => (await s.admin`select count(*)::int as n from concerns where origin = 'open311'`)[0]?.n;

  test("under a name that the system chose is found by it, should the answer be lost", async () => {
    const token = `hotline-${key()}`;
    const [a, b] = await Promise.all([
      file({ description: "甲" }, system, token),
      file({ description: "乙" }, system, token),
    ]);
    expect(a).toBe(b);
    expect(await said("GET", `tokens/${token}`, {})).toEqual([{ service_request_id: a, token }]);
    expect(await fault(ask("GET", "tokens/nobody-knows-this-name", {}))).toBe("404 token_unknown");
    expect(await fault(ask("GET", `tokens/${token}`, { jurisdiction_id: "b" }))).toBe("404 token_unknown");
    expect(await fault(file({ description: "丙" }, other, token))).toBe("400 token_wrong");
  });

  test("with a mail address brings its link; what is answered follows by mail as ever", async () => {
    const number = await file({ email: "citizen@example.org" });
    const mails = await mailsSent();
    const mail = mails.find(({ to }) => to === "citizen@example.org");
    expect(mail?.link?.url).toContain("/follow/");
    expect(mail?.subject).toContain(number);
    await take(await s.as("officer"), { key: key(), number });
    await reply(await s.as("officer"), {
      key: key(),
      number,
      body: "明天来看",
      audience: "everyone",
      attachments: [],
      uploadKey: null,
    });
    expect((await mailsSent()).filter(({ to }) => to === "citizen@example.org").length).toBe(1);
  });

  test("needs a key that holds, of this community", async () => {
    expect(await fault(ask("POST", "requests", { service_code: "lift", address_id: "x" }))).toBe("403 key_missing");
    const elsewhere = await holding(await given("乙的系统", s.world.b, "coordinatorB"));
    expect(
      await fault(ask("POST", "requests", { service_code: "lift", address_id: s.world.building }, elsewhere)),
    ).toBe("403 key_elsewhere");
    const number = await file();
    await revokeKey(await s.as("coordinator"), { key: key(), community: s.world.a, id: system.key.id });
    await expect(file()).rejects.toThrow();
    // What it filed stays.
    expect((await rowOf(s.admin, number)).status).toBe("new");
  });

  test("which community is meant must be said, where there are several", async () => {
    const params = (text: string) =>
      answerTo({
        method: "GET",
        path: ["services"],
        params: paramsOf(new URLSearchParams(text)),
        asking: stranger,
        locale: "en",
        token: null,
      });
    expect(await fault(params(""))).toBe("400 jurisdiction_missing");
    expect(await fault(params("jurisdiction_id=city.gov"))).toBe("404 jurisdiction_unknown");
    expect(await fault(params("jurisdiction_id=a"))).toBe("none");
  });

  test("at a point is at the nearest building; the sea is refused", async () => {
    await placeBuilding(await s.as("coordinator"), {
      key: key(),
      community: s.world.a,
      building: s.world.building,
      point: { latitude: 31.9042, longitude: 120.8861 },
    });
    const number = await file({ address_id: "", lat: "31.9043", long: "120.8862" });
    expect((await said("GET", `requests/${number}`, {}, system))[0]).toMatchObject({
      lat: 31.9042,
      long: 120.8861,
      address_id: s.world.building,
    });
    expect(await fault(ask("POST", "requests", { service_code: "lift", lat: "30.5", long: "123.9" }, system))).toBe(
      "400 place_far",
    );
    await hides(
      placeBuilding(await s.as("officer"), {
        key: key(),
        community: s.world.a,
        building: s.world.building,
        point: null,
      }),
    );
  });

  test("an address that names a door is kept for officers, and told to nobody else", async () => {
    const number = await file({ address_id: "", address_string: "一号楼一单元1502" });
    const { id } = await rowOf(s.admin, number);
    const address = async (who: "officer" | "neighbour" | "resident" | "nobody") =>
      asViewer((await s.as(who)).claims, (tx) => tx.execute(sql`select address from filings where concern_id = ${id}`));
    expect([...(await address("officer"))]).toEqual([{ address: "一号楼一单元1502" }]);
    for (const who of ["neighbour", "resident", "nobody"] as const) expect([...(await address(who))]).toEqual([]);
    await publish(number);
    expect(JSON.stringify(await said("GET", `requests/${number}`, {}))).not.toContain("1502");
    expect(JSON.stringify(await said("GET", `requests/${number}`, {}, system))).not.toContain("单元");
  });

  test("markup, quotes and SQL are text", async () => {
    const description = `'); drop table concerns; -- <script>alert(1)</script> {"a": [1]} %' or 1=1`;
    const number = await file({ description, address_string: "\\'; select 1", address_id: "" });
    expect((await said("GET", `requests/${number}`, {}, system))[0].description).toBe(description);
    expect(await said("GET", "requests", { service_request_id: `{"a"},',NULL,${number}` }, system)).toHaveLength(1);
  });
});

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
    await reply(await s.as("officer"), {
      key: key(),
      number,
      body: "明天来看",
      audience: "everyone",
      attachments: [],
      uploadKey: null,
    });
    await reply(await s.as("officer"), {
      key: key(),
      number,
      body: "只说给自己人听",
      audience: "working",
      attachments: [],
      uploadKey: null,
    });
    const own = await said("GET", "servicerequestupdates", {}, system);
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

  test("are said by the key that filed it and by no other; the same again is once", async () => {
    const number = await file();
    const update = (more: Record<string, string> = {}, asking: Asking = system) =>
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
    for (const asking of [other, stranger])
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
    const [own] = await said("GET", `requests/${number}`, {}, system);
    expect(own).toMatchObject({ status: "open", status_notes: "已经修好" });
  });
});
