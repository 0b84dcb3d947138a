import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, sha256, trying, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about a round: when and how its doors are visited. */

export const roundRowTable = `
rounds                  | the round that runs                              | .   r   r   r   r   .   r   r   .   r   r   ru  .   .   .
teams                   | the team of the officer                          | .   .   .   .   .   .   r   r   .   .   .   rud .   .   .
team_members            | the officer in it                                | .   .   .   .   .   .   r   r   .   .   .   rd  .   .   .
shifts                  | an evening of the round                          | .   r   r   r   r   .   r   r   .   r   r   rd  .   .   .
shift_absences          | a team that does not go on it                    | .   .   .   .   .   .   r   r   .   .   .   rd  .   .   .
guide_shifts            | an entrance whose guide can come on it           | .   .   .   .   .   .   r   r   .   .   .   rd  .   .   .
visit_wishes            | when 1502 wants to be visited                    | .   .   ru  ru  .   .   ru  .   .   .   .   ru  .   .   .
slips                   | the slip for 1502                                | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
visit_refusals          | 1401 asks not to be visited                      | .   .   .   .   ru  .   r   r   .   .   .   ru  .   .   .
plans                   | a plan that is being made                        | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
plan_visits             | what it proposes for 1502                        | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
visit_conflicts         | what was recorded otherwise at 1502              | .   .   .   .   .   .   ru  .   .   .   .   ru  .   .   .
calendar_feeds          | of the officer                                   | .   .   .   .   .   .   rd  .   .   .   .   .   .   .   .
calendar_feeds          | of a guide                                       | .   .   .   .   .   .   .   .   .   .   .   rd  .   .   .
`;

