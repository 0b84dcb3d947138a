import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import { type Changeable, insert, type Named } from "./part.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about others' systems: their keys, and what came through them. */

export const open311RowTable = `
api_keys                | of the city's hotline                            | .   .   .   .   .   .   .   .   .   .   .   ru  ru  .   .
api_keys                | one that was taken back                          | .   .   .   .   .   .   .   .   .   .   .   r   r   .   .
filings                 | how the neighbourhood one came                   | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
filings                 | how the private one came                         | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
app.filed_by()          | how much came from the hotline                   | .   .   .   .   .   .   .   .   .   .   .   r   r   .   .
app.system_name()       | what the hotline is called                       | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
`;

export const open311ActTable = `
api_keys                | + give a key                                     | .   .   .   .   .   .   .   .   .   .   .   a   a   .   .
api_keys                | + give one in another's name                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
api_keys                | read its hash                                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
api_keys                | bring back one that was taken back               | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
filings                 | file by a key that is not in one's hand          | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
buildings               | say where it stands                              | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
concerns                | + raise one as if a key had filed it             | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

type Concerns = Record<"open" | "secret", { id: string }>;

const hashed = (text: string) => createHash("sha256").update(text).digest();

export async function addSystems(sql: postgres.TransactionSql, { a, people }: World, { open, secret }: Concerns) {
  const ids = { key: newId(), ended: newId() };
  const here = { community_id: a };
  await sql`insert into api_keys ${sql(
    [
      { id: ids.key, revoked_at: null },
      { id: ids.ended, revoked_at: "2020-01-01" },
    ].map((one) => ({
      ...here,
      ...one,
      name: "市民热线",
      contact: "王五",
      hash: hashed(one.id),
      created_by: people.coordinator,
    })),
  )}`;
  await sql`insert into filings ${sql(
    [open, secret].map(({ id }) => ({
      ...here,
      concern_id: id,
      key_id: ids.key,
      mark: hashed(id),
      attributes: {},
      address: "一单元1502",
    })),
  )}`;
  return ids;
}

export const open311Changeable: Changeable = {
  api_keys: {
    columns: ["revoked_at", "revoked_by"],
    harmless: "revoked_at = coalesce(revoked_at, now()), revoked_by = app.user()",
  },
  buildings: { columns: ["latitude", "longitude"], harmless: "latitude = 31, longitude = 121" },
};

type Systems = Awaited<ReturnType<typeof addSystems>>;

export const open311RowsOf = ({ open, secret }: Concerns, { key, ended }: Systems): Named<string> => ({
  api_keys: { "of the city's hotline": `id = '${key}'`, "one that was taken back": `id = '${ended}'` },
  filings: {
    "how the neighbourhood one came": `concern_id = '${open.id}'`,
    "how the private one came": `concern_id = '${secret.id}'`,
  },
});

export const open311FunctionsOf = ({ a }: World, { key }: Systems): Named<string> => ({
  "app.filed_by()": { "how much came from the hotline": `select 1 where app.filed_by('${a}', '${key}') > 0` },
  "app.system_name()": {
    "what the hotline is called": `select 1 where app.system_name('${a}', '${key}') is not null`,
  },
});

export function open311ActsOf(
  { a, people, building }: World,
  { key, ended }: Systems,
  user: string | null,
): Named<SQL[]> {
  const gives = (by: string | null) =>
    insert("api_keys", {
      community_id: a,
      id: newId(),
      name: "x",
      contact: "y",
      hash: sql`sha256('z')`,
      created_by: by,
    });
  return {
    api_keys: {
      "+ give a key": [gives(user)],
      "+ give one in another's name": [gives(user === people.officer ? people.resident : people.officer)],
      "read its hash": [sql`select hash from api_keys where id = ${key}`],
      "bring back one that was taken back": [sql`update api_keys set revoked_at = null where id = ${ended}`],
    },
    filings: {
      "file by a key that is not in one's hand": [
        sql`select auth.file_request(${key}, ${a}, ${newId()}, sha256('x'), '1 hour', null, null, null, '{}', null)`,
      ],
    },
    buildings: {
      "say where it stands": [sql`update buildings set latitude = 31, longitude = 121 where id = ${building}`],
    },
    concerns: {
      "+ raise one as if a key had filed it": [
        insert("concerns", {
          community_id: a,
          id: newId(),
          number: "2001-9901",
          title: "x",
          body: "x",
          category: "lift",
          privacy: "neighbourhood",
          status: "new",
          origin: "open311",
          owner_id: people.officer,
          next_at: "2099-01-01",
          answer_due_at: "2099-01-01",
        }),
      ],
    },
  };
}
