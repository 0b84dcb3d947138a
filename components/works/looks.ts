import type { Look } from "#domain/concern/rules.ts";
import type { Bar } from "#domain/works/line.ts";

export const barLooks = {
  planned: "new",
  underway: "going",
  done: "done",
  late: "late",
  dropped: "quiet",
} as const satisfies Record<Bar["state"], Look>;
