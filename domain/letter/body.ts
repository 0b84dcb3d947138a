import type { Locale } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import { maxFiles } from "../attachment/limits.ts";
import { takeUpload } from "../attachment/upload.ts";
import { lengthOf } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { wordsOf } from "../words.ts";
import type { LetterFile } from "./parse.ts";

/** What a message may hold. */
const longest = 4000;

/** As many names are told as fit in a line. */
const namedFiles = 10;

type Files = { taken: string[]; left: string[] };

/** Takes what came along by the checks of every upload, as many as a form takes; the others are named. */
export async function takeFiles(
  viewer: Viewer,
  communityId: string,
  files: readonly LetterFile[],
  key: string,
): Promise<Files> {
  const taken: string[] = [];
  const left: string[] = [];
  for (const [index, { name, bytes }] of files.entries()) {
    if (taken.length >= maxFiles) {
      left.push(name);
      continue;
    }
    try {
      const chosen = `${key} ${index}`;
      taken.push((await takeUpload(viewer, { communityId, uploadKey: key, chosen }, { name, bytes })).id);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === "storageFull") throw error;
      left.push(name);
    }
  }
  return { taken, left };
}

/** The text of a message that came by mail, with a word about what of the mail is not in it. */
export function bodyOf(text: string, { left }: Pick<Files, "left">, locale: Locale): string {
  const t = wordsOf(locale);
  const names = left.slice(0, namedFiles).join(", ");
  const more = left.length - namedFiles;
  const leftLine =
    left.length > 0 && t("letter.leftFiles", { count: left.length, names: more > 0 ? `${names} …` : names });
  const noted = (notes: (string | false)[]) => notes.filter(Boolean).map((note) => `\n\n${note}`);
  const whole = [text || t("letter.onlyFiles"), ...noted([leftLine])].join("");
  if (lengthOf(whole) <= longest) return whole;
  const notes = noted([t("letter.cut"), leftLine]).join("");
  return `${Array.from(text)
    .slice(0, longest - lengthOf(notes) - 1)
    .join("")}…${notes}`;
}
