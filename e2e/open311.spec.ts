import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { answer, clientOf } from "./support/open311.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Others' systems: by a client that was not written here, and by what clients do wrong.

const base = `${address}/open311/v2`;
const here = "jurisdiction_id=ithaca";

/** A key, given on the page as whoever leads the community does. */
async function givenKey(page: Page, name: string): Promise<string> {
  await page.goto("/open311");
  const form = page.getByRole("form", { name: zh("open311.add") });
  await form.getByLabel(zh("open311.name")).fill(name);
  await form.getByLabel(zh("open311.contact"), { exact: true }).fill("值班室 12345");
  await form.getByRole("button").click();
  const shown = page.getByText(/dk_[\w-]{40}/);
  await expect(shown).toBeVisible();
  return /dk_[\w-]{40}/.exec((await shown.textContent()) ?? "")?.[0] ?? "";
}

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${base}/${path}`, { method: "POST", body: new URLSearchParams(form), headers });

type Told = Record<string, unknown>;

test("a key is given once, used, and taken back", async ({ person }) => {
  const page = await person("coordinator");
  const key = await givenKey(page, "收回的热线");
  await page.reload();
  await expect(page.getByText(key)).toHaveCount(0);
  const line = page.getByRole("listitem").filter({ hasText: "收回的热线" });
  await expect(line).toContainText(zh("open311.unused"));
  const filed = () =>
    post("requests.json", {
      jurisdiction_id: "ithaca",
      api_key: key,
      service_code: "lift",
      address_string: "1幢",
      description: "电梯又停了",
    });
  expect((await filed()).status).toBe(200);
  await page.reload();
  await expect(line).toContainText("送来 1 件诉求");
  await line.getByRole("button", { name: zh("open311.revoke") }).click();
  await expect(line).toContainText("已于");
  const refused = await filed();
  expect(refused.status).toBe(403);
  expect(await refused.json()).toEqual([{ code: 403, description: expect.stringContaining("api_key") }]);
});

for (const format of ["json", "xml"] as const) {
  test(`a client not written here discovers, lists, files and follows in ${format}`, async ({ person, sql }) => {
    const coordinator = await person("coordinator");
    const apiKey = await givenKey(coordinator, `热线 ${format}`);
    const client = clientOf({ discovery: `${base}/discovery.${format}`, format, jurisdiction: "ithaca", apiKey });

    const discovered = await answer<{ endpoints: { url: string; type: string; formats: string[] }[] }>((done) =>
      client.serviceDiscovery({ cache: true, type: "test" }, done),
    );
    expect(discovered.endpoints[0]).toMatchObject({ url: base, formats: ["text/xml", "application/json"] });
    expect(client.endpoint).toBe(`${base}/`);
    // (It always takes JSON where an endpoint has it.)
    client.format = format;

    const services = await answer<Told[]>((done) => client.serviceList(done));
    expect(services.length).toBe(15);
    const lift = services.find((s) => s.service_code === "lift");
    expect(lift).toMatchObject({ service_name: expect.any(String), metadata: true, type: "realtime" });
    const definition = await answer<{ attributes: { code: string; datatype: string; values?: Told[] }[] }>((done) =>
      client.serviceDefinition("lift", done),
    );
    expect(definition.attributes.map(({ code }) => code)).toEqual(["area", "floor", "urgency", "contact", "privacy"]);
    expect(definition.attributes[0]?.values).toContainEqual({ key: "lift", name: zh("place.areas.lift") });

    const description = `电梯停在 10 楼 <b>&"' ${randomUUID()}`;
    const [filed] = await answer<{ service_request_id: string; service_notice: string }[]>((done) =>
      client.submitRequest(
        {
          service_code: "lift",
          lat: "31.9043",
          long: "120.8862",
          description,
          first_name: "伟",
          last_name: "张",
          phone: "13800001111",
          attributes: { area: "lift", urgency: "urgent", floor: "10" },
        },
        done,
      ),
    );
    const number = filed?.service_request_id ?? "";
    expect(number).toMatch(/^\d{4}-\d{4,}$/);

    // Followed from the start by the key that filed it; to others it is not there.
    const follow = (params: object) =>
      answer<(Told & { requested_datetime: Date })[]>((done) => client.serviceRequests(number, params, done));
    const [own] = await follow({ api_key: apiKey });
    expect(own).toMatchObject({ service_request_id: number, status: "open", description, service_code: "lift" });
    expect(Math.abs((own?.requested_datetime.getTime() ?? 0) - Date.now())).toBeLessThan(120_000);
    await expect(follow({})).rejects.toThrow("404");

    // Whoever is on duty finds it, with what came along, and answers.
    await coordinator.goto(`/concerns/${number}`);
    await expect(coordinator.getByText("张伟").first()).toBeVisible();
    await expect(coordinator.getByText(zh("open311.cameUrgent"))).toBeVisible();
    await expect(coordinator.getByText(`由热线 ${format}送来`)).toBeVisible();

    // Published, it is everybody's: what was published, not what was sent.
    await sql`
      insert into publications (community_id, concern_id, title, body)
      select community_id, id, '电梯常停', '电梯停在高层。' from concerns where number = ${number}`;
    const [shown] = await follow({});
    expect(shown).toMatchObject({ status: "open", description: "电梯常停\n\n电梯停在高层。" });
    expect(JSON.stringify(shown)).not.toMatch(/张伟|13800001111|10 楼/);
    const listed = await answer<Told[]>((done) =>
      client.serviceRequests({ service_code: "lift", status: "open" }, done),
    );
    expect(listed.map((r) => r.service_request_id)).toContain(number);
    const several = await answer<Told[]>((done) => client.serviceRequests([number, "0000-0000"], {}, done));
    expect(several.map((r) => r.service_request_id)).toEqual([number]);
  });
}

