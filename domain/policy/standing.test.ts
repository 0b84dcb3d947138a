import { expect, test } from "vitest";
import { standingOf } from "./standing.ts";

test.each([
  [null, null, "valid"],
  ["2026-11-28", null, "valid"],
  ["2026-11-29", null, "upcoming"],
  [null, "2026-11-28", "valid"],
  [null, "2026-11-27", "expired"],
  ["2026-12-01", "2026-12-31", "upcoming"],
  // One that was replaced before it ever came into force.
  ["2026-12-01", "2026-11-20", "expired"],
])("from %s until %s it is %s on 28 November", (validFrom, ends, standing) => {
  expect(standingOf({ validFrom, ends }, "2026-11-28")).toBe(standing);
});
