import { createHash } from "node:crypto";
import { join } from "node:path";
import sharp from "sharp";
import type { Locale } from "../account/preferences.ts";
import { heldTogether } from "../phrases.ts";
import { inLanguage, type Story, wordsIn } from "./read.ts";

/** What a picture to share says. */
export type Shared = { brand: string; community: string; title: string; quote: { words: string; by: string } | null };

const ink = { paper: "#fbf9f5", ink: "#1f1c18", ink2: "#4f4a43", line: "#cfc8bb", door: "#a8321f", lit: "#f6d98b" };

/** One font for both scripts, as it comes with its package: a server has none, or others. */
const font = join(process.cwd(), "node_modules/@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf");

const escaped = (text: string) => text.replace(/[&<>]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : "&gt;"));

type Drawn = { input: Buffer; width: number; height: number };

/** Text as a picture; smaller, then cut off, where it does not fit. */
async function text(
  words: string,
  { width, height, sizes, color }: { width: number; height: number; sizes: number[]; color: string },
): Promise<Drawn> {
  const draw = async (said: string, points: number) => {
    const { data, info } = await sharp({
      text: {
        text: `<span foreground="${color}">${escaped(heldTogether(said))}</span>`,
        font: `Noto Serif SC Bold ${points}`,
        fontfile: font,
        width,
        rgba: true,
        dpi: 72,
        spacing: Math.round(points * 0.04),
        wrap: "word-char",
      },
    })
      .png()
      .toBuffer({ resolveWithObject: true });
    return { input: data, width: info.width, height: info.height };
  };
  for (const points of sizes) {
    const drawn = await draw(words, points);
    if (drawn.height <= height && drawn.width <= width + 4) return drawn;
  }
  const points = sizes.at(-1) ?? 24;
  let kept = Array.from(words);
  for (;;) {
    kept = kept.slice(0, Math.floor(kept.length * 0.85));
    const drawn = await draw(`${kept.join("")}…`, points);
    if ((drawn.height <= height && drawn.width <= width + 4) || kept.length < 4) return drawn;
  }
}

/** The façade: as many lit windows as fall to this story, and one door ajar. Drawn from its id, so that it is always the same. */
function facade(id: string): string {
  const random = createHash("sha256").update(id).digest();
  const [columns, floors, w, h, gapX, gapY] = [5, 5, 36, 50, 22, 26];
  const [left, top] = [842, 96];
  const windows = Array.from({ length: columns * floors }, (_, i) => {
    const x = left + (i % columns) * (w + gapX);
    const y = top + Math.floor(i / columns) * (h + gapY);
    const lit = ((random[i % random.length] ?? 0) + i * 7) % 3 === 0;
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${lit ? ink.lit : "#fff"}" stroke="${ink.ink}" stroke-width="2"/>`;
  }).join("");
  const wall = { x: left - 34, y: top - 40, w: columns * (w + gapX) - gapX + 68, h: 630 - top + 40 };
  const door = { x: wall.x + wall.w / 2 - 36, y: 630 - 116 };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">
    <rect width="1200" height="630" fill="${ink.paper}"/>
    <rect x="0" y="0" width="14" height="630" fill="${ink.door}"/>
    <path d="M${wall.x} 630V${wall.y}h${wall.w}V630" fill="#f4efe6" stroke="${ink.ink}" stroke-width="3"/>
    ${windows.replaceAll("\n", "")}
    <rect x="${wall.x + 2}" y="${door.y - 26}" width="${wall.w - 4}" height="${630 - door.y + 26}" fill="#f4efe6"/>
    <rect x="${door.x}" y="${door.y}" width="72" height="116" fill="${ink.lit}" stroke="${ink.ink}" stroke-width="3"/>
    <path d="M${door.x} ${door.y}l46 16v104l-46 0z" fill="${ink.door}"/>
    <circle cx="${door.x + 36}" cy="${door.y + 66}" r="4" fill="${ink.lit}"/>
    <path d="M780 628.5h420" stroke="${ink.ink}" stroke-width="3"/>
  </svg>`;
}

/** What the picture of a story says in a language: its title, and words that may be quoted while they may. */
export function sharedOf(story: Story, locale: Locale, brand: string): Shared {
  const title = inLanguage(story.texts, locale)?.text.title ?? "";
  const quote = Object.values(story.quotes).find((q) => q.agreed && q.words && wordsIn(q.words, locale).length <= 60);
  return {
    brand,
    community: locale === "en" && story.communityNameEn ? story.communityNameEn : story.communityName,
    title,
    quote: quote ? { words: wordsIn(quote.words, locale), by: wordsIn(quote.attribution, locale) } : null,
  };
}

/** The mark of what a picture shows: the same for the same. */
export const sharedMark = (id: string, shared: Shared): string =>
  createHash("sha256")
    .update(JSON.stringify([id, shared, 2]))
    .digest("base64url")
    .slice(0, 22);

/** The picture of a story for those who share it: 1200 × 630. */
async function drawShared(id: string, { brand, community, title, quote }: Shared): Promise<Buffer> {
  const left = 72;
  const width = 670;
  const head = await text(`${brand} · ${community}`, { width, height: 40, sizes: [26, 22], color: ink.door });
  const name = await text(title, { width, height: quote ? 236 : 340, sizes: [64, 56, 48, 42], color: ink.ink });
  const parts: { input: Buffer; left: number; top: number }[] = [
    { input: head.input, left, top: 72 },
    { input: name.input, left, top: 138 },
  ];
  if (quote) {
    const said = await text(quote.words, { width: width - 30, height: 130, sizes: [32, 28, 24], color: ink.ink2 });
    const by = await text(quote.by, { width: width - 30, height: 32, sizes: [22, 18], color: ink.door });
    const top = 630 - 72 - by.height - 18 - said.height;
    parts.push(
      { input: said.input, left: left + 28, top },
      { input: by.input, left: left + 28, top: top + said.height + 18 },
    );
    parts.push({
      input: Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="${said.height + 18 + by.height}"><rect width="4" height="100%" fill="${ink.door}"/></svg>`,
      ),
      left,
      top,
    });
  }
  return sharp(Buffer.from(facade(id)))
    .composite(parts)
    .png({ palette: true, quality: 90, compressionLevel: 9 })
    .toBuffer();
}

// The last picture of each story and language: its mark says whether it still is the one. Another one takes its place, so
// that words which were taken back are nowhere.
const kept = new Map<string, { mark: string; png: Promise<Buffer> }>();
const keptMost = 60;

/** The same, drawn once for as long as it says the same. */
export function sharedPicture(id: string, locale: Locale, shared: Shared): Promise<Buffer> {
  const key = `${id} ${locale}`;
  const mark = sharedMark(id, shared);
  const there = kept.get(key);
  if (there?.mark === mark) return there.png;
  if (kept.size >= keptMost) kept.clear();
  const png = drawShared(id, shared);
  kept.set(key, { mark, png });
  png.catch(() => kept.delete(key));
  return png;
}
