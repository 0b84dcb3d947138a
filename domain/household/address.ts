/** Where a door is, as a ledger writes it: names as they are shown, keys by which the same place is known again. */
export type LedgerAddress = { building: Place; entrance: Place; door: string; floor: number | null };

export type Place = { key: string; name: string };

const digits: Record<string, number> = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** Chinese numerals up to 99 as digits (十二 → 12); anything else stays. */
function folded(text: string): string {
  return text.replace(/[零一二两三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九]/g, (found) => {
    const ten = found.indexOf("十");
    if (ten < 0) return String(digits[found]);
    return String((ten ? (digits[found[0] ?? ""] ?? 0) : 1) * 10 + (digits[found[ten + 1] ?? ""] ?? 0));
  });
}

/** Full-width characters, spaces and hyphens of all kinds made plain. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s+/g, " ")
    .trim();

const buildingName = /^(?:building|block|bldg\.?)?\s*第?([0-9]+|[a-z])\s*(?:幢|栋|棟|号楼|號樓|座|楼|樓|号|#)?$/i;
const entranceName = /^(?:entrance|stair|unit)?\s*第?([0-9]+|[a-z])\s*(?:单元|單元|门|門|梯|号|#)?$/i;

function place(typed: string, pattern: RegExp, suffix: string): Place {
  const name = plain(typed);
  const number = pattern
    .exec(folded(name))?.[1]
    ?.toUpperCase()
    .replace(/^0+(?=\d)/, "");
  if (!number) return { key: name.toLowerCase(), name };
  return { key: number, name: `${number}${suffix}` };
}

/** The building that a cell names: 3, 3幢, 3号楼, 三栋 and Building 3 are one. */
export const buildingOf = (typed: string): Place => place(typed, buildingName, "幢");

/** The entrance that a cell names: 2, 2单元, 二单元 and Entrance 2 are one. */
export const entranceOf = (typed: string): Place => place(typed, entranceName, "单元");

/** What stands on the door: 1502室 is 1502. Null where nothing that could stand on a door is there. */
export function doorOf(typed: string): string | null {
  const door = plain(typed)
    .replace(/(?:室|号房|房间|房|号|號)$/, "")
    .replace(/^(?:room|flat|apt\.?)\s*/i, "")
    .replace(/\s/g, "")
    .toUpperCase();
  return /^[0-9A-Z][0-9A-Z\-/]{0,11}$/.test(door) ? door : null;
}

/** The floor that a cell names: 15, 15层, 15F, 十五楼, B1, 负一层 and -1. Null where it names none. */
export function floorOf(typed: string): number | null {
  const text = folded(plain(typed))
    .replace(/^(?:floor|level|第)\s*/i, "")
    .replace(/\s*(?:层|樓|楼|F|\.0)$/i, "");
  const [, below, number] = /^(-|负|負|B|地下)?\s*(\d{1,3})$/i.exec(text) ?? [];
  if (!number) return null;
  const floor = below ? -Number(number) : Number(number);
  return floor >= -9 && floor <= 199 && floor !== 0 ? floor : null;
}

/** The floor that a door's number tells, as house numbers do: 1502 is on 15, 301 on 3. */
export function floorOfDoor(door: string): number | null {
  const number = /^(\d{1,2})\d{2}[A-Z]?$/.exec(door)?.[1];
  return number && Number(number) > 0 ? Number(number) : null;
}

/**
 * An address in one cell: 3幢2单元1502室, 伊萨卡3号楼二单元 1502, 3-2-1502; with two parts, a building of one entrance.
 * Null where it is none of these.
 */
export function addressOf(typed: string): LedgerAddress | null {
  const text = folded(plain(typed).replaceAll(" ", ""));
  const written =
    /([0-9]+|[a-z])(?:幢|栋|棟|号楼|號樓|座|#)(?:第?([0-9]+|[a-z])(?:单元|單元|门|門|梯))?(?:-?[0-9]+(?:层|楼|樓))?-?([0-9a-z][0-9a-z\-/]*)(?:室|号|號|房)?$/i.exec(
      text,
    ) ?? /^([0-9]+|[a-z])-(?:([0-9]+|[a-z])-)?([0-9]{2,}[a-z]?)(?:室)?$/i.exec(text);
  if (!written) return null;
  const [, building = "", entrance = "1", number = ""] = written;
  const door = doorOf(number);
  if (!door) return null;
  return { building: buildingOf(building), entrance: entranceOf(entrance), door, floor: floorOfDoor(door) };
}
