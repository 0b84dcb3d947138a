import { expect, test } from "vitest";
import type { QueuedItem } from "../visit/queue.ts";
import { withFindings } from "./queue.ts";

const entry = (more: Partial<QueuedItem> = {}): QueuedItem => ({
  ...{ key: "k", user: "u", kind: "finding", visit: "item", community: "c", door: "3幢 灭火器", photos: [] },
  ...{ values: { item: "item", finding: "defect" }, seen: "planned", at: 10, state: "waiting" },
  ...more,
});

test("what the phone holds of an item stands over what the page says, until a newer page knows of it", () => {
  const item = { id: "item", finding: null };
  expect(withFindings(item, [], 0)).toEqual({ finding: null, unsent: false });
  expect(withFindings(item, [entry()], 0)).toEqual({ finding: "defect", unsent: true });
  expect(withFindings(item, [entry({ visit: "another" })], 0)).toEqual({ finding: null, unsent: false });
  // An outcome at a door has nothing to do with it.
  expect(withFindings(item, [entry({ kind: "record", values: { outcome: "visited" } })], 0).finding).toBeNull();
  const sent = entry({ state: "sent", arrived: 50 });
  expect(withFindings(item, [sent], 40)).toEqual({ finding: "defect", unsent: false });
  expect(withFindings({ id: "item", finding: "fine" }, [sent], 60)).toEqual({ finding: "fine", unsent: false });
  expect(withFindings(item, [entry({ state: "refused" })], 0).finding).toBeNull();
  const later = entry({ key: "l", at: 20, values: { item: "item", finding: "fine" } });
  expect(withFindings(item, [entry(), later], 0).finding).toBe("fine");
});
