import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, trying, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about what comes from outside or lies aside: ledgers, mails, half-filled forms. */

export const ledgerRowTable = `
ledgers                 | a ledger that was handed in                      | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
ledgers                 | a list of concerns that was handed in            | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
ledger_rows             | who lives at 1502, by that ledger                | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
ledger_concerns         | who raised what, by that list                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
letters                 | a mail that is held                              | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
parked_forms            | what the resident had typed                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export const ledgerActTable = `
ledgers                 | + hand in a ledger                               | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
ledgers                 | + hand in a ledger in another's name             | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
ledgers                 | agree to a ledger as somebody else               | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
letters                 | put a mail that is held aside in another's name  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
letters                 | decide about a mail and keep what it says        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
parked_forms            | park what one had typed                          | a   a   a   a   a   a   a   a   a   a   a   a   a   a   a
`;

export async function addLedgers(sql: postgres.TransactionSql, world: World) {
  const { people } = world;
  const ids = { ledger: newId(), list: newId(), letter: newId(), parked: newId() };
  const ledger = { community_id: world.a, id: ids.ledger, file_name: "台账.csv", created_by: people.coordinator };
  await sql`insert into ledgers ${sql({ ...ledger, read_at: "2020-01-01" })}`;
  await sql`insert into ledger_rows ${sql({
    community_id: world.a,
    ledger_id: ids.ledger,
    ordinal: 0,
    building: "3幢",
    building_key: "3",
    entrance: "2单元",
    entrance_key: "2",
    floor: 15,
    door: "1502",
    holder: "王秀英",
  })}`;
  const list = { ...ledger, id: ids.list, kind: "concerns", file_name: "留言.csv" };
  await sql`insert into ledgers ${sql({ ...list, read_at: "2020-01-01" })}`;
  await sql`insert into ledger_concerns ${sql({
    community_id: world.a,
    ledger_id: ids.list,
    ordinal: 0,
    external_number: "A1",
    title: "灯",
    body: "灯坏了",
    category: "other",
    raised_at: "2020-01-01",
    reporter: "王秀英",
    mark: "x.",
  })}`;
  await sql`insert into letters ${sql({
    community_id: world.a,
    id: ids.letter,
    message_id: "<a@elsewhere.test>",
    to_address: "concern+a@in.portal.test",
    from_address: "somebody@elsewhere.test",
    subject: "灯",
    body: "灯坏了",
    raw_key: "x",
    size: 100,
    status: "held",
    reason: "stranger",
    received_at: "2020-01-01",
  })}`;
  await sql`insert into parked_forms ${sql({ id: ids.parked, user_id: people.resident, path: "/report", values: {}, expires_at: "2099-01-01" })}`;
  return ids;
}

/** Which columns the app may change at all, and a harmless change of one. */
export const ledgerChangeable: Changeable = {
  ledgers: { columns: ["agreed_at", "agreed_by", "given_up_at"], harmless: "given_up_at = null" },
  letters: {
    columns: [
      "body",
      "concern_id",
      "decided_at",
      "decided_by",
      "from_address",
      "from_name",
      "raw_key",
      "status",
      "subject",
    ],
    harmless: "status = 'discarded', decided_by = app.user(), decided_at = now(), body = null, raw_key = null",
  },
};

/** Where the rows stand. */
export function ledgerRowsOf(g: Gallery): Named<string> {
  return {
    ledgers: {
      "a ledger that was handed in": where.id(g.ledger),
      "a list of concerns that was handed in": where.id(g.list),
    },
    ledger_rows: { "who lives at 1502, by that ledger": `ledger_id = '${g.ledger}'` },
    ledger_concerns: { "who raised what, by that list": `ledger_id = '${g.list}'` },
    letters: { "a mail that is held": where.id(g.letter) },
    parked_forms: { "what the resident had typed": where.id(g.parked) },
  };
}

/** What a viewer might try. */
export function ledgerActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people } = g;
  const { user, here, change } = trying(g, code);
  return {
    ledgers: {
      "+ hand in a ledger": [
        insert("ledgers", { ...here, id: newId(), file_name: "x.csv", file_key: "x", created_by: user }),
      ],
      "+ hand in a ledger in another's name": [
        insert("ledgers", { ...here, id: newId(), file_name: "x.csv", file_key: "x", created_by: people.neighbour }),
      ],
      "agree to a ledger as somebody else": [
        change("ledgers", sql`agreed_by = ${people.neighbour}::uuid, agreed_at = now()`, sql`id = ${g.ledger}`),
      ],
    },
    letters: {
      "put a mail that is held aside in another's name": [
        change(
          "letters",
          sql`status = 'discarded', decided_by = ${people.neighbour}::uuid, body = null, raw_key = null`,
          sql`id = ${g.letter}`,
        ),
      ],
      "decide about a mail and keep what it says": [
        change("letters", sql`status = 'landed', decided_by = ${user}::uuid`, sql`id = ${g.letter}`),
      ],
    },
    parked_forms: {
      "park what one had typed": [sql`select auth.park(${newId()}, '/report', '{}'::jsonb, null)`],
    },
  };
}
