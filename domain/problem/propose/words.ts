import { commonCharacters } from "../../concern/likeness.ts";

/** What a title says of any place, or of nothing in particular. */
const empty =
  /^(关于|反映|咨询|请问|投诉|建议|希望|小区|社区|问题|什么|怎么|时候|情况|居民|住户|业主|解决|处理|关于|严重|长期|请求)$|^区|附近$/u;

const longest = 10;

/**
 * The most telling words of a group: what stands in many of its titles and in few others', the longest of it first.
 * @param rest how many of all titles hold a text
 */
export function tellingWords(titles: readonly string[], rest: (text: string) => number, most = 3): string[] {
  const counts = new Map<string, number>();
  for (const title of titles) {
    const found = new Set<string>();
    // A number and what it counts (3幢, 2号, A3区) says where, not what.
    const plain = title
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll(/[a-z]?\d+(?:单元|[年月日幢栋座号楼室层期路区县市届])?|[a-z][市区县]/g, " ");
    for (const [run] of plain.matchAll(/[a-z0-9à-ɏ]+|[぀-ヿ㐀-鿿가-힯]+/g)) {
      if (/^[a-z0-9]/.test(run)) {
        if (run.length > 2 && !/^\d+$/.test(run)) found.add(run);
        continue;
      }
      const chars = Array.from(run);
      for (let from = 0; from < chars.length; from++)
        for (let to = from + 2; to <= Math.min(chars.length, from + longest); to++)
          found.add(chars.slice(from, to).join(""));
    }
    for (const text of found) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const least = Math.max(2, Math.ceil(titles.length * 0.3));
  const scored = [...counts]
    .filter(([text, n]) => n >= least && !empty.test(text) && sense(text))
    .map(([text, n]) => ({
      text,
      n,
      score: (n / titles.length) * Math.sqrt(Array.from(text).length) * Math.log(1 + n / (1 + rest(text) - n)),
    }))
    .sort((a, b) => b.score - a.score || b.text.length - a.text.length || a.text.localeCompare(b.text));
  const chosen: string[] = [];
  for (const { text, n } of scored) {
    if (chosen.length === most) break;
    // The whole of a word, where its part is no more frequent by much; the part where the whole says what was said.
    const free = [widest(text, scored, n), text].find((word) => !chosen.some((c) => overlaps(c, word)));
    if (free) chosen.push(free);
  }
  return chosen;
}

/** The longest that holds a text and is nearly as frequent. */
function widest(text: string, scored: { text: string; n: number }[], n: number): string {
  const longer = scored.filter((s) => s.text.includes(text) && s.n >= n * 0.8);
  return longer.reduce((best, s) => (s.text.length > best.length ? s.text : best), text);
}

/** Neither begins nor ends with a character that only binds words. */
const sense = (text: string): boolean => {
  const chars = Array.from(text);
  return !commonCharacters.includes(chars[0] ?? "") && !commonCharacters.includes(chars.at(-1) ?? "");
};

const overlaps = (a: string, b: string): boolean => {
  if (a.includes(b) || b.includes(a) || a.at(-1) === b[0] || b.at(-1) === a[0]) return true;
  const pairs = new Set(
    Array.from(a)
      .slice(0, -1)
      .map((c, i) => c + Array.from(a)[i + 1]),
  );
  return Array.from(b)
    .slice(0, -1)
    .some((c, i) => pairs.has(c + Array.from(b)[i + 1]));
};
