import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import { newConcern } from "./make.ts";
import { type Changeable, insert, type Named } from "./part.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about who acts for a household: for 1502 a member of the property company. */

export const helperRowTable = `
helpers                 | who acts for 1502                                | .   .   ru  ru  .   .   ru  .   .   ru  .   ru  .   .   .
helpers                 | who acted for 1502                               | .   .   r   r   .   .   r   .   .   r   .   r   .   .   .
concerns                | private, raised for 1502 by who acts for it      | .   .   ru  ru  .   .   .   .   .   ru  .   ru  .   .   .
concerns                | private, raised for 1502 by who acted for it     | .   .   ru  ru  .   .   .   .   .   .   .   ru  .   .   .
app.rounds_for_helper() | the evenings to choose from for 1502             | .   .   .   .   .   .   .   .   .   r   .   .   .   .   .
`;

export const helperActTable = `
helpers                 | + let somebody act for 1502                      | .   .   a   a   .   .   .   .   .   .   .   .   .   .   .
helpers                 | + write down that 1502 consents                  | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
helpers                 | + the same in another's name                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
helpers                 | take it on for oneself                           | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
helpers                 | say that it ended since 1502 moved               | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
helpers                 | begin anew what has ended                        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concerns                | + raise one for 1502 as its helper               | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
tokens                  | + a helper's code, without the household's word  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export async function addHelpers(sql: postgres.TransactionSql, world: World) {
  const { a, people } = world;
  const ids = { now: newId(), before: newId() };
  await sql`insert into helpers ${sql(
    [
      { id: ids.now, ended_at: null },
      { id: ids.before, ended_at: "2020-02-01" },
    ].map((one) => ({
      ...one,
      community_id: a,
      household_id: world.door1502,
      name: "小李",
      relation: "neighbour",
      user_id: people.propertyMember,
      accepted_at: "2020-01-01",
      may_raise: true,
      may_follow: true,
      may_choose: true,
      consent: "account",
      recorded_by: people.resident,
    })),
  )}`;
  const raised = async (helper: string) => {
    // (By this it is known, as it is written, that it is not whoever writes it who raised it.)
    const id = newId();
    await sql`insert into access ${sql({ community_id: a, subject_id: id, principal: helper, reason: "reporter" })}`;
    await newConcern(sql, world, { id, created_by: people.propertyMember });
    await sql`insert into concern_people ${sql({ community_id: a, id: newId(), concern_id: id, role: "reporter", household_id: world.door1502, helper_id: helper })}`;
    return id;
  };
  return { ...ids, raisedNow: await raised(ids.now), raisedBefore: await raised(ids.before) };
}

export const helpersChangeable: Changeable = {
  helpers: {
    columns: ["ended_at", "ended_by"],
    harmless: "ended_at = coalesce(ended_at, now()), ended_by = app.user()",
  },
};

type Helpers = Awaited<ReturnType<typeof addHelpers>>;

export const helperRowsOf = ({ now, before, raisedNow, raisedBefore }: Helpers): Named<string> => ({
  concerns: {
    "private, raised for 1502 by who acts for it": `id = '${raisedNow}'`,
    "private, raised for 1502 by who acted for it": `id = '${raisedBefore}'`,
  },
  helpers: { "who acts for 1502": `id = '${now}'`, "who acted for 1502": `id = '${before}'` },
});

export const helperFunctionsOf = ({ now }: Helpers): Named<string> => ({
  "app.rounds_for_helper()": {
    "the evenings to choose from for 1502": `select 1 from app.rounds_for_helper() where helper = '${now}'`,
  },
});

export function helperActsOf(
  { a, people, door1502, building, entrance }: World,
  { now, before }: Helpers,
  user: string | null,
): Named<SQL[]> {
  const names = (consent: string, by: string | null) =>
    insert("helpers", {
      community_id: a,
      id: newId(),
      household_id: door1502,
      name: "x",
      relation: "child",
      may_raise: true,
      may_follow: true,
      may_choose: true,
      consent,
      consent_by: consent === "account" ? null : "王秀英",
      recorded_by: by,
    });
  const concern = newId();
  return {
    helpers: {
      "+ let somebody act for 1502": [names("account", user)],
      "+ write down that 1502 consents": [names("door", user)],
      "+ the same in another's name": [names("door", user === people.officer ? people.resident : people.officer)],
      "take it on for oneself": [sql`update helpers set user_id = ${user} where id = ${now}`],
      "say that it ended since 1502 moved": [
        sql`update helpers set ended_at = now(), ended_by = ${user}, ended_for = 'moved' where id = ${now}`,
      ],
      "begin anew what has ended": [sql`update helpers set ended_at = null where id = ${before}`],
    },
    concerns: {
      "+ raise one for 1502 as its helper": [
        sql`select app.begin_for_household(${a}, ${now}, ${concern})`,
        insert("concerns", {
          community_id: a,
          id: concern,
          number: "2001-9902",
          title: "x",
          body: "x",
          category: "lift",
          privacy: "private",
          status: "new",
          origin: "online",
          building_id: building,
          entrance_id: entrance,
          created_by: user,
          owner_id: people.officer,
          next_at: "2099-01-01",
          answer_due_at: "2099-01-01",
        }),
      ],
    },
    tokens: {
      "+ a helper's code, without the household's word": [
        insert("tokens", {
          id: newId(),
          hash: sql`sha256('y')`,
          kind: "helper",
          community_id: a,
          household_id: door1502,
          created_by: user,
          expires_at: "2099-01-01",
        }),
      ],
    },
  };
}
