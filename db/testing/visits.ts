import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, sha256, trying, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about visits, who goes on them, and what is noted of them. */

export const visitRowTable = `
visits                  | at 1502                                          | .   .   r   r   .   .   ru  r   .   .   .   ru  .   .   .
visits                  | at 1501, still to come                           | .   .   .   .   .   .   ru  r   .   .   .   ru  .   .   .
visits                  | at 1401, by the other team                       | .   .   .   .   r   .   r   ru  .   .   .   ru  .   .   .
visit_officers          | the officer at 1502                              | .   .   r   r   .   .   r   r   .   .   .   rd  .   .   .
visit_officers          | the other officer at 1401                        | .   .   .   .   r   .   r   r   .   .   .   rd  .   .   .
visit_notes             | heard at 1502                                    | .   .   r   r   .   .   r   .   .   .   .   r   .   .   .
visit_notes             | the officer's own thoughts on 1502               | .   .   .   .   .   .   r   .   .   .   .   r   .   .   .
visit_notes             | heard at 1401                                    | .   .   .   .   r   .   .   r   .   .   .   r   .   .   .
visit_notes             | the other officer's own thoughts on 1401         | .   .   .   .   .   .   .   r   .   .   .   r   .   .   .
`;

export const visitActTable = `
visits                  | + plan a visit at 1301                           | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
visits                  | confirm the time of a visit at 1401              | .   .   .   .   a   .   .   .   .   .   .   .   .   .   .
visits                  | confirm it by the slip of 1502                   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
visit_officers          | + go on the visit that one plans                 | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
visit_officers          | + join a past visit of another team              | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
visit_officers          | + take the neighbour along on a visit            | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
visit_notes             | + write what one heard at 1502                   | .   .   .   .   .   .   a   .   .   .   .   .   .   .   .
visit_notes             | + write in another's name                        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

/** Visits of the round that runs, of one that is over, and of none; with notes. */
export async function addVisits(sql: postgres.TransactionSql, world: World, former: string) {
  const { people } = world;
  const ids = {
    own: newId(),
    ahead: newId(),
    others: newId(),
    awaited: newId(),
    closedRound: newId(),
    door1301: newId(),
  };
  const notes = { heard: newId(), thoughts: newId(), othersHeard: newId(), othersThoughts: newId() };
  const closed = { name: "春季", starts_on: "2019-03-01", ends_on: "2019-05-31", status: "closed", target: 3 };
  await sql`insert into households ${sql({ community_id: world.a, id: ids.door1301, entrance_id: world.entrance, floor: 13, door: "1301" })}`;
  await sql`insert into rounds ${sql({ community_id: world.a, id: ids.closedRound, ...closed })}`;
  const visit = (id: string, round: string | null, door: string, status: string, day: string, by: string) => ({
    community_id: world.a,
    id,
    round_id: round,
    household_id: door,
    status,
    starts_at: `${day}T10:00:00Z`,
    ends_at: `${day}T10:30:00Z`,
    planned_by: by,
  });
  await sql`insert into visits ${sql([
    visit(ids.own, world.round, world.door1502, "visited", "2020-02-01", people.officer),
    visit(ids.ahead, world.round, world.door1501, "planned", "2098-02-01", people.officer),
    visit(ids.others, ids.closedRound, world.door1401, "visited", "2019-04-01", people.otherOfficer),
    visit(ids.awaited, null, world.door1401, "planned", "2098-03-01", people.otherOfficer),
  ])}`;
  await sql`insert into visit_officers ${sql(
    [
      [ids.own, people.officer],
      [ids.own, former],
      [ids.ahead, people.officer],
      [ids.others, people.otherOfficer],
    ].map(([visit_id, user_id]) => ({ community_id: world.a, visit_id, user_id })),
  )}`;
  const note = (id: string, visit_id: string, author_id: string, kind: string) => ({
    community_id: world.a,
    id,
    visit_id,
    author_id,
    kind,
    body: kind,
  });
  await sql`insert into visit_notes ${sql([
    note(notes.heard, ids.own, people.officer, "heard"),
    note(notes.thoughts, ids.own, people.officer, "reflection"),
    note(notes.othersHeard, ids.others, people.otherOfficer, "heard"),
    note(notes.othersThoughts, ids.others, people.otherOfficer, "reflection"),
  ])}`;
  return { ...ids, notes };
}

/** Which columns the app may change at all, and a harmless change of one. */
export const visitChangeable: Changeable = {
  visits: {
    columns: [
      "confirmed_at",
      "ends_at",
      "feeling",
      "fixed_at",
      "fixed_by",
      "knocked_by",
      "purpose",
      "recorded_at",
      "recorded_by",
      "starts_at",
      "status",
      "team_id",
    ],
    harmless: "purpose = 'to listen'",
  },
};

/** Where the rows stand. */
export function visitRowsOf(g: Gallery): Named<string> {
  const { people, notes } = g;
  return {
    visits: {
      "at 1502": where.id(g.own),
      "at 1501, still to come": where.id(g.ahead),
      "at 1401, by the other team": where.id(g.others),
    },
    visit_officers: {
      "the officer at 1502": `visit_id = '${g.own}' and ${where.user(people.officer)}`,
      "the other officer at 1401": `visit_id = '${g.others}' and ${where.user(people.otherOfficer)}`,
    },
    visit_notes: {
      "heard at 1502": where.id(notes.heard),
      "the officer's own thoughts on 1502": where.id(notes.thoughts),
      "heard at 1401": where.id(notes.othersHeard),
      "the other officer's own thoughts on 1401": where.id(notes.othersThoughts),
    },
  };
}

/** What a viewer might try. */
export function visitActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people } = g;
  const { user, here } = trying(g, code);
  const visit = newId();
  const plans = insert("visits", {
    ...here,
    id: visit,
    household_id: g.door1301,
    status: "planned",
    starts_at: sql`'2097-01-01T10:00Z'`,
    ends_at: sql`'2097-01-01T10:30Z'`,
    planned_by: user,
  });
  const goes = (to: string, who: string | null) =>
    insert("visit_officers", { ...here, visit_id: to, user_id: who ?? people.neighbour });
  const note = (author: string | null) =>
    insert("visit_notes", { ...here, id: newId(), visit_id: g.own, author_id: author, kind: "heard", body: "heard" });
  return {
    visits: {
      "+ plan a visit at 1301": [plans],
      "confirm the time of a visit at 1401": [sql`select from app.confirm_visit(${g.awaited}) as done where done`],
      "confirm it by the slip of 1502": [sql`select from auth.slip_confirm(${sha256("a slip")}) as done where done`],
    },
    visit_officers: {
      "+ go on the visit that one plans": [plans, goes(visit, user)],
      "+ join a past visit of another team": [goes(code === "oth" ? g.own : g.others, user)],
      "+ take the neighbour along on a visit": [plans, goes(visit, people.neighbour)],
    },
    visit_notes: {
      "+ write what one heard at 1502": [note(user)],
      "+ write in another's name": [note(code === "off" ? people.coordinator : people.officer)],
    },
  };
}
