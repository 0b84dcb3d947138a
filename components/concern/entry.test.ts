import { expect, test } from "vitest";
import type { TimelineItem } from "#domain/concern/timeline.ts";
import { foldVoices } from "./entry.ts";

const item = (seq: number, kind: string) => ({ seq, kind }) as TimelineItem;

test("voices one after the other are one entry with their number; others stay as they are", () => {
  const kinds = ["raised", "voiced", "voiced", "voiced", "taken", "voiced", "voice_dropped"];
  const folded = foldVoices(kinds.map((kind, i) => item(i + 1, kind)));
  expect(folded.map(({ seq, kind, count }) => [seq, kind, count])).toEqual([
    [1, "raised", undefined],
    [4, "voiced", 3],
    [5, "taken", undefined],
    [6, "voiced", undefined],
    [7, "voice_dropped", undefined],
  ]);
});
