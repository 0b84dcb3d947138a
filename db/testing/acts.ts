import { type SQL, sql } from "drizzle-orm";
import { newId } from "../id.ts";
import { agreementActsOf } from "./agreements.ts";
import { boardActsOf } from "./board.ts";
import { type Gallery, sha256 } from "./gallery.ts";
import { helperActsOf } from "./helpers.ts";
import { open311ActsOf } from "./open311.ts";
import { storyActsOf } from "./stories.ts";
import { householdOf, organizationOf, uploadKey, userOf, type ViewerCode } from "./viewers.ts";
import { together, worksActsOf } from "./works.ts";

type Values = Record<string, string | number | boolean | null | SQL>;

const insert = (table: string, values: Values): SQL =>
  sql`insert into ${sql.identifier(table)} (${sql.join(
    Object.keys(values).map((name) => sql.identifier(name)),
    sql`, `,
  )}) values (${sql.join(
    Object.values(values).map((value) => (value === null ? sql`null` : sql`${value}`)),
    sql`, `,
  )})`;

/**
 * The acts of matrix.ts as statements, by table and name, for a viewer. All of them are sent in one transaction; the
 * last one is the act, what stands before prepares it. Some hit a row that differs by viewer, so that nothing but the
 * permission decides.
 */
export const actsOf = (g: Gallery, code: ViewerCode): Record<string, Record<string, SQL[]>> =>
  together(
    ownActsOf(g, code),
    agreementActsOf(g, g.agreements, { user: userOf(g, code), insert }),
    worksActsOf(g, g.works, { user: userOf(g, code), insert }),
    boardActsOf(g, g.concerns, g.board.free, { user: userOf(g, code), insert }),
    storyActsOf(g, g.stories, { user: userOf(g, code), insert }),
    helperActsOf(g, g.helpers, { user: userOf(g, code), insert }),
    open311ActsOf(g, g.systems, { user: userOf(g, code), insert }),
  );

