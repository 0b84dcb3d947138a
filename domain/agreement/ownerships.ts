import { sql } from "drizzle-orm";
import { z } from "zod";
import { idFrom } from "#db/id.ts";
import { asViewer, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { addressOf, buildingOf, doorOf, entranceOf } from "../household/address.ts";
import { clean, id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";

/** So many lines at once, at most. */
const mostLines = 20_000;

type OwnedDoor = {
  building: string;
  entrance: string;
  door: string;
  area: number;
  owner: string | null;
  letOut: boolean;
};

const letOutWords = /^(出租|租|rented|let)$/i;

/**
 * What a line says: a door, its area in square metres, then, where they are known, a mark of its owner (the same for all
 * flats of one owner) and that it is rented out. Parted by commas, tabs or semicolons. Null where it cannot be read.
 */
export function ownedDoor(text: string): OwnedDoor | null {
  const [place = "", area = "", ...rest] = text
    .normalize("NFKC")
    .split(/[,，\t;；]/)
    .map((part) => part.trim());
  const address = addressOf(place);
  const m2 = /^(\d{1,6}(?:\.\d{1,2})?)\s*(?:m2|㎡|平方米|平方公尺|平米)?$/i.exec(area)?.[1];
  if (!address || !m2 || Number(m2) <= 0 || rest.length > 2) return null;
  const letOut = rest.some((part) => letOutWords.test(part));
  const [owner = ""] = rest.filter((part) => part && !letOutWords.test(part));
  return {
    building: address.building.key,
    entrance: address.entrance.key,
    door: address.door,
    area: Number(m2),
    owner: owner || null,
    letOut,
  };
}

export const ownershipsInput = z
  .object({ key: submissionKey, community: id, list: z.string().transform(clean) })
  .transform(({ list, ...rest }, context) => {
    const lines = list.split("\n").map((line) => line.trim());
    const doors = lines.flatMap((line) => (line ? [ownedDoor(line)] : []));
    const wrong = lines.findIndex((line) => line && !ownedDoor(line));
    if (!doors.length) context.addIssue({ code: "custom", path: ["list"], params: { key: "required" } });
    else if (doors.length > mostLines)
      context.addIssue({ code: "custom", path: ["list"], params: { key: "tooManyLines", max: mostLines } });
    else if (wrong >= 0)
      context.addIssue({ code: "custom", path: ["list"], params: { key: "ownerLine", line: wrong + 1 } });
    return { ...rest, doors: doors.filter((door) => door !== null) };
  });

const keyOf = (building: string, entrance: string, door: string): string => `${building}\n${entrance}\n${door}`;

/**
 * Notes whose doors are how large, all or nothing: what decides who may vote, and with how much. Of an owner's mark only
 * what tells owners apart is kept, not the mark itself.
 * @returns how many doors
 */
export async function noteOwnerships(viewer: Viewer, input: z.output<typeof ownershipsInput>): Promise<number> {
  const { key, community, doors } = input;
  const userId = viewer.user?.id;
  if (!userId || !viewer.claims.coordinates.includes(community)) throw new NotFound();
  const { result } = await submit(
    viewer.claims,
    { key, command: "ownerships.note", content: [community, doors] },
    async (tx) => {
      const rows = await tx.execute<{ id: string; building: string; entrance: string; door: string }>(sql`
      select h.id, b.name as building, e.name as entrance, h.door from households h
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where h.community_id = ${community}`);
      const known = new Map(
        rows.map((row) => [
          keyOf(buildingOf(row.building).key, entranceOf(row.entrance).key, doorOf(row.door) ?? row.door),
          row.id,
        ]),
      );
      const found = doors.map((door) => {
        const household = known.get(keyOf(door.building, door.entrance, door.door));
        if (!household) throw new Refusal("noSuchDoor", { field: "list", params: { door: door.door } });
        return {
          household_id: household,
          owner: door.owner ? idFrom(community, "owner", door.owner) : household,
          area: door.area,
          let_out: door.letOut,
        };
      });
      const seen = new Set<string>();
      const twice = found.findIndex(({ household_id }) => seen.size === seen.add(household_id).size);
      if (twice >= 0) throw new Refusal("doorTwice", { field: "list", params: { door: doors[twice]?.door ?? "" } });
      await tx.execute(sql`
      insert into ownerships (community_id, household_id, owner, area, let_out, set_by)
      select ${community}, x.household_id, x.owner, x.area, x.let_out, ${userId}
      from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) x (household_id uuid, owner uuid, area numeric, let_out boolean)
      on conflict (community_id, household_id) do update
        set owner = excluded.owner, area = excluded.area, let_out = excluded.let_out, set_by = excluded.set_by, set_at = now()`);
      await record(tx, {
        community,
        subject: { type: "community", id: community },
        kind: "ownerships_noted",
        audience: "office",
        actor: userId,
        data: { doors: found.length },
      });
      return found.length;
    },
  );
  return result;
}

type OwnershipFigures = { doors: number; noted: number; owners: number; area: number; letOut: number };

/** How many doors have their area and owner on record. */
export async function ownershipFigures(viewer: Viewer, community: string): Promise<OwnershipFigures> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<OwnershipFigures>(sql`
      select (select count(*)::int from households h where h.community_id = ${community}) as doors, count(*)::int as noted,
        count(distinct o.owner)::int as owners, coalesce(sum(o.area), 0)::float8 as area,
        count(*) filter (where o.let_out)::int as "letOut"
      from ownerships o where o.community_id = ${community}`),
  );
  return row ?? { doors: 0, noted: 0, owners: 0, area: 0, letOut: 0 };
}
