import fc from "fast-check";

/** Text of any code points, halves of pairs among them: what a form or an address may be sent. */
export const anyText = (maxLength = 30): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength }).map((points) => String.fromCodePoint(...points));
