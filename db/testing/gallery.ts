import { createHash } from "node:crypto";
import type postgres from "postgres";
import { newId } from "../id.ts";
import { addAgreements } from "./agreements.ts";
import { addBoard } from "./board.ts";
import { addHelpers } from "./helpers.ts";
import { addMeetings } from "./meetings.ts";
import { addSystems } from "./open311.ts";
import { addStories } from "./stories.ts";
import { newLink, uploadKey } from "./viewers.ts";
import { addWorks } from "./works.ts";
import type { World } from "./world.ts";

/** The world of the permission matrix, with one row of each kind that the matrix names. */
export type Gallery = Awaited<ReturnType<typeof makeGallery>>;

export const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

type Sql = postgres.TransactionSql;

/** Adds to a world the rows of matrix.ts, as the owner of the tables. */
export async function makeGallery(admin: postgres.Sql, world: World) {
  const link = newLink();
  const former = newId();
  const colleague = newId();
  return admin.begin(async (sql) => {
    await sql`set local role doorstep_owner`;
    await sql`set local app.silent = 'on'`;
    await addPeople(sql, world, { former, colleague });
    const visits = await addVisits(sql, world, former);
    const concerns = await addConcerns(sql, world, { link, former, visit: visits.own });
    const label = await addOffice(sql, world, concerns);
    const meetings = await addMeetings(sql, world, concerns.secret);
    const talk = await addTalk(sql, world, concerns, visits, meetings);
    const steps = await addSteps(sql, world, concerns);
    const signIn = await addSignIn(sql, world, concerns.unconfirmed);
    const problem = await addProblem(sql, world, concerns);
    const agreements = await addAgreements(sql, world);
    const works = await addWorks(sql, world);
    const board = await addBoard(sql, world, concerns);
    const stories = await addStories(sql, world, visits.notes);
    const helpers = await addHelpers(sql, world);
    const systems = await addSystems(sql, world, concerns);
    // Only now does the officer leave: what they were let into stands in the rows above.
    await sql`update memberships set ended_at = now() where user_id = ${former}`;
    return {
      ...world,
      link,
      former,
      colleague,
      ...visits,
      concerns,
      label,
      ...meetings,
      ...talk,
      ...steps,
      ...signIn,
      agreements,
      board,
      helpers,
      systems,
      problem,
      works,
      stories,
    };
  });
}

async function addPeople(sql: Sql, world: World, { former, colleague }: { former: string; colleague: string }) {
  await sql`insert into users ${sql([
    { id: former, name: "former" },
    { id: colleague, name: "colleague" },
  ])}`;
  await sql`insert into accounts ${sql([
    { user_id: former, email: "former@example.test" },
    { user_id: colleague, email: "colleague@example.test" },
  ])}`;
  await sql`insert into memberships ${sql([
    { user_id: former, organization_id: world.agencyA, role: "officer" },
    { user_id: colleague, organization_id: world.property, role: "partner" },
  ])}`;
}

async function addVisits(sql: Sql, world: World, former: string) {
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
  return { ...ids, notes, ...(await addRound(sql, world, { former, visit: ids.own })) };
}

