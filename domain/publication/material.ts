import { diffChars } from "diff";

/** What counts of a text: its letters, characters and figures, not how it is set. */
const bare = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");

/** So many new or missing characters, or so large a part of the longer text, are another text; less is a correction. */
const characters = 12;
const part = 0.2;

type Text = { title: string; body: string };

/** Whether a text that everybody reads now says something else than before, so that whoever raised it should hear of it. Pure. */
export function saysOtherwise(before: Text, after: Text): boolean {
  const [old, now] = [before, after].map(({ title, body }) => bare(`${title}${body}`)) as [string, string];
  if (old === now) return false;
  const changed = diffChars(old, now, { maxEditLength: 400 });
  // (So far apart that it was not worked out.)
  if (!changed) return true;
  const count = (which: "added" | "removed") =>
    changed.filter((one) => one[which]).reduce((sum, one) => sum + Array.from(one.value).length, 0);
  const most = Math.max(count("added"), count("removed"));
  return most >= characters || most > part * Math.max(Array.from(old).length, Array.from(now).length);
}
