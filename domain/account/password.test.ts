import { describe, expect, test } from "vitest";
import { hashPassword, newPassword, passwordFits } from "./password.ts";

const refusalOf = (typed: string) => {
  const [issue] = newPassword.safeParse(typed).error?.issues ?? [];
  return issue?.code === "custom" ? issue.params : undefined;
};

describe("a new password", () => {
  test.each(["correct horse battery", "一二三四五六七八九十", "😀🎈🎉🎊🎁🎂🍰🍩🍪🍫", "  spaces count  "])(
    "may be %j, as it was typed",
    (typed) => expect(newPassword.parse(typed)).toBe(typed),
  );

  test("that is short, very long or all of a kind is refused, and says why", () => {
    expect(refusalOf("nine char")).toMatchObject({ key: "passwordShort", min: 10 });
    expect(refusalOf("梯".repeat(9))).toMatchObject({ key: "passwordShort" });
    expect(refusalOf("abcd".repeat(51))).toMatchObject({ key: "tooLong", max: 200 });
    expect(refusalOf("aaaabbbbcccc")).toMatchObject({ key: "passwordSimple" });
  });
});

describe("a kept password", () => {
  test("is an argon2id hash, salted, with the cost that OWASP asks for", async () => {
    const [one, two] = await Promise.all([
      hashPassword("correct horse battery"),
      hashPassword("correct horse battery"),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(two).not.toBe(one);
    expect(await passwordFits("correct horse battery", one)).toBe(true);
    expect(await passwordFits("correct horse batterY", one)).toBe(false);
  });

  test("fits however a keyboard composes the same characters", async () => {
    const kept = await hashPassword("Café au lait \u2460");
    expect(await passwordFits("Cafe\u0301 au lait 1", kept)).toBe(true);
  });

  test("that nobody has fits nothing, not even the stand-in that makes it take as long", async () => {
    expect(await passwordFits("nobody's password", undefined)).toBe(false);
    expect(await passwordFits("", undefined)).toBe(false);
  });
});
