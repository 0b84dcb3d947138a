import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { post } from "./call.ts";
import { addressOf, reachable } from "./guard.ts";

describe("an address", () => {
  test.each([
    ["8.8.8.8", true],
    ["2606:4700::1111", true],
    ["127.0.0.1", false],
    ["10.2.3.4", false],
    ["172.16.0.1", false],
    ["172.32.0.1", true],
    ["192.168.1.1", false],
    ["169.254.169.254", false],
    ["100.64.0.1", false],
    ["0.0.0.0", false],
    ["224.0.0.1", false],
    ["255.255.255.255", false],
    ["::1", false],
    ["::", false],
    ["fe80::1", false],
    ["fd00::1", false],
    ["::ffff:10.0.0.1", false],
    ["::ffff:8.8.8.8", true],
    ["::ffff:a00:1", false],
    ["64:ff9b::a00:1", false],
    ["2002:a00:1::", false],
    ["no address", false],
  ])("%s is on the internet: %s", (address, expected) => expect(reachable(address)).toBe(expected));

  test("of one's own network is allowed where the installation says so, and only that", () => {
    expect(reachable("10.1.2.3", ["10.1.0.0/16"])).toBe(true);
    expect(reachable("10.2.2.3", ["10.1.0.0/16"])).toBe(false);
    expect(reachable("fd12::1", ["fd12::/16"])).toBe(true);
    expect(reachable("10.1.2.3", ["nonsense/8", "/8"])).toBe(false);
  });

  test("is looked up: a name that leads into the house is refused, one that leads nowhere too", async () => {
    await expect(addressOf("localhost", [])).rejects.toMatchObject({ code: "private" });
    await expect(addressOf("[::1]", [])).rejects.toMatchObject({ code: "private" });
    // Numbers in other spellings are the same address.
    for (const spelt of ["0x7f000001", "2130706433", "127.1"]) {
      const { hostname } = new URL(`http://${spelt}/`);
      await expect(addressOf(hostname, []), spelt).rejects.toMatchObject({ code: "private" });
    }
    await expect(addressOf("nowhere.invalid", [])).rejects.toMatchObject({ code: "unknown_host" });
  });
});

describe("a call", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  const serve = async (answer: Parameters<typeof createServer>[1]): Promise<string> => {
    const made = createServer(answer as never);
    server = made;
    await new Promise<void>((done) => made.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(made.address() as AddressInfo).port}/hook`;
  };
  const allowed = ["127.0.0.0/8"];

  test("brings body and headers, and back comes the status alone", async () => {
    let got = "";
    const url = await serve((request, response) => {
      request.on("data", (chunk) => {
        got += chunk;
      });
      request.on("end", () => {
        got += request.headers["x-a"];
        response.writeHead(202).end("x".repeat(10_000_000));
      });
    });
    expect(await post(url, { headers: { "x-a": "你好".length.toString() }, body: "{}", allowed })).toBe(202);
    expect(got).toBe("{}2");
  });

  test("follows no redirect", async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked++;
      response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    });
    expect(await post(url, { headers: {}, body: "", allowed })).toBe(302);
    expect(asked).toBe(1);
  });

  test("goes into no private network, and says when nobody answers", async () => {
    const url = await serve((_request, response) => response.end());
    await expect(post(url, { headers: {}, body: "", allowed: [] })).rejects.toMatchObject({ code: "private" });
    server?.close();
    server?.closeAllConnections();
    await expect(post(url, { headers: {}, body: "", allowed })).rejects.toMatchObject({ code: "failed" });
  });

  test("waits ten seconds for one that hangs, no longer", { timeout: 20_000 }, async () => {
    const url = await serve(() => {});
    const start = performance.now();
    await expect(post(url, { headers: {}, body: "", allowed })).rejects.toMatchObject({ code: "timeout" });
    expect(performance.now() - start).toBeLessThan(13_000);
  });
});
