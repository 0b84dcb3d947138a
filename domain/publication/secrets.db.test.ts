import { beforeAll, describe, expect, test } from "vitest";
import { asViewer } from "#db/viewer.ts";
import { fillPast, rowsRead } from "../testing/read.ts";
import { stage } from "../testing/stage.ts";
import { secretsIn } from "./secrets.ts";

const s = stage();

/** What a text tells of those who live in the community, to this person. */
const found = async (text: string, who: "coordinator" | "resident" = "coordinator") =>
  asViewer((await s.as(who)).claims, (tx) => secretsIn(tx, s.world.a, text));

beforeAll(async () => {
  // Twenty thousand doors more, of which a thousand are called alike.
  const households = `select '${s.world.a}'::uuid as community_id, md5('h' || g)::uuid as id, g from generate_series(1, 20000) g`;
  await fillPast(
    s.admin,
    "households",
    `insert into households (community_id, id, entrance_id, door, floor)
     select community_id, id, gen_random_uuid(), (g % 30 + 1) || lpad((g % 8 + 1)::text, 2, '0'), 1 from (${households}) h`,
  );
  await fillPast(
    s.admin,
    "household_contacts",
    `insert into household_contacts (community_id, household_id, holder)
     select community_id, id, case when g <= 1000 then ' 王小明 ' when g = 1001 then '欧阳' when g = 1002 then 'Ｌｉ　Ｌｅｉ'
       else chr(20000 + g % 90) || chr(21000 + g / 90) || chr(22000 + g % 7) end from (${households}) h`,
  );
  await s.admin`analyze guides`;
});

describe("names and doors of the community in a text", () => {
  test("are found wherever they stand in it, each once, however many are called so", async () => {
    const { names, doors } = await found("那天王小明和欧阳在 Li Lei 家门口，501和12a说好的。");
    expect(names.toSorted()).toEqual(["Li Lei", "欧阳", "王小明"].toSorted());
    expect(doors).toEqual(["501"]);
    expect(await found("什么也没有说。")).toEqual({ names: [], doors: [] });
  });

  test("are told to those who work there alone", async () => {
    expect(await found("王小明住501", "resident")).toEqual({ names: [], doors: [] });
  });

  test("are looked up: the register is not read", async () => {
    const asked = `select * from app.told_in_community('${s.world.a}', repeat('那天王小明在楼下501等电梯，', 20))`;
    for (const table of ["household_contacts", "households"])
      expect([table, (await rowsRead(s.admin, table, asked, s.world.a)) < 500]).toEqual([table, true]);
  });
});
