import { expect, test } from "vitest";
import { concludedIn } from "../testing/concluded.ts";
import { behind, stage } from "../testing/stage.ts";
import { publicWay } from "./way.ts";

const s = stage();

/** A problem as it would have been made and published. */
async function problem(more: Record<string, unknown> = {}): Promise<{ id: string; number: string }> {
  const id = crypto.randomUUID();
  const number = `2001-${Math.floor(Math.random() * 1e9)
    .toString()
    .padStart(9, "0")}`;
  await s.admin`insert into problems ${s.admin({
    community_id: s.world.a,
    id,
    number,
    title: "消防设施旧了",
    category: "fire",
    owner_id: s.world.people.officer,
    next_at: "2099-01-01",
    face: "很多户都说。",
    published_at: new Date(),
    ...more,
  })}`;
  return { id, number };
}

test("the way is of a published problem alone, and holds what was agreed once it stands", async () => {
  const hidden = await problem({ face: null, published_at: null });
  await concludedIn(s.admin, s.world, hidden.id);
  expect(await publicWay(s.world.a, hidden.number)).toBeNull();
  expect(await publicWay(s.world.a)).toBeNull();

  const { id, number } = await problem();
  expect(await publicWay(s.world.a, number)).toMatchObject({ number, households: null, meetings: {}, agreement: null });
  expect(await publicWay(s.world.b, number)).toBeNull();
  const { agreement } = await concludedIn(s.admin, s.world, id);
  const set = (status: string) =>
    behind(s.admin, (sql) => sql`update agreements set status = ${status} where id = ${agreement}`);
  await set("draft");
  expect((await publicWay(s.world.a, number))?.agreement).toBeNull();
  await set("signing");
  expect((await publicWay(s.world.a, number))?.agreement).toMatchObject({ status: "signing", measures: [] });
  await set("concluded");
  const way = await publicWay(s.world.a);
  expect(way?.number).toBe(number);
  expect(way?.agreement?.measures.map((m) => m.what)).toEqual(["更换六栋楼的消防栓", "逐户检查烟感"]);
  // Who pays what, who signed, and in which words, is for those who live there.
  expect(JSON.stringify(way)).not.toMatch(/cents|40000000|各方同意|photo|照片/);
});

test("meetings are days, of those that took place or are called; the rest of them is told nobody", async () => {
  const { id, number } = await problem();
  const meeting = (kind: string, status: string, day: string) => ({
    community_id: s.world.a,
    id: crypto.randomUUID(),
    kind,
    title: "碰头",
    problem_id: id,
    status,
    place: "王秀兰家楼下",
    starts_at: `${day}T02:00:00Z`,
    ends_at: `${day}T03:00:00Z`,
    organizer_id: s.world.people.officer,
  });
  await behind(s.admin, async (sql) => {
    await sql`insert into meetings ${sql([
      meeting("inspection", "called", "2026-01-05"),
      meeting("inspection", "settled", "2026-01-10"),
      meeting("joint", "finding", "2026-01-20"),
      meeting("joint", "cancelled", "2026-01-21"),
    ])}`;
  });
  const way = await publicWay(s.world.a, number);
  expect(way?.meetings).toEqual({ inspection: { at: "2026-01-10T02:00:00+00:00", held: true } });
  expect(JSON.stringify(way)).not.toContain("王秀兰");
});
