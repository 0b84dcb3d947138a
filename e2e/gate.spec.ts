import { connect } from "node:net";
import { demoPassword } from "#db/demo/accounts.ts";
import { emailOf } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { formWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// What stands before every page: whatever is sent, from wherever, is read, or refused in words; never a fault of ours.

/** The first line of the answer to bytes that no client library would send. */
const raw = (line: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${line} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`),
    );
    socket.once("data", (data) => {
      resolve(data.toString().split("\r\n")[0]?.split(" ")[1] ?? "");
      socket.destroy();
    });
    socket.once("error", reject);
  });

test("an address that is none is not there, or no address", async () => {
  for (const [line, status] of [
    ["GET *", "400"],
    ["GET /%", "404"],
    ["GET /nowhere/%E0%A4%A", "404"],
    ["GET /\\evil.example", "404"],
    ["GET /?lang=%E0%A4%A", "200"],
    ["GET http://evil.example/board", "200"],
    ["TRACE /", "405"],
    ["PUT /board", "405"],
    ["DELETE /sign-out", "405"],
  ] as const)
    expect(await raw(line), line).toBe(status);
});

test("a body that says no length is not read for ever", async () => {
  const { hostname, port } = new URL(address);
  const sent = await new Promise<number>((resolve) => {
    const socket = connect(Number(port), hostname);
    const part = Buffer.alloc(1024 * 1024);
    let bytes = 0;
    const more = () => {
      if (socket.destroyed || bytes > 400 * part.length) return resolve(bytes / part.length);
      bytes += part.length;
      socket.write(`${part.length.toString(16)}\r\n`);
      socket.write(part);
      socket.write("\r\n", () => setImmediate(more));
    };
    socket.on("error", () => resolve(bytes / part.length));
    socket.on("close", () => resolve(bytes / part.length));
    socket.write(
      `POST /api/uploads HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${address}\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n`,
      more,
    );
  });
  expect(sent).toBeLessThan(200);
  expect((await fetch(`${address}/api/health`)).status).toBe(200);
});

test("a form of another site is refused in words, whatever its browser says of itself", async ({ wire }) => {
  const { get, request } = await wire("resident");
  const page = await get("/settings");
  const form = formWith(page, { label: zh("settings.name") });
  const multipart = { ...Object.fromEntries(form.entries), name: "不是我写的" };
  const others: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://localhost:1" },
    { "sec-fetch-site": "cross-site" },
  ];
  for (const headers of others) {
    const answer = await request.post("/settings", { multipart, headers, maxRedirects: 0 });
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
    expect(await answer.text()).toContain("another site");
  }
  expect((await get("/settings")).html).not.toContain("不是我写的");
  const unbounded = await request.post("/settings", {
    data: "x",
    headers: { "content-type": "multipart/form-data", origin: address },
  });
  expect(unbounded.status()).toBe(400);
});

test("what may be asked of a page, a file, an endpoint is told; what is no endpoint is not there, in its form", async () => {
  for (const [path, allow] of [
    ["/board", "GET, HEAD, POST, OPTIONS"],
    ["/icons/512.png", "GET, HEAD, OPTIONS"],
    ["/stories/feed.xml", "GET, HEAD, OPTIONS"],
  ] as const) {
    const told = await fetch(address + path, { method: "OPTIONS" });
    expect([path, told.status, told.headers.get("allow")]).toEqual([path, 204, allow]);
  }
  const none = await fetch(`${address}/api/nothing`);
  expect([none.status, await none.json()]).toEqual([404, { error: "not found" }]);
});

test("a form that was cut off on its way is no fault of ours, and is told so in words", async () => {
  for (const path of ["/sign-in", "/report"]) {
    const answer = await fetch(address + path, {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=x", origin: address },
      body: '--x\r\nContent-Disposition: form-data; name="1_$ACTION_REF_1"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nThe li',
    });
    expect([path, answer.status]).toEqual([path, 400]);
    expect(await answer.text()).toContain("did not arrive whole");
  }
});

test("figures of the process are for this machine, not for whom a proxy on it asks for", async () => {
  const status = async (headers: Record<string, string>) => (await fetch(`${address}/metrics`, { headers })).status;
  expect(await status({})).toBe(200);
  for (const name of ["x-forwarded-for", "forwarded", "x-real-ip", "via"])
    expect(await status({ [name]: "203.0.113.7" }), name).toBe(404);
  // (What only this process may say of a request counts for nothing where it is sent.)
  expect(
    await status({ "x-forwarded-for": "203.0.113.7", "x-doorstep-forwarded": "", "x-doorstep-address": "::1" }),
  ).toBe(404);
});

test("signing out where next-auth does it ends the session, not only its cookie", async ({ wire }) => {
  const { request } = await wire(null);
  const token = async () => ((await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string }).csrfToken;
  const post = async (path: string, form: Record<string, string>) =>
    request.post(path, { form: { ...form, csrfToken: await token(), json: "true" }, headers: { origin: address } });
  await post("/api/auth/callback/credentials", { login: emailOf("neighbour"), password: demoPassword });
  const cookie = (await request.storageState()).cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const desk = async () => (await fetch(`${address}/desk`, { headers: { cookie }, redirect: "manual" })).status;
  expect(await desk()).toBe(200);
  await post("/api/auth/signout", {});
  // Whoever kept a copy of the cookie has nothing.
  expect(await desk()).toBe(307);
  expect((await fetch(`${address}/api/auth/callback/credentials`)).status).toBe(404);
});
