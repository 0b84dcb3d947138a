import type postgres from "postgres";
import type { Random } from "./random.ts";

export type Household = {
  id: string;
  entranceId: string;
  buildingId: string;
  floor: number;
  door: string;
  holder: string;
};
export type Entrance = {
  id: string;
  buildingId: string;
  building: string;
  name: string;
  floors: number;
  households: Household[];
};
export type Place = {
  communityId: string;
  buildings: { id: string; name: string; entrances: Entrance[] }[];
  entrances: Entrance[];
  households: Household[];
};

/** Entrances, floors and doors a floor of each building: 24 entrances, 1,143 doors. */
const plan = [
  { entrances: 3, floors: 11, doors: 3 },
  { entrances: 3, floors: 18, doors: 2 },
  { entrances: 4, floors: 24, doors: 2 },
  { entrances: 6, floors: 24, doors: 2 },
  { entrances: 4, floors: 22, doors: 3 },
  { entrances: 4, floors: 24, doors: 2 },
];

/** Two rows of three, some seventy metres apart. */
const standsAt = (building: number) => ({
  latitude: (319042 + Math.floor(building / 3) * 7) / 10_000,
  longitude: (1208861 + (building % 3) * 8) / 10_000,
});

const remarks = [
  "独居老人，敲门请等一会儿",
  "上夜班，白天休息",
  "家里有小孩，傍晚在家",
  "听力不好，请多敲几下",
  "常住老家，周末回来",
  "养狗，进门前先打招呼",
  "合租，三家分住",
];

const codeLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

export async function loadPlace(sql: postgres.TransactionSql, random: Random, name: () => string): Promise<Place> {
  const communityId = random.id();
  await sql`insert into communities ${sql({
    id: communityId,
    code: "ithaca",
    name: "伊萨卡社区",
    name_en: "Ithaca",
    township: "望江街道",
    district: "东岸区",
    time_zone: "Asia/Shanghai",
    demo: true,
  })}`;
  const buildings = plan.map(({ entrances, floors, doors }, b) => {
    const buildingId = random.id();
    const building = `${b + 1}幢`;
    return {
      id: buildingId,
      name: building,
      ordinal: b + 1,
      entrances: Array.from({ length: entrances }, (_, e): Entrance & { ordinal: number; code: string } => {
        const id = random.id();
        return {
          id,
          buildingId,
          building,
          name: `${e + 1}单元`,
          ordinal: e + 1,
          floors,
          code: Array.from({ length: 6 }, () => random.pick(Array.from(codeLetters))).join(""),
          households: Array.from({ length: floors * doors }, (_, i) => ({
            id: random.id(),
            entranceId: id,
            buildingId,
            floor: Math.floor(i / doors) + 1,
            door: `${Math.floor(i / doors) + 1}0${(i % doors) + 1}`,
            holder: name(),
          })),
        };
      }),
    };
  });
  const entrances = buildings.flatMap((b) => b.entrances);
  const households = entrances.flatMap((e) => e.households);
  const inCommunity = { community_id: communityId };
  await sql`insert into buildings ${sql(
    buildings.map(({ id, name: n, ordinal }) => ({ ...inCommunity, id, name: n, ordinal, ...standsAt(ordinal - 1) })),
  )}`;
  await sql`insert into entrances ${sql(
    entrances.map((e) => ({
      ...inCommunity,
      id: e.id,
      building_id: e.buildingId,
      name: e.name,
      ordinal: e.ordinal,
      floors: e.floors,
      code: e.code,
    })),
  )}`;
  await sql`insert into households ${sql(
    households.map((h) => ({ ...inCommunity, id: h.id, entrance_id: h.entranceId, floor: h.floor, door: h.door })),
  )}`;
  await sql`insert into household_contacts ${sql(
    households.map((h) => ({
      ...inCommunity,
      household_id: h.id,
      holder: h.holder,
      // Numbers of a shape that nobody has.
      phone: `+861380000${String(random.whole(0, 9999)).padStart(4, "0")}`,
      people: random.whole(1, 5),
      rented: random.chance(0.27),
      remark: random.chance(0.12) ? random.pick(remarks) : null,
    })),
  )}`;
  await sql`insert into guides ${sql(
    entrances.map((e) => {
      const home = random.pick(e.households);
      return {
        ...inCommunity,
        id: random.id(),
        entrance_id: e.id,
        household_id: home.id,
        name: home.holder,
        phone: `+861380000${String(random.whole(0, 9999)).padStart(4, "0")}`,
        remark: `楼道长，住 ${home.door}，在单元门口等`,
      };
    }),
  )}`;
  return { communityId, buildings, entrances, households };
}
