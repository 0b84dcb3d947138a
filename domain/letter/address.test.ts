import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { settings } from "#db/settings.ts";
import { concernAddress, readAddress, readToken, replyAddress, replyToken } from "./address.ts";

beforeAll(() => {
  vi.stubEnv("BASE_URL", "https://portal.test");
  vi.stubEnv("MAIL_DOMAIN", "Door.Example.test");
  vi.stubEnv("DOORSTEP_DATA", join(mkdtempSync(join(tmpdir(), "doorstep-letter-")), "data"));
  settings.reset();
});
afterAll(() => {
  vi.unstubAllEnvs();
  settings.reset();
});

const someone = fc.record({
  number: fc.stringMatching(/^\d{4}-\d{4,9}$/),
  person: fc.uuid(),
  account: fc.boolean(),
});

test("a reply address says whom and what it is for, whatever a server does to its case", () => {
  fc.assert(
    fc.property(someone, fc.boolean(), (to, loud) => {
      const token = replyToken(to);
      expect(readToken(loud ? token.toUpperCase() : token)).toEqual({ ...to, valid: true });
    }),
  );
});

test("it fits into what an address may be", () => {
  fc.assert(
    fc.property(someone, (to) => {
      const [local = ""] = (replyAddress(to) ?? "").split("@");
      expect(local.length).toBeLessThanOrEqual(64);
      expect(local).toMatch(/^[a-z2-7+]+$/);
    }),
  );
});

test("one letter changed, it is not ours", () => {
  fc.assert(
    fc.property(someone, fc.nat(52), fc.constantFrom(..."abcdefgh234567"), (to, at, letter) => {
      const token = replyToken(to);
      const forged = token.slice(0, at) + letter + token.slice(at + 1);
      // The last letter has room for bits that count for nothing.
      fc.pre(forged !== token && at < 52);
      expect(readToken(forged)?.valid ?? false).toBe(false);
    }),
  );
});

test("the same words for another person or concern are other words", () => {
  const to = { number: "2611-0001", person: "0f8fad5b-d9cb-469f-a165-70867728950e", account: true };
  const words = [
    to,
    { ...to, number: "2611-00001" },
    { ...to, account: false },
    { ...to, person: crypto.randomUUID() },
  ];
  expect(new Set(words.map(replyToken)).size).toBe(words.length);
});

test.each([
  ["reply+abc@door.example.test", { kind: "reply", token: "abc" }],
  ["Reply+ABC@DOOR.example.TEST", { kind: "reply", token: "ABC" }],
  ["concern+ithaca@door.example.test", { kind: "concern", code: "ithaca" }],
  ["concern+@door.example.test", null],
  ["concern+ithaca@elsewhere.test", null],
  ["somebody@door.example.test", null],
  ["concern+a b@door.example.test", null],
  [`reply+${"a".repeat(65)}@door.example.test`, null],
])("%s", (address, meant) => expect(readAddress(address)).toEqual(meant));

test("no token is read from what is none", () => {
  fc.assert(fc.property(fc.string(), (text) => void readToken(text)));
  expect(readToken("")).toBeNull();
});

test("without a domain there is no address to reply to", () => {
  expect(concernAddress("ithaca")).toBe("concern+ithaca@door.example.test");
  vi.stubEnv("MAIL_DOMAIN", "");
  settings.reset();
  expect(concernAddress("ithaca")).toBeUndefined();
  expect(replyAddress({ number: "2611-0001", person: crypto.randomUUID(), account: true })).toBeUndefined();
  expect(readAddress("concern+ithaca@door.example.test")).toBeNull();
});
