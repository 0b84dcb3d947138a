import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { encodingFor, KeptPages, type Made, scriptHashes } from "./kept.ts";

const policy = (scripts: string) => `script-src ${scripts}`;
const made = (html: string): Made => ({ html, policy });
const text = (page: { bodies: { identity: Buffer } } | null) => page?.bodies.identity.toString();

/** A cache with a clock of its own, and a page that says how often it was made. */
function cache() {
  let at = 0;
  let times = 0;
  const pages = new KeptPages(() => at);
  const ask = async (key = "/") => text(await pages.page(key, async () => made(`page ${++times}`)));
  return { pages, ask, pass: (ms: number) => (at += ms) };
}

describe("a page for strangers", () => {
  test("is made once, however many ask", async () => {
    const { ask } = cache();
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(["page 1", "page 1", "page 1"]);
    expect(await ask()).toBe("page 1");
    expect(await ask("/board")).toBe("page 2");
  });

  test("that is a little old is sent once more while a new one is made; never one of half a minute", async () => {
    const { ask, pass } = cache();
    await ask();
    pass(9_000);
    expect(await ask()).toBe("page 1");
    pass(2_000);
    expect(await ask()).toBe("page 1");
    await expect.poll(() => ask()).toBe("page 2");
    pass(30_000);
    expect(await ask()).toBe("page 3");
  });

  test("that was dropped is made anew, also while it is being made", async () => {
    const { pages, ask } = cache();
    let finish = (_: Made) => {};
    const slow = pages.page("/slow", () => new Promise<Made>((resolve) => (finish = resolve)));
    await ask();
    pages.drop();
    finish(made("from before"));
    expect(text(await slow)).toBe("from before");
    expect(text(await pages.page("/slow", async () => made("from after")))).toBe("from after");
    expect(text(await pages.page("/slow", async () => made("later")))).toBe("from after");
    expect(await ask()).toBe("page 2");
  });

  test("that is none is not asked for again at once, and one that failed is", async () => {
    const { pages } = cache();
    let asked = 0;
    const none = async () => {
      asked++;
      return null;
    };
    expect([await pages.page("/404", none), await pages.page("/404", none), asked]).toEqual([null, null, 1]);
    await expect(pages.page("/", () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    expect(text(await pages.page("/", async () => made("up again")))).toBe("up again");
  });

  test("never fills the memory: of many addresses the oldest go", async () => {
    const { pages } = cache();
    for (let i = 0; i < 450; i++) await pages.page(`/?q=${i}`, async () => made(`page ${i}`));
    expect(text(await pages.page("/?q=449", async () => made("new")))).toBe("page 449");
    expect(text(await pages.page("/?q=0", async () => made("new")))).toBe("new");
  });

  test("comes packed, and says the same packed or not", async () => {
    const page = await new KeptPages().page("/", async () => made("敲门".repeat(500)));
    const { identity, br, gzip } = page?.bodies ?? { identity: Buffer.of(), br: Buffer.of(), gzip: Buffer.of() };
    expect(brotliDecompressSync(br)).toEqual(identity);
    expect(gunzipSync(gzip)).toEqual(identity);
    expect(br.byteLength).toBeLessThan(identity.byteLength / 10);
  });
});

test("only the scripts that stand in it may run in a kept page", () => {
  const hash = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  const html = `<script src="/a.js" async=""></script><script>one()</script><script type="x">two\n()</script><script>one()</script>`;
  expect(scriptHashes(html)).toBe(`${hash("one()")} ${hash("two\n()")}`);
});

test.each([
  ["gzip, deflate, br", "br"],
  ["gzip, deflate", "gzip"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["br;q=0.0,gzip;q=0", "identity"],
  ["", "identity"],
  ["*", "identity"],
] as const)("a browser that takes “%s” gets %s", (accepted, encoding) => expect(encodingFor(accepted)).toBe(encoding));