test("what clients do wrong is told in the form that they asked for", async ({ person }) => {
  const key = await givenKey(await person("coordinator"), "出错的应用");
  const good = {
    jurisdiction_id: "ithaca",
    api_key: key,
    service_code: "fire",
    address_string: "2幢",
    description: "灭火器过期",
  };
  const wrong: [Record<string, string>, number][] = [
    [{ ...good, api_key: "dk_nobody" }, 403],
    [{ ...good, api_key: "" }, 403],
    [{ ...good, jurisdiction_id: "nowhere" }, 404],
    [{ ...good, service_code: "unknown" }, 404],
    [{ ...good, service_code: "" }, 400],
    [{ ...good, address_string: "" }, 400],
    [{ ...good, lat: "30.5", long: "123.9", address_string: "" }, 400],
    [{ ...good, lat: "north", long: "east" }, 400],
    [{ ...good, description: "长".repeat(4001) }, 400],
    [{ ...good, description: "长".repeat(60_000) }, 400],
    [{ ...good, email: "nobody" }, 400],
    [{ ...good, "attribute[floor]": "top" }, 400],
    [{ ...good, media_url: "file:///etc/passwd" }, 400],
  ];
  for (const [form, status] of wrong) {
    const json = await post("requests.json", form);
    expect([form, json.status]).toEqual([form, status]);
    const errors = (await json.json()) as { code: number; description: string }[];
    expect(errors.length).toBeGreaterThan(0);
    for (const one of errors) expect(one).toEqual({ code: expect.any(Number), description: expect.any(String) });
    const xml = await post("requests.xml", form, { "accept-language": "en" });
    expect(xml.status).toBe(status);
    const text = await xml.text();
    expect(XMLValidator.validate(text)).toBe(true);
    expect(new XMLParser({ ignoreDeclaration: true }).parse(text)).toHaveProperty("errors.error");
  }
  const asked: [string, number][] = [
    [`requests.json?${here}&start_date=2999-01-01T00:00:00Z`, 400],
    [`requests.json?${here}&start_date=yesterday`, 400],
    [`requests.xml?${here}&status=fixed`, 400],
    [`requests.xml?${here}&page_size=100000`, 400],
    [`requests/9999-0000.json?${here}`, 404],
    [`services/unknown.xml?${here}`, 404],
    [`tokens/unknown.json?${here}`, 404],
    [`requests.yaml?${here}`, 404],
    ["services.json?jurisdiction_id=nowhere", 404],
    [`requests.json?${here}&api_key=dk_nobody`, 403],
  ];
  for (const [path, status] of asked) expect([path, (await fetch(`${base}/${path}`)).status]).toEqual([path, status]);
  const notForm = await fetch(`${base}/requests.json`, {
    method: "POST",
    body: JSON.stringify(good),
    headers: { "content-type": "application/json" },
  });
  expect(notForm.status).toBe(400);
});

