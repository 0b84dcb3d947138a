import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { asViewer } from "#db/viewer.ts";
import { concernPage } from "../concern/page.ts";
import { sort } from "../concern/steer.ts";
import { take } from "../concern/take.ts";
import { mailsSent } from "../testing/mail.ts";
import { fault, numbers, systemsOf } from "../testing/open311.ts";
import { hides, key, rowOf, stage } from "../testing/stage.ts";
import { answerTo } from "./dispatch.ts";
import { stranger } from "./key.ts";
import { revokeKey } from "./keys.ts";
import { paramsOf } from "./params.ts";
import { placeBuilding } from "./placing.ts";

const s = stage();
const { held: systems, given, holding, ask, said, file, tell, publish } = systemsOf(s);

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
    const own = await said("GET", `requests/${number}`, {}, systems.system);
    expect(own).toEqual([
      expect.objectContaining({ service_request_id: number, status: "open", description, service_code: "lift" }),
    ]);
    expect(numbers(await said("GET", "requests", {}, systems.system))).toEqual([number]);
    for (const asking of [stranger, systems.other]) {
      expect(await fault(ask("GET", `requests/${number}`, {}, asking))).toBe("404 request_unknown");
      expect(await said("GET", "requests", { service_request_id: number }, asking)).toEqual([]);
      expect(await said("GET", "requests", {}, asking)).toEqual([]);
      expect(await said("GET", "servicerequestupdates", { service_request_id: number }, asking)).toEqual([]);
    }
    await publish(number);
    for (const asking of [stranger, systems.other])
      expect((await said("GET", `requests/${number}`, {}, asking))[0]).toMatchObject({
        description: "电梯常停\n\n电梯停在十楼",
        address_id: s.world.building,
      });
    expect((await said("GET", `requests/${number}`, {}, systems.system))[0].description).toBe(description);
    // Once it is said that it is private after all, it is gone again.
    await sort(await s.as("coordinator"), {
      key: key(),
      number,
      category: "lift",
      privacy: "private",
      urgency: "normal",
    });
    expect(await fault(ask("GET", `requests/${number}`, {}))).toBe("404 request_unknown");
    expect((await said("GET", `requests/${number}`, {}, systems.system))[0].description).toBe(description);
  });

  test("is private where it says so; a matter of a household's own has to say", async () => {
    expect(
      await fault(ask("POST", "requests", { service_code: "welfare", address_id: s.world.building }, systems.system)),
    ).toBe("400 attribute_missing");
    const number = await file({ service_code: "welfare", "attribute[privacy]": "private" });
    expect((await rowOf(s.admin, number)).privacy).toBe("private");
    await hides(concernPage(await s.as("neighbour"), number));
    expect((await said("GET", `requests/${number}`, {}, systems.system))[0].status).toBe("open");
    expect(await fault(ask("GET", `requests/${number}`, {}, systems.other))).toBe("404 request_unknown");
  });

  test("sent twice is one, also at once; another text is another, and so is another system's", async () => {
    const body = { description: "门禁坏了", service_code: "security" };
    const [a, b] = await Promise.all([file(body), file(body)]);
    expect(a).toBe(b);
    expect(await file(body)).toBe(a);
    expect(await file({ ...body, description: "门禁又坏了" })).not.toBe(a);
    expect(await file(body, systems.other)).not.toBe(a);
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
      file({ description: "甲" }, systems.system, token),
      file({ description: "乙" }, systems.system, token),
    ]);
    expect(a).toBe(b);
    expect(await said("GET", `tokens/${token}`, {})).toEqual([{ service_request_id: a, token }]);
    expect(await fault(ask("GET", "tokens/nobody-knows-this-name", {}))).toBe("404 token_unknown");
    expect(await fault(ask("GET", `tokens/${token}`, { jurisdiction_id: "b" }))).toBe("404 token_unknown");
    expect(await fault(file({ description: "丙" }, systems.other, token))).toBe("400 token_wrong");
  });

  test("with a mail address brings its link; what is answered follows by mail as ever", async () => {
    const number = await file({ email: "citizen@example.org" });
    const mails = await mailsSent();
    const mail = mails.find(({ to }) => to === "citizen@example.org");
    expect(mail?.link?.url).toContain("/follow/");
    expect(mail?.subject).toContain(number);
    await take(await s.as("officer"), { key: key(), number });
    await tell(number, "明天来看");
    expect((await mailsSent()).filter(({ to }) => to === "citizen@example.org").length).toBe(1);
  });

  test("needs a key that holds, of this community", async () => {
    expect(await fault(ask("POST", "requests", { service_code: "lift", address_id: "x" }))).toBe("403 key_missing");
    const elsewhere = await holding(await given("乙的系统", s.world.b, "coordinatorB"));
    expect(
      await fault(ask("POST", "requests", { service_code: "lift", address_id: s.world.building }, elsewhere)),
    ).toBe("403 key_elsewhere");
    const number = await file();
    await revokeKey(await s.as("coordinator"), { key: key(), community: s.world.a, id: systems.system.key.id });
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
    expect((await said("GET", `requests/${number}`, {}, systems.system))[0]).toMatchObject({
      lat: 31.9042,
      long: 120.8861,
      address_id: s.world.building,
    });
    expect(
      await fault(ask("POST", "requests", { service_code: "lift", lat: "30.5", long: "123.9" }, systems.system)),
    ).toBe("400 place_far");
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
    expect(JSON.stringify(await said("GET", `requests/${number}`, {}, systems.system))).not.toContain("单元");
  });

  test("markup, quotes and SQL are text", async () => {
    const description = `'); drop table concerns; -- <script>alert(1)</script> {"a": [1]} %' or 1=1`;
    const number = await file({ description, address_string: "\\'; select 1", address_id: "" });
    expect((await said("GET", `requests/${number}`, {}, systems.system))[0].description).toBe(description);
    expect(
      await said("GET", "requests", { service_request_id: `{"a"},',NULL,${number}` }, systems.system),
    ).toHaveLength(1);
  });
});
