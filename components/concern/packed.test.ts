import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry } from "./entry.ts";
import { pack, unpack } from "./packed.ts";

const text = fc.string({ unit: "grapheme" });
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

const entry: fc.Arbitrary<Entry> = fc.record({
  seq: fc.nat(),
  at: text,
  time: text,
  event: maybe(text),
  who: text,
  detail: maybe(text),
  working: fc.boolean(),
  self: fc.boolean(),
  body: maybe(text),
  files: fc.array(
    fc.record({
      id: fc.uuid(),
      kind: fc.constant("image" as const),
      name: text,
      size: fc.nat(),
      width: maybe(fc.nat()),
      height: maybe(fc.nat()),
    }),
    { maxLength: 2 },
  ),
  rev: fc.nat(),
  message: maybe(fc.uuid()),
  changeUntil: maybe(text),
  quote: maybe(fc.record({ seq: fc.nat(), who: text, text })),
  mentions: fc.array(text, { maxLength: 2 }),
  versions: fc.array(fc.record({ time: text, body: text }), { maxLength: 2 }),
  deleted: maybe(text),
});

test("what was packed comes out as it was", () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
      expect(unpack(pack(entries))).toEqual(entries);
    }),
  );
});
