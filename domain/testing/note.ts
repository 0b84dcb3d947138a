import { beforeAll } from "vitest";
import { addNote } from "../visit/notes.ts";
import { planVisit } from "../visit/plan.ts";
import { key, type Stage } from "./stage.ts";

/** What was heard at the door of 1502. */
export const words = "灯修好了，我拍了两下手，它真的亮了。";

/** The officer, and a visit of theirs to 1502 that is still to come. */
export async function visitToCome(s: Stage) {
  const officer = await s.as("officer");
  const visit = await planVisit(officer, {
    key: key(),
    entrance: s.world.entrance,
    door: "1502",
    startsAt: "2099-01-01T10:00",
    minutes: 15,
    officers: [],
    purpose: null,
  });
  return { officer, visit };
}

/** A visit of the officer at 1502 for the whole file, with what was heard there and what they thought of it, to be quoted. */
export function notesOf(s: Stage): { readonly heard: string; readonly thoughts: string } {
  const ids = { heard: "", thoughts: "" };
  beforeAll(async () => {
    const { officer, visit } = await visitToCome(s);
    await addNote(officer, { key: key(), visit, heard: words, reflection: "一盏灯，高兴了一个下午。", quotable: true });
    const rows = await s.admin<{ id: string; kind: string }[]>`
      select id, kind from visit_notes where visit_id = ${visit}`;
    ids.heard = rows.find((r) => r.kind === "heard")?.id ?? "";
    ids.thoughts = rows.find((r) => r.kind === "reflection")?.id ?? "";
  });
  return ids;
}
