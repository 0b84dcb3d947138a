import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import {
  clean,
  concernNumber,
  email,
  id,
  lengthOf,
  line,
  localDay,
  localTime,
  optionalId,
  optionalText,
  orNull,
  phone,
  several,
  submissionKey,
  text,
  ticked,
} from "./input.ts";
import { anyText } from "./testing/chars.ts";

/** Pieces of what people, phones and attackers send: rare characters, broken ones, invisible ones, all line ends. */
const piece = fc.oneof(
  anyText(),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "\0",
    "\u0007",
    "\u001b[31m",
    "\u007f",
    "\u0085",
    "\r\n",
    "\r",
    "\n",
    "\t",
    " ",
    "\u00a0",
    "\u3000",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\ufffd",
    "𠮷",
    "😀",
    "👩‍👩‍👧",
    "مرحبا",
    "שלום",
    "电梯",
    "e\u0301",
  ),
);
const anything = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

/** What may never reach the database or a page: control characters, direction overrides, half characters. */
const ranges = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
] as const;
const isForbidden = (c: string) =>
  ranges.some(([low, high]) => Number(c.codePointAt(0)) >= low && Number(c.codePointAt(0)) <= high);

describe("clean", () => {
  test("leaves no control character, direction override or lone surrogate, whatever is typed", () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const kept = clean(typed);
        expect(Array.from(kept).filter(isForbidden)).toEqual([]);
        expect(kept).toBe(kept.trim());
      }),
      { numRuns: 500 },
    );
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(anything, (typed) => {
        expect(clean(clean(typed))).toBe(clean(typed));
      }),
    );
  });

  test("survives the way through UTF-8 unchanged", () => {
    fc.assert(
      fc.property(anything, (typed) => {
        expect(Buffer.from(clean(typed)).toString()).toBe(clean(typed));
      }),
    );
  });

  test.each([
    ["line ends of Windows and of old Macs become line feeds", "一\r\n二\r三\n四", "一\n二\n三\n四"],
    ["NUL bytes vanish", "电\0梯\0", "电梯"],
    ["lone surrogates vanish, pairs stay", "\ud83dA\ude00😀", "A😀"],
    ["direction overrides vanish, right-to-left text stays", "\u202eevil\u202c مرحبا", "evil مرحبا"],
    ["rare characters of four bytes stay", "𠮷野家 𰻝𰻝面", "𠮷野家 𰻝𰻝面"],
    ["emoji with joiners stay", " 👩‍👩‍👧‍👦 ", "👩‍👩‍👧‍👦"],
    ["tabs and line feeds inside stay, at the ends they go", "\n\ta\tb\n", "a\tb"],
  ])("%s", (_, typed, kept) => expect(clean(typed)).toBe(kept));
});

describe("texts", () => {
  test("are measured in code points, not in the units of JavaScript", () => {
    expect(lengthOf("𠮷𠮷")).toBe(2);
    expect(text(3).safeParse("😀😀😀").success).toBe(true);
    expect(text(3).safeParse("😀😀😀😀").success).toBe(false);
    expect(text(3).safeParse("一二三").success).toBe(true);
  });

  test("of exactly the most that is allowed pass, of one more do not", () => {
    const character = fc.constantFrom("a", "梯", "𠮷", "😀");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), character, (max, c) => {
        expect(text(max).safeParse(c.repeat(max)).success).toBe(true);
        expect(text(max).safeParse(c.repeat(max + 1)).success).toBe(false);
        expect(optionalText(max).safeParse(c.repeat(max + 1)).success).toBe(false);
        expect(line(max).safeParse(c.repeat(max + 1)).success).toBe(false);
      }),
    );
  });

  test.each(["", "   ", "\r\n\t", "\0\0", "\u202e", "\ud800", "\u3000\u00a0"])(
    "that are nothing once cleaned (%j) count as missing, or as left out",
    (typed) => {
      const refused = text(10).safeParse(typed);
      expect(refused.error?.issues[0]).toMatchObject({ code: "custom", params: { key: "required" } });
      expect(optionalText(10).parse(typed)).toBeNull();
    },
  );

  test("that are too long say how long they may be", () => {
    const refused = text(3).safeParse("abcd");
    expect(refused.error?.issues[0]).toMatchObject({ code: "custom", params: { key: "tooLong", max: 3 } });
  });

  test("left out altogether are null where they may be", () => {
    expect(optionalText(5).parse(undefined)).toBeNull();
    expect(optionalText(5).parse(null)).toBeNull();
  });

  test("of one line hold no line break", () => {
    expect(line(20).parse(" 3幢\r\n 2单元\t1502 ")).toBe("3幢 2单元 1502");
    fc.assert(
      fc.property(anything, (typed) => {
        const parsed = line(1000).safeParse(typed);
        if (parsed.success) expect(parsed.data).not.toMatch(/[\r\n\t]/);
      }),
    );
  });
});

