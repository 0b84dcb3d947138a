/** What a marker in a line of its own stands for. */
type Insert =
  | { kind: "quote" | "photo"; ordinal: number }
  | { kind: "problem" | "agreement" }
  | { kind: "concern"; number: string };

export type Inline = { kind: "text"; text: string } | { kind: "figure"; key: string; argument: string };

export type Block = { kind: "heading"; parts: Inline[] } | { kind: "paragraph"; parts: Inline[] } | Insert;

const figure = /\[\[figure:([a-z_]+)(?::([^\]\s]+))?\]\]/g;

/** What stands in lines of its own, found within one: it stands for nothing there, and is not read as text. */
const astray = /\[\[(?:(?:quote|photo):\d{1,4}|problem|agreement|concern:\d{4}-\d{4,9})\]\]/g;

/** How a figure is named among the others of a story. */
export const figureName = (key: string, argument: string): string => `${key}:${argument}`;

/** A line with its figures. */
export function inline(line: string): Inline[] {
  const text = line.replaceAll(astray, "");
  const parts: Inline[] = [];
  let from = 0;
  for (const found of text.matchAll(figure)) {
    if (found.index > from) parts.push({ kind: "text", text: text.slice(from, found.index) });
    parts.push({ kind: "figure", key: found[1] ?? "", argument: found[2] ?? "" });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}

function insertOf(line: string): Block | undefined {
  const [, kind, ordinal] = /^\[\[(quote|photo):(\d{1,4})\]\]$/.exec(line) ?? [];
  if (kind) return { kind: kind as "quote", ordinal: Number(ordinal) };
  const [, number] = /^\[\[concern:(\d{4}-\d{4,9})\]\]$/.exec(line) ?? [];
  if (number) return { kind: "concern", number };
  const [, link] = /^\[\[(problem|agreement)\]\]$/.exec(line) ?? [];
  return link ? { kind: link as "problem" } : undefined;
}

/** The marker of a concern that everybody reads. */
export const concernMarker = (number: string): string => `[[concern:${number}]]`;

/**
 * A story as it was typed, as paragraphs, headings (## before them) and what stands between them: quotes, photos and links as
 * markers in lines of their own, figures also within a line. Pure.
 */
export function blocksOf(body: string): Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length) blocks.push({ kind: "paragraph", parts: inline(open.join("\n")) });
    open = [];
  };
  for (const line of body.split("\n").map((one) => one.trim())) {
    const insert = insertOf(line);
    const heading = /^#{1,3}\s*(.+)$/.exec(line)?.[1];
    if (line && !insert && !heading) {
      open.push(line);
      continue;
    }
    close();
    if (insert) blocks.push(insert);
    else if (heading) blocks.push({ kind: "heading", parts: inline(heading) });
  }
  close();
  return blocks;
}

const known =
  /^\[\[(?:(?:quote|photo):\d{1,4}|problem|agreement|concern:\d{4}-\d{4,9}|figure:[a-z_]+(?::[^\]\s]+)?)\]\]$/;

/** Markers that stand for nothing. */
export const unknownMarkers = (text: string): string[] =>
  [...text.matchAll(/\[\[[^\]\n]*\]\]/g)].map(([marker]) => marker).filter((marker) => !known.test(marker));
