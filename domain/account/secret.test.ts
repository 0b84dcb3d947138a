import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { anyText } from "../testing/chars.ts";
import { doorstepCode, linkSecret, readDoorstepCode, readSlipCode, secretHash, slipCode } from "./secret.ts";

const written = /^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{5}-[23456789ABCDEFGHJKMNPQRSTVWXYZ]{5}$/;

describe("a doorstep code", () => {
  test("holds no letter or digit that is mistaken for another", () => {
    const codes = Array.from({ length: 500 }, doorstepCode);
    for (const code of codes) expect(code).toMatch(written);
    // All thirty letters are drawn, none more than the others by far.
    const drawn = new Set(codes.join("").replaceAll("-", ""));
    expect(drawn.size).toBe(30);
    expect(new Set(codes).size).toBe(500);
  });

  test("is understood however it is typed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("", " ", "-", "–", " - ", "\u3000", ".", "\t"),
        fc.boolean(),
        fc.boolean(),
        (between, lower, wide) => {
          const code = doorstepCode();
          let typed = Array.from(code.replace("-", "")).join(between);
          if (lower) typed = typed.toLowerCase();
          if (wide)
            typed = typed.replace(/[0-9A-Za-z]/g, (c) => String.fromCodePoint(Number(c.codePointAt(0)) + 0xfee0));
          expect(readDoorstepCode(typed)).toBe(code);
          expect(secretHash(typed)).toEqual(secretHash(code));
        },
      ),
    );
  });

  test.each([
    "",
    "K7Q2M",
    "K7Q2M-9XWD",
    "K7Q2M-9XWDAA",
    "K7Q2M-9XWD0",
    "O7Q2M-9XWDA",
    "K7Q2M-9XWDI",
    "敲门敲门敲门敲门敲门",
  ])("is not %j", (typed) => expect(readDoorstepCode(typed)).toBeUndefined());

  test("is looked for among random input without ever failing", () => {
    fc.assert(
      fc.property(anyText(), (typed) => {
        const read = readDoorstepCode(typed);
        if (read !== undefined) expect(read).toMatch(written);
      }),
    );
  });
});

describe("the code of a slip", () => {
  const [round, household] = ["5f5f8f3c-0000-4000-8000-000000000001", "5f5f8f3c-0000-4000-8000-000000000002"];
  const slip = /^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{4}(-[23456789ABCDEFGHJKMNPQRSTVWXYZ]{4}){2}$/;
  afterEach(() => vi.unstubAllEnvs());

  test("follows from round, household and the installation's secret, and from nothing else", async () => {
    const made = async (secret: string) => {
      vi.stubEnv("AUTH_SECRET", secret);
      vi.stubEnv("BASE_URL", "");
      vi.resetModules();
      const { slipCode: make } = await import("./secret.ts");
      return [make(round, household), make(household, round)];
    };
    const [one, turned] = await made("a".repeat(32));
    expect(one).toMatch(slip);
    expect(await made("a".repeat(32))).toEqual([one, turned]);
    const [other] = await made("b".repeat(32));
    expect(new Set([one, turned, other]).size).toBe(3);
  });

  test("is drawn from all letters, and understood however it is typed", () => {
    vi.stubEnv("AUTH_SECRET", "c".repeat(32));
    vi.stubEnv("BASE_URL", "");
    const codes = Array.from({ length: 300 }, (_, i) => slipCode(round, String(i)));
    expect(new Set(codes).size).toBe(300);
    expect(new Set(codes.join("").replaceAll("-", "")).size).toBe(30);
    for (const code of codes) {
      expect(code).toMatch(slip);
      expect(readSlipCode(code.toLowerCase().replaceAll("-", " "))).toBe(code);
      expect(readSlipCode(code.replaceAll("-", ""))).toBe(code);
      // Codes of the door and of the slip are never taken for one another.
      expect(readDoorstepCode(code)).toBeUndefined();
    }
    expect(readSlipCode(doorstepCode())).toBeUndefined();
  });
});

describe("the secret of a link", () => {
  test("is long, random, and fits into an address", () => {
    const secrets = Array.from({ length: 200 }, linkSecret);
    expect(new Set(secrets).size).toBe(200);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  test("is kept as a hash of 32 bytes that tells capitals apart", () => {
    expect(secretHash("aB".repeat(16))).toHaveLength(32);
    expect(secretHash("aB".repeat(16))).not.toEqual(secretHash("ab".repeat(16)));
  });
});
