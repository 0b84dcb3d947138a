/** What a text gives away that strangers must not read, and where it stands in it. */
export type Told = { kind: "phone" | "identity" | "mail" | "door" | "name"; words: string };

/** Who and where a text may give away: names of those whom a text must not give away, and their doors. */
export type Secrets = { names: readonly string[]; doors: readonly string[] };

/** What stands for any household, whatever it is called: nobody is named by it. */
const titles = /^(业主|居民|住户|租户|匿名|先生|女士|某某)$/u;

/**
 * What a text that everybody may read tells of single people: telephone and identity numbers, addresses of mail, the doors
 * and the names that are known. Pure; it finds what has a form or is known, and cannot judge the rest.
 */
export function tells(text: string, { names, doors }: Secrets): Told[] {
  const plain = text.normalize("NFKC");
  const found: Told[] = [];
  const all = (kind: Told["kind"], pattern: RegExp) => {
    for (const [words] of plain.matchAll(pattern)) found.push({ kind, words });
  };
  all("identity", /(?<!\d)\d{17}[\dXx](?!\d)/g);
  all("phone", /(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d){8}(?!\d)/g);
  all("phone", /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g);
  all("mail", /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g);
  // 3-2-1502, 1502 室, flat 1502: a door whoever lives there.
  all("door", /(?<!\d)\d{1,3}-\d{1,2}-\d{3,4}(?!\d)/g);
  all("door", /(?<!\d)\d{3,4}\s*[室号](?!\d)/gu);
  all("door", /\b(?:flat|apt|apartment|room|door|no)\.?\s*\d{3,4}\b/gi);
  for (const door of new Set(doors))
    if (/\d{3}/.test(door) && new RegExp(`(?<!\\d)${literally(door)}(?!\\d|\\s*年)`, "u").test(plain))
      found.push({ kind: "door", words: door });
  for (const name of new Set(names.map((n) => n.trim())))
    if (Array.from(name).length > 1 && !titles.test(name) && plain.includes(name))
      found.push({ kind: "name", words: name });
  return found.filter((one, i) => !found.slice(0, i).some((before) => before.words.includes(one.words)));
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
