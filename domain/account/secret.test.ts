import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText } from "../testing/chars.ts";
import { doorstepCode, linkSecret, readDoorstepCode, secretHash } from "./secret.ts";

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
