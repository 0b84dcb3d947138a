import { createECDH } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decrypted, deviceKeys } from "../testing/push.ts";
import { areKeys, encrypted } from "./encrypt.ts";

test("the example of RFC 8291, appendix A, comes out as the standard prints it", () => {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(Buffer.from("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "base64url"));
  const keys = {
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  };
  const salt = Buffer.from("DGv6ra1nlYgDCS1FRnbzlw", "base64url");
  expect(encrypted("When I grow up, I want to be a watermelon", keys, { pair, salt }).toString("base64url")).toBe(
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  );
});

test("what is encrypted for a device is read there, and each time looks different", () => {
  const device = deviceKeys();
  fc.assert(
    fc.property(fc.string({ maxLength: 1000, unit: "grapheme" }), (text) => {
      const body = encrypted(text, device.keys);
      expect(decrypted(body, device)).toBe(text);
      expect(encrypted(text, device.keys).equals(body)).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test("another device reads nothing of it", () => {
  expect(() => decrypted(encrypted("x", deviceKeys().keys), deviceKeys())).toThrow();
});

describe("keys", () => {
  test("are a point of the curve and sixteen bytes", () => {
    const { keys } = deviceKeys();
    expect(areKeys(keys)).toBe(true);
    expect(areKeys({ ...keys, auth: "AAAA" })).toBe(false);
    expect(areKeys({ ...keys, p256dh: keys.p256dh.slice(0, 20) })).toBe(false);
    expect(areKeys({ ...keys, p256dh: Buffer.alloc(65, 4).toString("base64url") })).toBe(false);
  });
});