describe("email addresses", () => {
  test("are kept in lower case, without what was typed around them", () => {
    expect(email.parse("  Lin.Yi+Door@Example.TEST\n")).toBe("lin.yi+door@example.test");
  });

  test.each(["", "lin", "lin@", "@example.test", "a b@example.test", "lin@example", "a@b.test\nBcc: c@d.test"])(
    "are not %j",
    (typed) => expect(email.safeParse(typed).success).toBe(false),
  );

  test("end somewhere: 255 characters are too many", () => {
    expect(email.safeParse(`${"a".repeat(64)}@${"b".repeat(190)}.test`).success).toBe(false);
  });
});

describe("telephone numbers", () => {
  test.each([
    ["138 0000 0001", "+8613800000001"],
    ["138-0000-0001", "+8613800000001"],
    ["+86 138 0000 0001", "+8613800000001"],
    ["0086 138 0000 0001", "+8613800000001"],
    ["１３８０００００００１", "+8613800000001"],
    ["＋８６ 13800000001", "+8613800000001"],
    ["(0571) 8888.8888", "+86057188888888"],
    ["+1 (212) 555-0100", "+12125550100"],
    ["12345 678", "+8612345678"],
  ])("typed as %s are kept as %s", (typed, kept) => expect(phone.parse(typed)).toBe(kept));

  test.each(["", "12345", "+", "abc", "138000O0001", "1380000000100000", "++8613800000001", "138 0000 0001 ext 5"])(
    "are not %j",
    (typed) => expect(phone.safeParse(typed).success).toBe(false),
  );

  test("once kept stay as they are", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{6,15}$/), (digits) => {
        const kept = phone.safeParse(digits);
        if (kept.success && /^\+\d{6,15}$/.test(kept.data)) expect(phone.parse(kept.data)).toBe(kept.data);
      }),
    );
  });
});

describe("days and times", () => {
  test.each(["2026-11-24T18:30", "2026-11-24T18:30:59", "2024-02-29T00:00"])("%s is a time", (typed) =>
    expect(localTime.safeParse(typed).success).toBe(true),
  );

  test.each([
    "",
    "tomorrow",
    "2026-11-24",
    "2026-11-24 18:30",
    "2026-02-30T10:00",
    "2026-13-01T10:00",
    "2026-11-24T24:30",
    "2026-11-24T10:61",
    "0000-00-00T00:00",
    "2026-11-24T18:30Z",
  ])("%j is no time", (typed) => expect(localTime.safeParse(typed).success).toBe(false));

  test("30 February is no day", () => {
    expect(localDay.safeParse("2026-02-28").success).toBe(true);
    expect(localDay.safeParse("2026-02-30").success).toBe(false);
  });
});

describe("other fields", () => {
  test("a box is ticked by what browsers send, and by nothing else", () => {
    for (const sent of ["on", "true", "1", true]) expect(ticked.parse(sent)).toBe(true);
    for (const sent of [undefined, "", "off", "0", false, null]) expect(ticked.parse(sent)).toBe(false);
  });

  test("several values come as none, one or many, and not as very many", () => {
    const one = "0f8fad5b-d9cb-469f-a165-70867728950e";
    expect(several(id).parse(undefined)).toEqual([]);
    expect(several(id).parse("")).toEqual([]);
    expect(several(id).parse(one)).toEqual([one]);
    expect(several(id).parse([one, one])).toEqual([one, one]);
    expect(several(id, 2).safeParse([one, one, one]).success).toBe(false);
  });

  test("nothing chosen is null where that is allowed", () => {
    expect(optionalId.parse("")).toBeNull();
    expect(optionalId.parse(undefined)).toBeNull();
    expect(optionalId.safeParse("nobody").success).toBe(false);
    expect(orNull(phone).parse("")).toBeNull();
    expect(orNull(phone).safeParse("no number").success).toBe(false);
  });

  test.each(["2611-0123", "2611-012345678"])("%s is a number of a concern", (n) =>
    expect(concernNumber.safeParse(n).success).toBe(true),
  );
  test.each(["", "2611-012", "2611-0123456789", "2611-0123\n", "2611-01'3", "２６１１-0123"])(
    "%j is no number of a concern",
    (n) => expect(concernNumber.safeParse(n).success).toBe(false),
  );
});

test("no field ever throws, whatever arrives in it", () => {
  const fields: z.ZodType[] = [
    text(10),
    optionalText(10),
    line(10),
    email,
    phone,
    id,
    optionalId,
    several(id),
    several(text(5)),
    ticked,
    orNull(email),
    localTime,
    localDay,
    submissionKey,
    concernNumber,
  ];
  const odd = fc.oneof(anything, fc.anything({ withNullPrototype: true }), fc.array(anything));
  fc.assert(
    fc.property(odd, (value) => {
      for (const field of fields) expect(typeof field.safeParse(value).success).toBe("boolean");
    }),
    { numRuns: 200 },
  );
});