export const roundActTable = `
rounds                  | + prepare a round                                | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
rounds                  | + prepare a round in another's name              | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
rounds                  | begin a round that one prepared                  | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
teams                   | + add a team to the round that runs              | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
teams                   | + add a team to a round that is over             | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
team_members            | + put an officer into the team                   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
team_members            | + put the neighbour into the team                | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
shifts                  | + add an evening to the round that runs          | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
shifts                  | + add an evening to a round that is over         | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
shift_absences          | + let a team stay at home                        | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
guide_shifts            | + say when a guide can come                      | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
guides                  | + add a guide                                    | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
visit_wishes            | + choose for 1501, for the office                | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
visit_wishes            | + choose for 1501, at the door                   | .   .   .   .   .   .   a   .   .   .   .   .   .   .   .
visit_wishes            | + choose for 1401, with the household's account  | .   .   .   .   a   .   .   .   .   .   .   .   .   .   .
visit_wishes            | + choose in another's name                       | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
visit_wishes            | + choose by the slip's code                      | a   a   a   a   a   a   a   a   a   a   a   a   a   a   a
visit_wishes            | + choose by a code that is none                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
slips                   | + fill in a slip for 1501                        | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
slips                   | read its code                                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
visit_refusals          | + note that 1501 asks not to be visited          | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
visit_refusals          | + note it in another's name                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
plans                   | + ask for a plan                                 | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
plans                   | agree to a plan as somebody else                 | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
visit_conflicts         | + bring another outcome of 1502                  | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
calendar_feeds          | + get a calendar of one's own                    | .   .   .   .   .   .   a   a   .   .   .   a   .   a   .
calendar_feeds          | + get a calendar for a guide                     | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
calendar_feeds          | read its secret                                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

/** What belongs to the round that runs: when and how its doors are visited. */
export async function addRound(
  sql: postgres.TransactionSql,
  world: World,
  { former, visit }: { former: string; visit: string },
) {
  const { people, a } = world;
  const ids = {
    shift: newId(),
    wish: newId(),
    slip: newId(),
    refusal: newId(),
    roundPlan: newId(),
    conflict: newId(),
    guide: newId(),
    officersCalendar: newId(),
    guidesCalendar: newId(),
  };
  const here = { community_id: a };
  const span = { starts_at: "2098-02-01T10:00:00Z", ends_at: "2098-02-01T13:00:00Z" };
  await sql`insert into shifts ${sql({ ...here, id: ids.shift, round_id: world.round, ...span })}`;
  await sql`insert into shift_absences ${sql({ ...here, shift_id: ids.shift, team_id: world.team })}`;
  await sql`insert into guide_shifts ${sql({ ...here, entrance_id: world.entrance, shift_id: ids.shift })}`;
  await sql`insert into guides ${sql({ ...here, id: ids.guide, entrance_id: world.entrance, name: "李叔" })}`;
  const door1502 = { ...here, round_id: world.round, household_id: world.door1502 };
  await sql`insert into visit_wishes ${sql({ ...door1502, id: ids.wish, kind: "call", phone: "+8613800000012", via: "account", made_by: people.resident })}`;
  await sql`insert into slips ${sql({ ...door1502, id: ids.slip, hash: sha256("a slip"), created_by: people.coordinator })}`;
  await sql`insert into visit_refusals ${sql({ ...here, id: ids.refusal, household_id: world.door1401, noted_by: people.otherOfficer })}`;
  await sql`insert into plans ${sql({ ...here, id: ids.roundPlan, round_id: world.round, requested_by: people.coordinator })}`;
  await sql`insert into plan_visits ${sql({ ...here, plan_id: ids.roundPlan, household_id: world.door1502, team_id: world.team, shift_id: ids.shift, ...span })}`;
  await sql`insert into visit_conflicts ${sql({ ...here, id: ids.conflict, visit_id: visit, outcome: "nobody_home", recorded_by: former, recorded_at: "2020-02-01T10:10:00Z" })}`;
  await sql`insert into calendar_feeds ${sql([
    { id: ids.officersCalendar, user_id: people.officer, hash: sha256("the officer's"), created_by: people.officer },
  ])}`;
  await sql`insert into calendar_feeds ${sql([
    { ...here, id: ids.guidesCalendar, guide_id: ids.guide, hash: sha256("a guide's"), created_by: people.coordinator },
  ])}`;
  return ids;
}

/** Which columns the app may change at all, and a harmless change of one. */
export const roundChangeable: Changeable = {
  rounds: {
    columns: ["ends_on", "name", "starts_on", "status", "target", "visit_minutes"],
    harmless: "target = 4",
  },
  teams: { columns: ["name", "ordinal"], harmless: "ordinal = 2" },
  visit_wishes: {
    columns: ["changed_at", "email", "kind", "locale", "made_by", "note", "phone", "times", "via"],
    harmless: `made_by = app.user(), via = case when community_id = any (app.coordinates()) then 'office'
      when household_id = any (app.households()) then 'account' else 'door' end`,
  },
  visit_refusals: { columns: ["lifted_at", "lifted_by"], harmless: "lifted_at = now(), lifted_by = app.user()" },
  plans: { columns: ["agreed_at", "agreed_by", "given_up_at", "stop_asked_at"], harmless: "stop_asked_at = now()" },
  visit_conflicts: {
    columns: ["settled_at", "settled_by"],
    harmless: "settled_at = now(), settled_by = app.user()",
  },
  guides: { columns: ["household_id", "name", "phone", "remark"], harmless: "remark = 'early'" },
};

/** Where the rows stand. */
export function roundRowsOf(g: Gallery): Named<string> {
  const { people } = g;
  return {
    rounds: { "the round that runs": where.id(g.round) },
    teams: { "the team of the officer": where.id(g.team) },
    team_members: { "the officer in it": `team_id = '${g.team}' and ${where.user(people.officer)}` },
    shifts: { "an evening of the round": where.id(g.shift) },
    shift_absences: { "a team that does not go on it": `shift_id = '${g.shift}'` },
    guide_shifts: { "an entrance whose guide can come on it": `shift_id = '${g.shift}'` },
    visit_wishes: { "when 1502 wants to be visited": where.id(g.wish) },
    slips: { "the slip for 1502": where.id(g.slip) },
    visit_refusals: { "1401 asks not to be visited": where.id(g.refusal) },
    plans: { "a plan that is being made": where.id(g.roundPlan) },
    plan_visits: { "what it proposes for 1502": `plan_id = '${g.roundPlan}'` },
    visit_conflicts: { "what was recorded otherwise at 1502": where.id(g.conflict) },
    calendar_feeds: { "of the officer": where.id(g.officersCalendar), "of a guide": where.id(g.guidesCalendar) },
  };
}

/** What a viewer might try. */
export function roundActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people } = g;
  const { user, somebody, here, change, event } = trying(g, code);
  const helper = newId();
  const days = { starts_on: sql`'2097-01-01'`, ends_on: sql`'2097-02-01'` };
  const round = { ...here, id: newId(), name: "明年", target: 3, ...days };
  const team = { ...here, id: newId(), name: "9 组" };
  const evening = {
    ...here,
    id: newId(),
    starts_at: sql`'2097-01-02T10:00Z'::timestamptz`,
    ends_at: sql`'2097-01-02T13:00Z'::timestamptz`,
  };
  const wishes = (via: string, door: string, by: string | null) =>
    insert("visit_wishes", {
      ...here,
      id: newId(),
      round_id: g.round,
      household_id: door,
      kind: "any",
      via,
      made_by: by,
    });
  const refuses = (door: string, by: string | null) =>
    insert("visit_refusals", { ...here, id: newId(), household_id: door, noted_by: by });
  return {
    rounds: {
      "+ prepare a round": [insert("rounds", { ...round, created_by: user })],
      "+ prepare a round in another's name": [insert("rounds", { ...round, created_by: somebody })],
      "begin a round that one prepared": [
        insert("rounds", { ...round, created_by: user }),
        event("round", round.id),
        change("rounds", sql`status = 'running'`, sql`id = ${round.id}`),
      ],
    },
    teams: {
      "+ add a team to the round that runs": [insert("teams", { ...team, round_id: g.round })],
      "+ add a team to a round that is over": [insert("teams", { ...team, round_id: g.closedRound })],
    },
    team_members: {
      "+ put an officer into the team": [
        insert("team_members", { ...here, team_id: g.team, user_id: people.otherOfficer }),
      ],
      "+ put the neighbour into the team": [
        insert("team_members", { ...here, team_id: g.team, user_id: people.neighbour }),
      ],
    },
    shifts: {
      "+ add an evening to the round that runs": [insert("shifts", { ...evening, round_id: g.round })],
      "+ add an evening to a round that is over": [insert("shifts", { ...evening, round_id: g.closedRound })],
    },
    shift_absences: {
      "+ let a team stay at home": [
        insert("teams", { ...team, round_id: g.round }),
        insert("shift_absences", { ...here, shift_id: g.shift, team_id: team.id }),
      ],
    },
    guide_shifts: {
      "+ say when a guide can come": [
        insert("shifts", { ...evening, round_id: g.round }),
        insert("guide_shifts", { ...here, entrance_id: g.entrance, shift_id: evening.id }),
      ],
    },
    guides: {
      "+ add a guide": [insert("guides", { ...here, id: newId(), entrance_id: g.entrance, name: "赵姐" })],
    },
    visit_wishes: {
      "+ choose for 1501, for the office": [wishes("office", g.door1501, user)],
      "+ choose for 1501, at the door": [wishes("door", g.door1501, user)],
      "+ choose for 1401, with the household's account": [wishes("account", g.door1401, user)],
      "+ choose in another's name": [wishes("account", g.door1401, somebody)],
      "+ choose by the slip's code": [
        sql`select from auth.slip_wish(${sha256("a slip")}, ${newId()}, 'any', '{}', null, null, null, 'zh-CN') as done where done`,
      ],
      "+ choose by a code that is none": [
        sql`select from auth.slip_wish(${sha256("no slip")}, ${newId()}, 'any', '{}', null, null, null, 'zh-CN') as done where done`,
      ],
    },
    slips: {
      "+ fill in a slip for 1501": [
        insert("slips", {
          ...here,
          id: newId(),
          round_id: g.round,
          household_id: g.door1501,
          hash: sql`${sha256(newId())}::bytea`,
          created_by: user,
        }),
      ],
      "read its code": [sql`select hash from slips where id = ${g.slip}`],
    },
    visit_refusals: {
      "+ note that 1501 asks not to be visited": [refuses(g.door1501, user)],
      "+ note it in another's name": [refuses(g.door1501, somebody)],
    },
    plans: {
      "+ ask for a plan": [
        change("plans", sql`given_up_at = now()`, sql`id = ${g.roundPlan}`),
        insert("plans", { ...here, id: newId(), round_id: g.round, requested_by: user }),
      ],
      "agree to a plan as somebody else": [
        change("plans", sql`agreed_by = ${people.neighbour}::uuid, agreed_at = now()`, sql`id = ${g.roundPlan}`),
      ],
    },
    visit_conflicts: {
      "+ bring another outcome of 1502": [
        insert("visit_conflicts", {
          ...here,
          id: newId(),
          visit_id: g.own,
          outcome: "declined",
          recorded_by: user,
          recorded_at: sql`now()`,
        }),
      ],
    },
    calendar_feeds: {
      "+ get a calendar of one's own": [
        sql`delete from calendar_feeds where user_id = ${user}::uuid`,
        insert("calendar_feeds", {
          id: newId(),
          user_id: user,
          hash: sql`${sha256(newId())}::bytea`,
          created_by: user,
        }),
      ],
      "+ get a calendar for a guide": [
        insert("guides", { ...here, id: helper, entrance_id: g.entrance, name: "赵姐" }),
        insert("calendar_feeds", {
          id: newId(),
          ...here,
          guide_id: helper,
          hash: sql`${sha256(newId())}::bytea`,
          created_by: user,
        }),
      ],
      "read its secret": [sql`select hash from calendar_feeds where id = ${g.officersCalendar}`],
    },
  };
}