test("the endpoint itself says what there is, and what it does not take is refused in its own form", async () => {
  const asked = async (path: string, init: RequestInit = {}) => {
    const got = await fetch(base + path, init);
    const type = got.headers.get("content-type")?.split(";")[0];
    return [got.status, type, got.headers.get("allow"), await got.text()] as const;
  };
  const json = { headers: { accept: "application/json" } };
  const [status, type, , text] = await asked("", json);
  expect([status, type]).toEqual([200, "application/json"]);
  expect(JSON.parse(text)).toMatchObject({ endpoints: [{ url: base }] });
  const [, xmlType, , xml] = await asked("");
  expect(xmlType).toBe("text/xml");
  expect(XMLValidator.validate(xml)).toBe(true);
  for (const [path, method, allow] of [
    [`/requests.json?${here}`, "PUT", "GET, HEAD, POST"],
    [`/requests/2611-0001.json?${here}`, "DELETE", "GET, HEAD"],
    ["", "PATCH", "GET, HEAD"],
    ["", "POST", "GET, HEAD"],
    [`/services.xml?${here}`, "POST", "GET, HEAD"],
  ] as const) {
    const body = method === "POST" ? new URLSearchParams("a=b") : undefined;
    const [refused, form, allowed, words] = await asked(path, { method, body });
    expect([path, refused, form, allowed]).toEqual([
      path,
      405,
      path.includes(".json") ? "application/json" : "text/xml",
      allow,
    ]);
    expect(words).toContain("405");
  }
});

test("the answer to anybody may be read by any page, that to a key is kept by nobody", async ({ person }) => {
  const key = await givenKey(await person("coordinator"), "网页应用");
  const open = await fetch(`${base}/requests.xml?${here}`);
  expect(open.headers.get("access-control-allow-origin")).toBe("*");
  expect(open.headers.get("content-type")).toBe("text/xml; charset=utf-8");
  expect(open.headers.has("set-cookie")).toBe(false);
  const own = await fetch(`${base}/requests.json?${here}`, { headers: { "x-api-key": key } });
  expect(own.headers.get("cache-control")).toContain("no-store");
  expect(own.headers.has("access-control-allow-origin")).toBe(false);
  expect((await fetch(`${base}/services?${here}`)).headers.get("content-type")).toContain("text/xml");
  const wished = await fetch(`${base}/services?${here}`, { headers: { accept: "application/json" } });
  expect(wished.headers.get("content-type")).toBe("application/json; charset=utf-8");
  const csv = await fetch(`${base}/requests.csv?${here}`);
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
});

test("whoever floods is asked to wait, and nobody else notices", async ({ sql, person }) => {
  let last = 200;
  let sent = 0;
  while (last !== 429 && sent < 400) {
    last = (await post("requests.json", { jurisdiction_id: "ithaca" })).status;
    sent++;
  }
  expect(sent).toBe(301);
  const refused = await post("requests.xml", {});
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(XMLValidator.validate(await refused.text())).toBe(true);
  // Reading is counted apart, and pages are not theirs.
  expect((await fetch(`${base}/services.json?${here}`)).status).toBe(200);
  expect((await fetch(address)).status).toBe(200);
  await sql`update throttles set count = 1200 where subject like 'open311 read %'`;
  expect((await fetch(`${base}/services.json?${here}`)).status).toBe(429);
  await sql`delete from throttles`;
  const key = await givenKey(await person("coordinator"), "洪水");
  await fetch(`${base}/services.json?${here}`, { headers: { "x-api-key": key } });
  await sql`update throttles set count = 6000 where subject like 'open311 readByKey %'`;
  expect((await fetch(`${base}/services.json?${here}`, { headers: { "x-api-key": key } })).status).toBe(429);
});

test("the examples of docs/open311.md do what the page says", async ({ person }) => {
  const key = await givenKey(await person("coordinator"), "照着文档");
  const blocks = [...readFileSync("docs/open311.md", "utf8").matchAll(/```http\n([\s\S]*?)```/g)].map(
    (m) => m[1] ?? "",
  );
  let number = "";
  let run = 0;
  for (const block of blocks) {
    const lines = block.trim().split("\n");
    for (const [i, line] of lines.entries()) {
      const [, method, path] = /^(GET|POST) (\S+)$/.exec(line) ?? [];
      if (!method || !path) continue;
      const filled = (text: string) => text.replace("KEY", key).replace("NUMBER", number);
      const got = await fetch(`${address}${filled(path)}`, {
        method,
        ...(method === "POST"
          ? {
              body: filled(lines[i + 1] ?? ""),
              headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
            }
          : {}),
      });
      const text = await got.text();
      expect([line, got.status]).toEqual([line, 200]);
      if (path.includes(".xml")) expect([line, XMLValidator.validate(text)]).toEqual([line, true]);
      if (path.includes(".json")) expect([line, JSON.parse(text)]).toEqual([line, expect.anything()]);
      number ||= /"service_request_id":"(\d{4}-\d{4,9})"/.exec(method === "POST" ? text : "")?.[1] ?? "";
      run++;
    }
  }
  expect(run).toBe(11);
});