function ownActsOf(g: Gallery, code: ViewerCode): Record<string, Record<string, SQL[]>> {
  const { people, concerns, a } = g;
  const user = userOf(g, code);
  const organization = organizationOf(g, code);
  const somebody = code === "res" ? people.spouse : people.resident;
  const later = sql`now() + interval '1 day'`;
  const here = { community_id: a };

  const token = (kind: string, more: Values) =>
    insert("tokens", {
      id: newId(),
      hash: sql`${sha256(newId())}::bytea`,
      kind,
      ...here,
      created_by: user,
      expires_at: later,
      ...more,
    });
  const asks = (of: string | null) =>
    insert("residents", { ...here, user_id: of, household_id: g.door1301, status: "pending" });
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
  const goes = (to: string, who: string | null) =>
    insert("visit_officers", { ...here, visit_id: to, user_id: who ?? people.neighbour });
  const note = (author: string | null) =>
    insert("visit_notes", { ...here, id: newId(), visit_id: g.own, author_id: author, kind: "heard", body: "heard" });
  const raises = (more: Values) =>
    insert("concerns", {
      ...here,
      id: newId(),
      number: sql`app.new_number('Asia/Shanghai')`,
      title: "灯坏了",
      body: "灯坏了",
      category: "lift",
      privacy: "private",
      status: "new",
      origin: "online",
      owner_id: people.coordinator,
      next_at: later,
      created_by: user,
      answer_due_at: later,
      ...more,
    });
  const change = (table: string, set: SQL, where: SQL) =>
    sql`update ${sql.identifier(table)} set ${set} where community_id = ${a} and ${where}`;
  const person = (concern: { id: string }, more: Values) =>
    insert("concern_people", { ...here, id: newId(), concern_id: concern.id, ...more });
  const follows = (by: string | null) =>
    insert("concern_followings", { ...here, id: newId(), concern_id: concerns.others.id, started_by: by });
  const adds = (more: Values) =>
    insert("concern_steps", {
      ...here,
      id: newId(),
      following_id: g.following,
      concern_id: concerns.open.id,
      ordinal: 2,
      title: "体检",
      created_by: user,
      ...more,
    });
  const assigns = (concern: { id: string }, to: string, by: string | null) =>
    insert("assignments", {
      ...here,
      id: newId(),
      concern_id: concern.id,
      organization_id: to,
      due_at: later,
      assigned_by: by,
    });
  const says = (concern: { id: string }, audience: string, more: Values = {}) =>
    insert("messages", {
      ...here,
      id: newId(),
      thread_id: concern.id,
      concern_id: concern.id,
      author_id: user,
      organization_id: organization,
      audience,
      body: "a word",
      ...more,
    });
  const takesInHand = (who: string | null, by: string | null) => [
    sql`delete from assignment_handlers where assignment_id = ${g.secretAssignment}`,
    insert("assignment_handlers", {
      ...here,
      assignment_id: g.secretAssignment,
      organization_id: g.property,
      user_id: who,
      handed_by: by,
    }),
  ];
  const calls = (more: Values) =>
    insert("meetings", {
      ...{ ...here, id: newId(), kind: "joint", status: "finding", title: "座谈", place: "会议室" },
      organizer_id: user ?? somebody,
      ...more,
    });
  const invites = (principal: string, kind: string) =>
    insert("meeting_parties", { ...here, meeting_id: g.joint, principal, kind, invited_by: user ?? somebody });
  const point = (more: Values) =>
    insert("agenda_items", {
      ...{ ...here, id: newId(), meeting_id: g.joint, title: "a point", proposed_by: user ?? somebody },
      ...more,
    });
  const connects = (organization: string, by: string | null) =>
    insert("webhooks", {
      id: newId(),
      organization_id: organization,
      url: `https://a.example/${newId()}`,
      secret: "whsec_y",
      created_by: by,
    });
  const mutes = (of: string | null, concern: string) =>
    sql`insert into thread_mutes (community_id, concern_id, user_id) values (${a}, ${concern}, ${of}) on conflict do nothing`;
  const keeps = (owner: string | null, organization: string | null = null) =>
    insert("saved_views", {
      ...here,
      id: newId(),
      owner_id: owner,
      organization_id: organization,
      name: "kept",
      query: "state=open",
    });
  const inRoom = { ...here, thread_id: g.room };
  const own = newId();
  const asksIn = (kind: string, principal: string) =>
    insert("thread_members", { ...inRoom, kind, principal, added_by: user });
  const begins = (by: string | null) =>
    insert("drafts", { ...here, thread_id: concerns.open.id, user_id: by, body: "begun", audience: "everyone" });
  const savesReply = (of: string) =>
    insert("saved_replies", {
      ...here,
      id: newId(),
      organization_id: of,
      name: "明天来",
      body: "明天来",
      created_by: user,
    });
  const reads = (of: string | null) => sql`
    ${insert("thread_reads", { ...here, concern_id: concerns.open.id, user_id: of, seq: 1 })}
    on conflict (community_id, concern_id, user_id) do update set seq = 2`;
  const readsRoom = (of: string | null) => sql`
    ${insert("room_reads", { ...here, room_id: g.room, user_id: of, seq: 1 })}
    on conflict (community_id, room_id, user_id) do update set seq = 2`;
  const photo = newId();
  const uploads = (by: string | null) =>
    insert("attachments", {
      ...here,
      id: photo,
      kind: "image",
      mime: "image/jpeg",
      name: "",
      size: 1,
      storage_key: photo,
      sha256: sql`${sha256(photo)}::bytea`,
      uploaded_by: by,
      upload_key: by ? null : uploadKey,
    });
  const event = (subject_type: string, subject_id: string, by = user, community_id = a, more: Values = {}) =>
    insert("events", {
      community_id,
      subject_type,
      subject_id,
      kind: "noted",
      audience: "everyone",
      actor_id: by,
      ...more,
    });
  const problem = {
    ...here,
    id: newId(),
    number: sql`app.new_number('Asia/Shanghai')`,
    title: "路灯",
    category: "other",
    owner_id: people.coordinator,
    next_at: later,
    created_by: user,
  };
  const behind = (concern: { id: string }, by = user) =>
    insert("problem_concerns", { ...here, problem_id: g.problem.id, concern_id: concern.id, added_by: by });
  const saysOnProblem = (audience: string, more: Values = {}) =>
    insert("messages", {
      ...here,
      id: newId(),
      thread_id: g.problem.id,
      problem_id: g.problem.id,
      author_id: user,
      organization_id: organization,
      audience,
      body: "a word",
      ...more,
    });
  const seats = (unit: string) =>
    insert("problem_units", { ...here, problem_id: g.problem.id, organization_id: unit, added_by: user });
  const submits = (by: string | null) => insert("submissions", { key: newId(), user_id: by, command: "a command" });
  const explains = (by: string | null, more: Values = {}) =>
    insert("policies", { ...here, id: newId(), category: "schooling", created_by: by, ...more });
  const nowhere = "00000000-0000-0000-0000-000000000000";
  const unit = (kind: string) => insert("organizations", { id: newId(), kind, name: "新单位" });

  return {
    problems: {
      "+ make a problem": [insert("problems", problem)],
      "+ make a problem in another's name": [insert("problems", { ...problem, created_by: somebody })],
      "lead the problem to the talks": [
        event("problem", g.problem.id, user, a, { from_status: "open", to_status: "talks" }),
        change("problems", sql`status = 'talks'`, sql`id = ${g.problem.id}`),
      ],
      "lead the problem to what is done": [
        event("problem", g.problem.id, user, a, { from_status: "open", to_status: "done" }),
        change("problems", sql`status = 'done'`, sql`id = ${g.problem.id}`),
      ],
      "say how many stand behind it": [change("problems", sql`households = 99`, sql`id = ${g.problem.id}`)],
    },
    problem_briefs: {
      "+ say what a problem is that one made": [
        insert("problems", problem),
        insert("problem_briefs", { ...here, problem_id: problem.id, summary: "x" }),
      ],
    },
    problem_concerns: {
      "+ put a neighbourhood one behind the problem": [behind(concerns.solved)],
      "+ put a private one behind the problem": [behind(concerns.told)],
      "+ put one of another community behind it": [behind(concerns.elsewhere)],
      "+ put one behind it in another's name": [behind(concerns.solved, somebody)],
      "take the neighbourhood one out of it": [
        sql`delete from problem_concerns where concern_id = ${concerns.open.id}`,
      ],
    },
    problem_searches: {
      "+ ask for a search": [insert("problem_searches", { ...here, id: newId(), asked_by: user })],
      "+ ask for one in another's name": [insert("problem_searches", { ...here, id: newId(), asked_by: somebody })],
    },
    problem_units: {
      "+ ask the fire brigade to its table": [seats(g.fire)],
      "+ ask the agency of another community to its table": [seats(g.agencyB)],
    },
    organizations: { "+ add a partner unit": [unit("other")], "+ add an agency": [unit("agency")] },
    community_organizations: {
      "+ link an organization with the community": [
        insert("community_organizations", { ...here, organization_id: g.agencyB }),
      ],
    },
    tokens: {
      "+ invite into the property company": [
        token("invitation", { organization_id: g.property, role: "partner", email: "more@example.test" }),
      ],
      "+ hand out a doorstep code": [token("doorstep_code", { household_id: g.door1501 })],
      "+ ask to confirm the unconfirmed report by mail": [
        token("mail_confirmation", { concern_id: concerns.unconfirmed.id, created_by: null }),
      ],
      "+ make oneself a tracking link": [token("tracking", { concern_id: concerns.secret.id })],
      "+ make a reset of the resident's password": [token("password_reset", { user_id: people.resident })],
      "read the hash of a token": [sql`select hash from tokens limit 1`],
    },
    residents: {
      "+ ask to be a resident of 1301": [asks(user)],
      "+ ask in another's name": [asks(somebody)],
      "confirm the one who asks for 1501": [
        change(
          "residents",
          sql`status = 'confirmed', proof = 'coordinator', confirmed_at = now(), confirmed_by = ${user}::uuid`,
          sql`user_id = ${people.pending}`,
        ),
      ],
      "ask for 1301 and confirm oneself": [
        asks(user),
        change(
          "residents",
          sql`status = 'confirmed', proof = 'coordinator', confirmed_at = now(), confirmed_by = ${user}::uuid`,
          sql`user_id = ${user}::uuid and household_id = ${g.door1301}`,
        ),
      ],
    },
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
    concerns: {
      "+ raise online, in one's own name": [raises({})],
      "+ raise at a door, for the household": [raises({ origin: "doorstep" })],
      "+ raise without account, unconfirmed": [raises({ status: "unconfirmed", created_by: null })],
      "+ raise in another's name": [raises({ created_by: somebody })],
      "+ raise as solved already": [raises({ status: "solved" })],
      "open the private one to neighbours": [
        change("concerns", sql`privacy = 'neighbourhood'`, sql`id = ${concerns.secret.id}`),
      ],
      "close the neighbourhood one to neighbours": [
        change("concerns", sql`privacy = 'private'`, sql`id = ${concerns.open.id}`),
      ],
      "rate the private one": [change("concerns", sql`rating = 5`, sql`id = ${concerns.secret.id}`)],
      "sort the neighbourhood one as urgent": [
        change("concerns", sql`urgency = 'urgent'`, sql`id = ${concerns.open.id}`),
      ],
      "put off when the neighbourhood one is answered": [
        change("concerns", sql`answer_due_at = '2099-06-01'`, sql`id = ${concerns.open.id}`),
      ],
      "say that one asked again": [change("concerns", sql`nudges = nudges + 1`, sql`id = ${concerns.open.id}`)],
      "say that a unit gave it back": [change("concerns", sql`returns = returns + 1`, sql`id = ${concerns.open.id}`)],
      "point the neighbourhood one to another": [
        change("concerns", sql`merged_into = ${concerns.secret.id}`, sql`id = ${concerns.open.id}`),
      ],
      "give the neighbourhood one to another owner": [
        change("concerns", sql`owner_id = ${people.teamMate}`, sql`id = ${concerns.open.id}`),
      ],
      "take the neighbourhood one over": [
        change("concerns", sql`owner_id = ${user}::uuid`, sql`id = ${concerns.open.id}`),
      ],
    },
    concern_people: {
      "+ take a colleague into the private one": [
        person(concerns.secret, { role: "taken_in", user_id: people.teamMate }),
      ],
      "+ say that the neighbourhood one is theirs too": [
        person(concerns.open, { role: "voice", user_id: user, household_id: householdOf(g, code) }),
      ],
      "+ say so of the private one": [
        person(concerns.secret, { role: "voice", user_id: user, household_id: householdOf(g, code) }),
      ],
      "+ say so for the household next door": [
        person(concerns.open, { role: "voice", user_id: user, household_id: g.door1501 }),
      ],
      "+ say so at a door one visits": [
        person(concerns.open, { role: "voice", user_id: null, household_id: g.door1401 }),
      ],
      "+ say so of the private one at a door": [
        person(concerns.secret, { role: "voice", user_id: null, household_id: g.door1401 }),
      ],
      "+ say so in a neighbour's name": [
        person(concerns.open, { role: "voice", user_id: people.neighbour, household_id: g.door1401 }),
      ],
      "+ be the reporter of what one heard at a door": [person(concerns.told, { role: "reporter", user_id: user })],
    },
    concern_followings: {
      "+ follow the other officer's to its end": [follows(user)],
      "+ follow it in another's name": [follows(somebody)],
      "end what is followed without the family's word": [
        change("concern_followings", sql`ended_at = now()`, sql`id = ${g.following}`),
      ],
      "say as the family that it is done": [
        change(
          "concern_followings",
          sql`word = 'done', word_via = 'online', word_at = now(), word_by = app.user()`,
          sql`id = ${g.following}`,
        ),
      ],
    },
    concern_steps: {
      "+ add a step to the neighbourhood one": [adds({})],
      "+ add one in another's name": [adds({ created_by: somebody })],
      "write another title on the step": [change("concern_steps", sql`title = '续居住证'`, sql`id = ${g.step}`)],
    },
    concern_ratings: {
      "+ rate one that is not solved": [
        insert("concern_ratings", {
          ...here,
          concern_id: concerns.secret.id,
          person_id: concerns.voices.neighbour,
          solved: true,
        }),
      ],
      "change what the neighbour said": [
        change("concern_ratings", sql`solved = true`, sql`person_id = ${concerns.rater}`),
      ],
    },
    concern_contacts: {
      "+ leave a contact to what one raised": [
        insert("concern_contacts", { ...here, person_id: concerns.takenIn.person, phone: "+8613800000012" }),
      ],
    },
    assignments: {
      "+ assign what was told at the door of 1502": [assigns(concerns.told, g.fire, user)],
      "+ assign the other officer's": [assigns(concerns.others, g.fire, user)],
      "+ assign in another's name": [assigns(concerns.told, g.fire, somebody)],
      "+ assign a private one to the agency itself": [assigns(concerns.told, g.agencyA, user)],
      "accept for the property company": [
        change("assignments", sql`status = 'accepted', accepted_at = now()`, sql`id = ${g.secretAssignment}`),
      ],
      "put off when the answer is due": [
        change("assignments", sql`due_at = '2099-06-01'`, sql`id = ${g.secretAssignment}`),
      ],
    },
    assignment_handlers: {
      "+ take the private one in hand": takesInHand(user, user),
      "+ hand it to a member of the fire brigade": takesInHand(people.fireMember, user),
      "+ take it in hand in another's name": takesInHand(user, somebody),
    },
    working_hours: {
      "+ say when offices work": [insert("working_hours", { ...here, weekday: 2, opens: "09:00", closes: "12:00" })],
    },
    holidays: { "+ enter a holiday": [insert("holidays", { ...here, day: sql`'2099-05-01'`, name: "劳动节" })] },
    service_targets: {
      "+ set a target": [
        insert("service_targets", { ...here, category: "lift", urgency: "normal", answer_minutes: 60 }),
      ],
    },
    memberships: {
      "say who leads the property company": [
        sql`update memberships set lead = true where user_id = ${people.propertyMember} and organization_id = ${g.property}`,
      ],
    },
    labels: { "+ make a label": [insert("labels", { ...here, id: newId(), name: "重点" })] },
    concern_labels: {
      "+ put a label on the private one": [
        insert("labels", { ...here, id: helper, name: "难点" }),
        insert("concern_labels", { ...here, concern_id: concerns.secret.id, label_id: helper }),
      ],
    },
    threads: {
      "+ open the thread of what one raised": [
        insert("threads", { ...here, id: concerns.pending.id, concern_id: concerns.pending.id }),
      ],
      "+ open a side room of the private one": [
        insert("threads", { ...here, id: newId(), concern_id: concerns.secret.id, name: "另一间", created_by: user }),
      ],
    },
    thread_members: {
      "+ ask the other officer into the side room": [asksIn("user", people.otherOfficer)],
      "+ ask the neighbour into it": [asksIn("user", people.neighbour)],
    },
    messages: {
      "+ say to everyone on the problem": [saysOnProblem("everyone")],
      "+ say among those who work on the problem": [saysOnProblem("working")],
      "+ say on the problem in another's name": [saysOnProblem("everyone", { author_id: somebody })],
      "+ private one, to everyone": [says(concerns.secret, "everyone")],
      "+ private one, working": [says(concerns.secret, "working")],
      "+ neighbourhood one, to everyone": [says(concerns.open, "everyone")],
      "+ neighbourhood one, working": [says(concerns.open, "working")],
      "+ in another's name": [says(concerns.open, "everyone", { author_id: somebody })],
      "+ for a unit that one is not of": [says(concerns.open, "everyone", { organization_id: g.agencyB })],
      "+ in the side room": [says(concerns.secret, "everyone", { thread_id: g.room })],
      "+ in the side room, for the fire brigade": [
        says(concerns.secret, "everyone", { thread_id: g.room, organization_id: g.fire }),
      ],
      "correct what the coordinator wrote": [change("messages", sql`body = 'other'`, sql`id = ${g.openSaid}`)],
    },
    message_mentions: {
      "+ name the officer in what one says": [
        says(concerns.open, "everyone", { id: own }),
        insert("message_mentions", { ...here, message_id: own, principal: people.officer, kind: "user" }),
      ],
      "+ name one who cannot read it": [
        says(concerns.secret, "everyone", { id: own }),
        insert("message_mentions", { ...here, message_id: own, principal: people.otherOfficer, kind: "user" }),
      ],
    },
    drafts: {
      "+ begin to write on the neighbourhood one": [begins(user)],
      "+ begin in another's name": [begins(people.spouse === user ? people.neighbour : people.spouse)],
    },
    presences: {
      "have the neighbourhood one open": [
        sql`select from app.be_present(${a}, ${concerns.open.id}, false, false) as done where done`,
      ],
      "have the side room open": [sql`select from app.be_present(${a}, ${g.room}, false, false) as done where done`],
    },
    saved_replies: {
      "+ keep a reply of the property company": [savesReply(g.property)],
      "+ keep a reply of the agency": [savesReply(g.agencyA)],
    },
    thread_reads: {
      "+ read the neighbourhood one": [reads(user)],
      "+ read it in another's name": [reads(people.spouse === user ? people.neighbour : people.spouse)],
    },
    room_reads: {
      "+ read the side room": [readsRoom(user)],
      "+ read it in another's name": [readsRoom(people.spouse === user ? people.fireMember : people.spouse)],
    },
    attachments: {
      "+ upload a photo": [uploads(user)],
      "+ upload in another's name": [uploads(somebody)],
      "tie one's photo to the neighbourhood one": [
        uploads(user),
        change("attachments", sql`concern_id = ${concerns.open.id}`, sql`id = ${photo}`),
      ],
      "tie one's photo to the item of the inspection": [
        uploads(user),
        change("attachments", sql`inspection_item_id = ${g.item}`, sql`id = ${photo}`),
      ],
    },
    saved_views: {
      "+ keep a view for oneself": [keeps(user)],
      "+ share one with the agency": [keeps(user, g.agencyA)],
      "+ keep one in another's name": [keeps(somebody)],
    },
    meetings: {
      "+ call a joint meeting on the problem": [calls({ problem_id: g.aProblem })],
      "+ call a three-party one on the other officer's": [
        calls({ kind: "three_party", concern_id: concerns.others.id }),
      ],
      "+ call one in another's name": [calls({ problem_id: g.aProblem, organizer_id: somebody })],
    },
    meeting_parties: {
      "+ ask the property company to the joint one": [invites(g.property, "organization")],
      "+ ask the neighbour, who does not work there": [invites(people.neighbour, "user")],
      "say that the fire brigade was at the inspection": [
        change("meeting_parties", sql`attended = true`, sql`meeting_id = ${g.inspection} and principal = ${g.fire}`),
      ],
    },
    meeting_times: {
      "+ propose a time for the joint one": [
        insert("meeting_times", {
          ...{ ...here, id: newId(), meeting_id: g.joint },
          ...{ starts_at: sql`'2098-07-01T02:00Z'::timestamptz`, ends_at: sql`'2098-07-01T03:00Z'::timestamptz` },
        }),
      ],
    },
    meeting_choices: {
      "+ choose for household 1401": [
        insert("meeting_choices", {
          ...{ ...here, time_id: g.jointTime, principal: g.door1401, choice: "yes", chosen_by: user ?? somebody },
        }),
      ],
    },
    agenda_items: {
      "+ propose a point for the fire brigade": [point({ principal: g.fire, status: "proposed" })],
      "+ put a point on the agenda of the joint one": [point({ status: "taken" })],
    },
    minute_lines: {
      "+ write a line of the three-party one": [
        insert("minute_lines", {
          ...{ ...here, id: newId(), meeting_id: g.threeParty, ordinal: 2, kind: "note", body: "a word" },
          written_by: user ?? somebody,
        }),
      ],
    },
    minute_objections: {
      "+ object for the fire brigade": [
        insert("minute_objections", {
          ...{ ...here, id: newId(), meeting_id: g.sentMeeting, principal: g.fire, body: "not so" },
          raised_by: user ?? somebody,
        }),
      ],
    },
    inspection_items: {
      "+ put an item on the list of the inspection": [
        insert("inspection_items", {
          ...{ ...here, id: newId(), meeting_id: g.inspection, ordinal: 2, what: "消火栓", added_by: user ?? somebody },
        }),
      ],
    },
    measures: {
      "+ make a measure of a decision": [
        insert("measures", {
          ...{ ...here, id: newId(), problem_id: g.aProblem, minute_line_id: g.decision, what: "更换" },
          created_by: user ?? somebody,
        }),
      ],
    },
    policies: {
      "+ write a policy explanation": [explains(user)],
      "+ write one in another's name": [explains(somebody)],
      "+ write one as published already": [explains(user, { published_at: sql`now()` })],
    },
    policy_texts: {
      "+ explain the draft in another language": [
        insert("policy_texts", {
          ...here,
          policy_id: g.policies.draft,
          locale: "en",
          title: "Kindergarten",
          body: "How",
        }),
      ],
    },
    events: {
      "+ write an event of the problem": [event("problem", g.problem.id)],
      "+ tell of a reply on the problem": [event("problem", g.problem.id, user, a, { kind: "replied" })],
      "+ on the private one": [event("concern", concerns.secret.id)],
      "+ on the neighbourhood one": [event("concern", concerns.open.id)],
      "+ on the visit at 1502": [event("visit", g.own)],
      "+ on household 1401": [event("household", g.door1401)],
      "+ on the account of another": [event("account", somebody, user, nowhere)],
      "+ on the joint meeting": [event("meeting", g.joint)],
      "+ on the three-party meeting": [event("meeting", g.threeParty)],
      "+ on the community": [event("community", a)],
      "+ in another's name": [event("concern", concerns.open.id, somebody)],
    },
    webhooks: {
      "+ connect the property company's system": [connects(g.property, user)],
      "+ connect the agency's": [connects(g.agencyA, user)],
      "+ connect one in another's name": [connects(g.property, somebody)],
      "read its secret": [sql`select secret from webhooks where id = ${g.webhook}`],
    },
    push_subscriptions: {
      "be told in the browser of the resident's session": [
        sql`select auth.keep_push(${newId()}::uuid, ${g.session}::uuid, ${`https://push.example/${newId()}`}, 'x', 'x')`,
      ],
      "write a browser down directly": [
        insert("push_subscriptions", {
          id: newId(),
          user_id: user,
          session_id: g.session,
          endpoint: `https://push.example/${newId()}`,
          p256dh: "x",
          auth: "x",
        }),
      ],
      "read where a browser is told": [sql`select endpoint, auth from push_subscriptions where id = ${g.device}`],
    },
    thread_mutes: {
      "+ hear no more of the neighbourhood one": [mutes(user, concerns.open.id)],
      "+ hear no more of the private one": [mutes(user, concerns.secret.id)],
      "+ keep another from hearing": [
        mutes(people.spouse === user ? people.neighbour : people.spouse, concerns.open.id),
      ],
    },
    outbox: { "+ queue a mail": [insert("outbox", { topic: "token_mail", payload: sql`'{}'::jsonb` })] },
    submissions: { "+ submit once": [submits(user)], "+ submit in another's name": [submits(somebody)] },
  };
}