/** What belongs to the round that runs: when and how its doors are visited. */
async function addRound(sql: Sql, world: World, { former, visit }: { former: string; visit: string }) {
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

type Given = {
  privacy: "private" | "neighbourhood";
  by: string | null;
  door?: string;
  status?: string;
  owner?: string;
  shared?: boolean;
  contact?: boolean;
  more?: Record<string, unknown>;
};

async function addConcerns(
  sql: Sql,
  world: World,
  { link, former, visit }: { link: { token: string; concern: string }; former: string; visit: string },
) {
  const { people } = world;
  let count = 0;
  /** Writes a concern with whoever raised it. The id of that person's row follows from nothing: it is looked up. */
  const concern = async (given: Given, id = newId(), community = world.a) => {
    count += 1;
    await sql`insert into concerns ${sql({
      community_id: community,
      id,
      number: `2001-${String(count).padStart(4, "0")}`,
      title: "电梯",
      body: "电梯停了",
      category: "lift",
      privacy: given.privacy,
      status: given.status ?? "new",
      origin: "online",
      owner_id: given.owner ?? people.coordinator,
      next_at: given.status === "closed" ? null : "2099-01-01",
      created_by: given.by,
      answer_due_at: "2099-01-01",
      ...given.more,
    })}`;
    const person = newId();
    const doorstep = given.more?.origin === "doorstep";
    await sql`insert into concern_people ${sql({
      community_id: community,
      id: person,
      concern_id: id,
      role: "reporter",
      user_id: doorstep ? null : given.by,
      household_id: given.door ?? null,
      name: "报事人",
      share_contact: given.shared ?? false,
    })}`;
    if (given.contact)
      await sql`insert into concern_contacts ${sql({ community_id: community, person_id: person, phone: "+8613800000011" })}`;
    return { id, person };
  };
  const { resident, officer, otherOfficer, neighbour } = people;
  const own = { by: resident, door: world.door1502 };
  const link_ = sql`insert into tokens ${sql({
    id: link.token,
    hash: sha256(link.token),
    kind: "tracking",
    community_id: world.a,
    concern_id: link.concern,
    expires_at: "2099-01-01",
  })}`;
  const made = {
    secret: await concern({ ...own, privacy: "private", status: "assigned", contact: true }),
    told: await concern({
      privacy: "private",
      by: officer,
      door: world.door1502,
      more: { origin: "doorstep", visit_id: visit },
    }),
    takenIn: await concern({ ...own, privacy: "private", status: "taken" }),
    others: await concern({ privacy: "private", by: neighbour, door: world.door1401, owner: otherOfficer }),
    left: await concern({
      privacy: "private",
      by: neighbour,
      door: world.door1401,
      status: "closed",
      owner: former,
      more: { closed_at: "2020-03-01", close_reason: "explained" },
    }),
    pending: await concern({ privacy: "private", by: people.pending }),
    claimed: await concern({ privacy: "private", by: null, door: world.door1502, contact: true }),
    elsewhere: await concern(
      { privacy: "private", by: people.residentB, door: world.doorB, owner: people.coordinatorB },
      newId(),
      world.b,
    ),
    open: await concern({ ...own, privacy: "neighbourhood", status: "assigned", shared: true, contact: true }),
    unconfirmed: await concern(
      { privacy: "neighbourhood", by: null, status: "unconfirmed", door: world.door1502, contact: true },
      link.concern,
    ),
  };
  await link_;
  const takenIn = newId();
  await sql`insert into concern_people ${sql({
    community_id: world.a,
    id: takenIn,
    concern_id: made.takenIn.id,
    role: "taken_in",
    user_id: otherOfficer,
  })}`;
  const solved = await concern({
    ...own,
    privacy: "neighbourhood",
    status: "solved",
    more: { solved_at: "2020-03-01" },
  });
  const rater = newId();
  await sql`insert into concern_people ${sql({ community_id: world.a, id: rater, concern_id: solved.id, role: "voice", user_id: neighbour, household_id: world.door1401 })}`;
  await sql`insert into concern_ratings ${sql({ community_id: world.a, concern_id: solved.id, person_id: rater, answered: true, solved: false })}`;
  // Said while neighbours could still read it: what became private afterwards is private to these too.
  const voices = { neighbour: newId(), officer: newId() };
  const voice = { community_id: world.a, concern_id: made.secret.id, role: "voice" };
  await sql`insert into concern_people ${sql([
    { ...voice, id: voices.neighbour, user_id: neighbour, household_id: world.door1401 },
    { ...voice, id: voices.officer, user_id: otherOfficer, household_id: null },
  ])}`;
  return { ...made, takenInPerson: takenIn, voices, solved, rater };
}

type Concerns = Awaited<ReturnType<typeof addConcerns>>;
type Visits = Awaited<ReturnType<typeof addVisits>>;

/** When the offices work, and a label. */
async function addOffice(sql: Sql, { a }: World, { secret, open }: Concerns) {
  const here = { community_id: a };
  const label = newId();
  await sql`insert into working_hours ${sql({ ...here, weekday: 1, opens: "09:00", closes: "17:00" })}`;
  await sql`insert into holidays ${sql({ ...here, day: "2099-10-01", name: "国庆节" })}`;
  await sql`insert into service_targets ${sql({ ...here, category: "other", urgency: "urgent", answer_minutes: 60 })}`;
  await sql`insert into labels ${sql({ ...here, id: label, name: "回头看" })}`;
  await sql`insert into concern_labels ${sql([secret, open].map(({ id }) => ({ ...here, concern_id: id, label_id: label })))}`;
  return label;
}

/** Assignments, threads, messages, files and the log. */
async function addTalk(
  sql: Sql,
  world: World,
  { secret, open, unconfirmed, told }: Concerns,
  visits: Visits,
  { photographed }: { photographed: string },
) {
  const { people, a } = world;
  const ids = {
    secretAssignment: newId(),
    openAssignment: newId(),
    secretSaid: newId(),
    secretWorking: newId(),
    openSaid: newId(),
    openWorking: newId(),
    room: newId(),
    roomSaid: newId(),
    unitsReply: newId(),
    agencysReply: newId(),
    sums: newId(),
    secretSums: newId(),
    unitsSums: newId(),
  };
  for (const [id, of] of [
    [ids.secretAssignment, secret.id],
    [ids.openAssignment, open.id],
  ] as const) {
    await sql`insert into assignments ${sql({ community_id: a, id, concern_id: of, organization_id: world.property, due_at: "2099-01-01", assigned_by: people.coordinator })}`;
    await sql`insert into threads ${sql({ community_id: a, id: of, concern_id: of })}`;
    await sql`insert into assignment_handlers ${sql({ community_id: a, assignment_id: id, organization_id: world.property, user_id: people.propertyMember, handed_by: people.propertyMember })}`;
  }
  for (const [id, of, audience] of [
    [ids.secretSaid, secret.id, "everyone"],
    [ids.secretWorking, secret.id, "working"],
    [ids.openSaid, open.id, "everyone"],
    [ids.openWorking, open.id, "working"],
  ] as const) {
    await sql`insert into messages ${sql({ community_id: a, id, thread_id: of, concern_id: of, author_id: people.coordinator, organization_id: world.agencyA, audience, body: audience })}`;
  }
  await sql`insert into thread_reads ${sql([
    { community_id: a, concern_id: open.id, user_id: people.resident, seq: 1 },
    { community_id: a, concern_id: open.id, user_id: people.officer, seq: 2 },
  ])}`;
  // What figures add up: of what neighbours read, of what is private, and of what is private and the property company's.
  const counted = { community_id: a, month: "2001-01-01", category: "lift", building_id: world.building, raised: 1 };
  const whoever = "00000000-0000-0000-0000-000000000000";
  await sql`insert into figure_sums ${sql([
    { ...counted, id: ids.sums, organization_id: whoever, private: false },
    { ...counted, id: ids.secretSums, organization_id: whoever, private: true },
    { ...counted, id: ids.unitsSums, organization_id: world.property, private: true },
  ])}`;
  // What everybody is told of the figures.
  await sql`insert into open_figures ${sql({ community_id: a, since: "2001-01-01", until: "2001-12-31", by: "total", key: "", measure: "raised", value: 25, step: 5, definition: 1 })}`;
  // A side room of the private one: the family and the fire brigade, which has nothing else of it.
  await sql`insert into threads ${sql({ community_id: a, id: ids.room, concern_id: secret.id, name: "单独谈", created_by: people.coordinator })}`;
  await sql`insert into thread_members ${sql(
    [
      ["user", people.coordinator],
      ["organization", world.fire],
      ["household", world.door1502],
    ].map(([kind, principal]) => ({
      community_id: a,
      thread_id: ids.room,
      kind,
      principal,
      added_by: people.coordinator,
    })),
  )}`;
  await sql`insert into room_reads ${sql({ community_id: a, room_id: ids.room, user_id: people.fireMember, seq: 1 })}`;
  await sql`insert into messages ${sql({ community_id: a, id: ids.roomSaid, thread_id: ids.room, concern_id: secret.id, author_id: people.coordinator, organization_id: world.agencyA, audience: "everyone", body: "单独说" })}`;
  await sql`insert into message_versions ${sql(
    [ids.secretWorking, ids.roomSaid].map((message_id) => ({
      community_id: a,
      message_id,
      ordinal: 1,
      body: "before",
      at: "2020-01-01",
    })),
  )}`;
  await sql`insert into message_mentions ${sql({ community_id: a, message_id: ids.openWorking, principal: people.officer, kind: "user" })}`;
  await sql`insert into drafts ${sql({ community_id: a, thread_id: secret.id, user_id: people.resident, body: "begun", audience: "everyone" })}`;
  await sql`insert into presences ${sql({ community_id: a, thread_id: open.id, user_id: people.coordinator, seen_at: "2099-01-01" })}`;
  await sql`insert into saved_replies ${sql([
    { community_id: a, id: ids.unitsReply, organization_id: world.property, name: "收到", body: "收到" },
    { community_id: a, id: ids.agencysReply, organization_id: world.agencyA, name: "收到", body: "收到" },
  ])}`;

  const file = async (more: Record<string, string>) => {
    const id = newId();
    await sql`insert into attachments ${sql({ community_id: a, id, kind: "image", mime: "image/jpeg", name: "", size: 1, storage_key: id, sha256: sha256(id), ...more })}`;
    return id;
  };
  const files = {
    secret: await file({ concern_id: secret.id, uploaded_by: people.resident }),
    open: await file({ concern_id: open.id, uploaded_by: people.resident }),
    secretSaid: await file({ concern_id: secret.id, message_id: ids.secretSaid, uploaded_by: people.coordinator }),
    secretWorking: await file({
      concern_id: secret.id,
      message_id: ids.secretWorking,
      uploaded_by: people.coordinator,
    }),
    room: await file({ message_id: ids.roomSaid, uploaded_by: people.coordinator }),
    openWorking: await file({ concern_id: open.id, message_id: ids.openWorking, uploaded_by: people.coordinator }),
    heard: await file({ visit_note_id: visits.notes.heard, uploaded_by: people.officer }),
    item: await file({ inspection_item_id: photographed, uploaded_by: people.coordinator }),
    thoughts: await file({ visit_note_id: visits.notes.thoughts, uploaded_by: people.officer }),
    pending: await file({ uploaded_by: people.resident }),
    withKey: await file({ upload_key: uploadKey }),
    otherKey: await file({ upload_key: sha256("the form of somebody else").toString("hex") }),
  };

  const event = (
    subject_type: string,
    subject_id: string,
    kind: string,
    audience: string,
    community_id = a,
    message_id: string | null = null,
  ) =>
    sql`insert into events ${sql({ community_id, subject_type, subject_id, kind, audience, actor_id: people.coordinator, message_id })}`;
  const nowhere = "00000000-0000-0000-0000-000000000000";
  const policies = { published: newId(), draft: newId() };
  await sql`insert into policies ${sql([
    {
      community_id: a,
      id: policies.published,
      category: "schooling",
      published_at: "2020-01-01",
      created_by: people.coordinator,
    },
  ])}`;
  await sql`insert into policies ${sql({ community_id: a, id: policies.draft, category: "medical", created_by: people.coordinator })}`;
  await sql`insert into policy_texts ${sql(
    Object.values(policies).map((policy_id) => ({
      community_id: a,
      policy_id,
      locale: "zh-CN",
      title: "入园",
      body: "怎么报名",
    })),
  )}`;
  await sql`insert into policy_answers ${sql({ community_id: a, policy_id: policies.published, helped: 2, not_helped: 1 })}`;
  await event("concern", secret.id, "raised", "everyone");
  await event("concern", secret.id, "replied", "working");
  await event("concern", secret.id, "contact_read", "office");
  await event("concern", open.id, "raised", "everyone");
  await event("concern", open.id, "replied", "working", a, ids.openWorking);
  const within = { assignment: ids.openAssignment, organization: world.property };
  await sql`insert into events ${sql({ community_id: a, subject_type: "concern", subject_id: open.id, kind: "in_hand", audience: "working", actor_id: people.propertyMember, data: sql.json(within) })}`;
  await event("concern", unconfirmed.id, "submitted", "everyone");
  await event("room", ids.room, "replied", "everyone");
  await event("visit", visits.own, "planned", "everyone");
  await event("visit", visits.own, "checked", "office");
  await event("round", world.round, "begun", "everyone");
  await event("account", people.resident, "signed_in", "office", nowhere);
  await event("household", world.door1502, "contact_read", "office");
  await event("organization", world.property, "role_changed", "office", nowhere);
  await event("community", a, "duty_changed", "office");
  const views = { resident: newId(), officer: newId() };
  await sql`insert into saved_views ${sql([
    {
      community_id: a,
      id: views.resident,
      owner_id: people.resident,
      organization_id: null,
      name: "mine",
      query: "mine=1",
    },
    {
      community_id: a,
      id: views.officer,
      owner_id: people.officer,
      organization_id: world.agencyA,
      name: "lifts",
      query: "category=lift",
    },
  ])}`;
  const webhook = newId();
  await sql`insert into webhooks ${sql({ id: webhook, organization_id: world.property, url: "https://property.example/", secret: "whsec_x" })}`;
  await sql`insert into thread_mutes ${sql({ community_id: a, concern_id: told.id, user_id: people.resident })}`;
  const notification = newId();
  await sql`insert into notifications ${sql({ community_id: a, id: notification, user_id: people.resident, concern_id: secret.id, kind: "replied", seq: 1 })}`;
  return { ...ids, files, views, policies, webhook, notification };
}

/** A common problem with a neighbourhood and a private concern behind it, the property company at its table; and a proposal. */
async function addProblem(sql: Sql, { a, people, property, agencyA }: World, { secret, open, solved }: Concerns) {
  const ids = { id: newId(), proposal: newId(), search: newId(), said: newId(), working: newId() };
  const here = { community_id: a };
  const it = { ...here, problem_id: ids.id };
  await sql`insert into problems ${sql({
    ...here,
    id: ids.id,
    number: "2001-9001",
    title: "电梯老化",
    category: "lift",
    owner_id: people.officer,
    next_at: "2099-01-01",
    created_by: people.coordinator,
    face: "电梯旧了",
    published_at: "2020-01-01",
  })}`;
  for (const [id, audience] of [
    [ids.said, "everyone"],
    [ids.working, "working"],
  ] as const)
    await sql`insert into messages ${sql({ ...here, id, thread_id: ids.id, problem_id: ids.id, author_id: people.coordinator, organization_id: agencyA, audience, body: audience })}`;
  await sql`insert into problem_briefs ${sql({ ...it, summary: "两部电梯" })}`;
  await sql`insert into problem_concerns ${sql([secret, open].map(({ id }) => ({ ...it, concern_id: id, added_by: people.coordinator })))}`;
  await sql`insert into problem_units ${sql({ ...it, organization_id: property, added_by: people.coordinator })}`;
  await sql`insert into problem_searches ${sql({ ...here, id: ids.search, asked_by: people.coordinator })}`;
  await sql`insert into problem_proposals ${sql({ ...here, id: ids.proposal, title: "电梯", category: "lift", likeness: 0.5 })}`;
  await sql`insert into problem_proposal_concerns ${sql({ ...here, proposal_id: ids.proposal, concern_id: solved.id })}`;
  for (const [kind, audience] of [
    ["created", "everyone"],
    ["next_set", "working"],
    ["concerns_added", "office"],
  ] as const)
    await sql`insert into events ${sql({ ...here, subject_type: "problem", subject_id: ids.id, kind, audience, actor_id: people.coordinator })}`;
  return ids;
}

/** The neighbourhood one is followed to its end; on its step the other officer goes along. */
async function addSteps(sql: Sql, { a, people }: World, { open }: Concerns) {
  const ids = { following: newId(), step: newId() };
  const here = { community_id: a, concern_id: open.id };
  await sql`insert into concern_followings ${sql({ ...here, id: ids.following, started_by: people.coordinator })}`;
  await sql`insert into concern_steps ${sql({ ...here, id: ids.step, following_id: ids.following, ordinal: 1, title: "补签合同", generic: true, officer_id: people.otherOfficer })}`;
  return ids;
}

/** Credentials, sessions, tokens, and what stands in the queues. */
async function addSignIn(sql: Sql, world: World, unconfirmed: { id: string }) {
  const { people, a } = world;
  const token = async (kind: string, more: Record<string, string>) => {
    const id = newId();
    await sql`insert into tokens ${sql({ id, hash: sha256(id), kind, expires_at: "2099-01-01", community_id: a, ...more })}`;
    return id;
  };
  const tokens = {
    invitation: await token("invitation", {
      organization_id: world.property,
      role: "partner",
      email: "new@example.test",
      created_by: people.coordinator,
    }),
    rating: await token("rating", { user_id: people.resident }),
    code: await token("doorstep_code", { household_id: world.door1501, created_by: people.officer }),
    reset: await token("password_reset", { user_id: people.resident }),
    registration: await token("registration", { household_id: world.door1501, email: "asks@example.test" }),
    confirmation: await token("mail_confirmation", { concern_id: unconfirmed.id, email: "stranger@example.test" }),
  };
  const ids = {
    ledger: newId(),
    list: newId(),
    letter: newId(),
    session: newId(),
    device: newId(),
    parked: newId(),
    outbox: newId(),
    submission: newId(),
    openSubmission: newId(),
  };
  await sql`insert into sessions ${sql({ id: ids.session, user_id: people.resident, expires_at: "2099-01-01" })}`;
  await sql`insert into push_subscriptions ${sql({ id: ids.device, user_id: people.resident, session_id: ids.session, endpoint: "https://push.example/x", p256dh: "x", auth: "x" })}`;
  await sql`insert into credentials ${sql({ user_id: people.resident, password_hash: "a hash" })}`;
  await sql`insert into throttles ${sql({ subject: "sign-in account x", count: 1, window_start: "2020-01-01" })}`;
  await sql`insert into parked_forms ${sql({ id: ids.parked, user_id: people.resident, path: "/report", values: {}, expires_at: "2099-01-01" })}`;
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
  await sql`insert into outbox ${sql({ id: ids.outbox, topic: "concern_mail", payload: {}, due_at: "2099-01-01" })}`;
  await sql`insert into submissions ${sql([
    { key: ids.submission, user_id: people.resident, command: "concern.raise" },
    { key: ids.openSubmission, user_id: null, command: "concern.raise" },
  ])}`;
  return { tokens, ...ids };
}
