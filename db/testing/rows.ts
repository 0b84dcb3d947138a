import { agreementFunctionsOf, agreementRowsOf, agreementsChangeable } from "./agreements.ts";
import { boardChangeable, boardFunctionsOf, boardRowsOf } from "./board.ts";
import type { Gallery } from "./gallery.ts";
import { helperFunctionsOf, helperRowsOf, helpersChangeable } from "./helpers.ts";
import { open311Changeable, open311FunctionsOf, open311RowsOf } from "./open311.ts";
import { storiesChangeable, storyFunctionsOf, storyRowsOf } from "./stories.ts";
import { together, worksChangeable, worksFunctionsOf, worksRowsOf } from "./works.ts";

/** Which columns of which tables the app may change at all, and a harmless change of one of them. */
export const changeable: Record<string, { columns: string[]; harmless: string }> = {
  ...agreementsChangeable,
  ...boardChangeable,
  ...open311Changeable,
  ...helpersChangeable,
  ...worksChangeable,
  ...storiesChangeable,
  accounts: {
    columns: ["locale", "mail", "mentions_at_once", "quiet_from", "quiet_until", "theme", "type_size", "weekly"],
    harmless: "theme = 'dark'",
  },
  assignments: {
    columns: [
      "accepted_at",
      "answered_at",
      "due_at",
      "escalated_at",
      "remind_at",
      "reminded_at",
      "return_reason",
      "returned_at",
      "status",
      "suggested_id",
    ],
    harmless: "accepted_at = now()",
  },
  agenda_items: { columns: ["answer", "ordinal", "status", "title"], harmless: "ordinal = 2" },
  attachments: {
    columns: [
      "concern_id",
      "inspection_item_id",
      "measure_id",
      "message_id",
      "payment_id",
      "stage_id",
      "visit_note_id",
    ],
    harmless: "concern_id = null",
  },
  communities: { columns: ["duty_id"], harmless: "duty_id = null" },
  concerns: {
    columns: [
      "answer_due_at",
      "answered_at",
      "category",
      "close_reason",
      "closed_at",
      "merged_into",
      "next_at",
      "next_note",
      "next_step",
      "nudged_at",
      "nudges",
      "owner_id",
      "privacy",
      "rating",
      "remind_at",
      "returns",
      "solve_due_at",
      "solved_at",
      "status",
      "urgency",
    ],
    harmless: "next_note = 'soon'",
  },
  concern_followings: {
    columns: ["ended_at", "started_at", "started_by", "word", "word_at", "word_by", "word_how", "word_via"],
    harmless: `word = 'stop', word_at = now(), word_by = app.user(), word_how = 'so',
      word_via = case when app.is_family(community_id, concern_id) then 'online' else 'phone' end`,
  },
  concern_steps: {
    columns: [
      "at",
      "generic",
      "note",
      "officer_id",
      "ordinal",
      "papers",
      "place",
      "settled_at",
      "settled_by",
      "status",
      "timed",
      "title",
      "titles",
    ],
    harmless: "settled_at = null",
  },
  concern_ratings: { columns: ["answered", "rated_at", "rating", "solved"], harmless: "rating = null" },
  drafts: { columns: ["audience", "body", "saved_at"], harmless: "body = 'more'" },
  guides: { columns: ["household_id", "name", "phone", "remark"], harmless: "remark = 'early'" },
  inspection_items: { columns: ["finding", "found_at", "found_by", "note", "ordinal"], harmless: "note = 'rusty'" },
  labels: { columns: ["name"], harmless: "name = '复查'" },
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
  meeting_choices: {
    columns: ["choice", "chosen_at", "chosen_by"],
    harmless: "choice = 'if_need_be', chosen_by = app.user()",
  },
  meeting_parties: {
    columns: ["attended", "attendees", "replied_at", "replied_by", "reply"],
    harmless: "reply = 'yes', replied_by = app.user(), replied_at = now()",
  },
  meetings: {
    columns: [
      "cancel_reason",
      "ends_at",
      "minutes_sent_at",
      "note",
      "object_until",
      "place",
      "settled_at",
      "starts_at",
      "status",
      "title",
    ],
    harmless: "note = 'bring the plans'",
  },
  messages: {
    columns: ["body", "deleted_at", "deleted_by"],
    harmless: "body = '', deleted_at = now(), deleted_by = app.user()",
  },
  memberships: { columns: ["ended_at", "lead", "role"], harmless: "ended_at = null" },
  minute_lines: { columns: ["body", "kind", "removed_at"], harmless: "kind = 'decision'" },
  minute_objections: {
    columns: ["answer", "answered_at", "answered_by"],
    harmless: "answer = 'noted', answered_by = app.user(), answered_at = now()",
  },
  notifications: { columns: ["read_at"], harmless: "read_at = now()" },
  organizations: { columns: ["disabled_at", "kind", "name", "name_en"], harmless: "name_en = 'Unit'" },
  plans: { columns: ["agreed_at", "agreed_by", "given_up_at", "stop_asked_at"], harmless: "stop_asked_at = now()" },
  policies: {
    columns: ["category", "changed_at", "published_at", "valid_from", "valid_until", "withdrawn_at"],
    harmless: "changed_at = now()",
  },
  policy_texts: { columns: ["ask", "body", "bring", "place", "takes", "title", "who"], harmless: "body = 'explained'" },
  problems: {
    columns: [
      "category",
      "close_reason",
      "closed_at",
      "face",
      "next_at",
      "next_note",
      "owner_id",
      "published_at",
      "status",
      "title",
    ],
    harmless: "next_note = 'soon'",
  },
  problem_briefs: { columns: ["summary"], harmless: "summary = 'more'" },
  problem_proposals: {
    columns: ["decided_at", "decided_by", "decision"],
    harmless: "decided_at = now(), decided_by = app.user(), decision = 'set_aside'",
  },
  problem_units: { columns: ["ended_at"], harmless: "ended_at = null" },
  residents: { columns: ["confirmed_at", "confirmed_by", "proof", "status"], harmless: "status = 'ended'" },
  room_reads: { columns: ["at", "community_id", "room_id", "seq", "user_id"], harmless: "seq = 2" },
  rounds: {
    columns: ["ends_on", "name", "starts_on", "status", "target", "visit_minutes"],
    harmless: "target = 4",
  },
  service_targets: { columns: ["answer_minutes", "solve_minutes"], harmless: "answer_minutes = 90" },
  saved_replies: { columns: ["body", "changed_at", "name"], harmless: "changed_at = now()" },
  submissions: { columns: ["result"], harmless: "result = '{}'" },
  teams: { columns: ["name", "ordinal"], harmless: "ordinal = 2" },
  thread_reads: {
    columns: ["at", "community_id", "concern_id", "seq", "user_id"],
    harmless: "seq = 2",
  },
  threads: { columns: ["closed_at"], harmless: "closed_at = now()" },
  tokens: { columns: ["used_at"], harmless: "used_at = now()" },
  users: { columns: ["name"], harmless: "name = 'renamed'" },
  visit_conflicts: {
    columns: ["settled_at", "settled_by"],
    harmless: "settled_at = now(), settled_by = app.user()",
  },
  visit_refusals: { columns: ["lifted_at", "lifted_by"], harmless: "lifted_at = now(), lifted_by = app.user()" },
  visit_wishes: {
    columns: ["changed_at", "email", "kind", "locale", "made_by", "note", "phone", "times", "via"],
    harmless: `made_by = app.user(), via = case when community_id = any (app.coordinates()) then 'office'
      when household_id = any (app.households()) then 'account' else 'door' end`,
  },
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

/** Where the rows of matrix.ts stand: a condition each, by table and name. */
export const rowsOf = (g: Gallery): Record<string, Record<string, string>> =>
  together(
    ownRowsOf(g),
    agreementRowsOf(g, g.agreements),
    worksRowsOf(g.works),
    boardRowsOf(g.concerns, g.board),
    storyRowsOf(g.stories),
    open311RowsOf(g.concerns, g.systems),
    helperRowsOf(g.helpers),
  );

function ownRowsOf(g: Gallery): Record<string, Record<string, string>> {
  const { people, concerns, files, notes, tokens } = g;
  const id = (value: string) => `id = '${value}'`;
  const user = (value: string) => `user_id = '${value}'`;
  const door = (value: string) => `household_id = '${value}'`;
  const event = (subject: string, kind: string) => `subject_id = '${subject}' and kind = '${kind}'`;
  const access = (concern: { id: string }, principal: string) =>
    `subject_id = '${concern.id}' and principal = '${principal}'`;
  return {
    communities: { "the community": id(g.a) },
    organizations: { "the property company": id(g.property), "the agency of another community": id(g.agencyB) },
    community_organizations: {
      "the property company in the community": `community_id = '${g.a}' and organization_id = '${g.property}'`,
    },
    buildings: { "a building": id(g.building) },
    entrances: { "an entrance": id(g.entrance) },
    households: { "the address of 1502": id(g.door1502) },
    status_transitions: { "the changes of status there are": "noun = 'concern' and act = 'take'" },
    working_hours: { "the hours of the offices": "weekday = 1" },
    holidays: { "a holiday": "day = '2099-10-01'" },
    service_targets: { "a target": "category = 'other'" },
    household_contacts: { "who lives at 1502": door(g.door1502), "who lives at 1501": door(g.door1501) },
    guides: { "a guide of the entrance": id(g.guide) },
    users: {
      "the name of the resident": id(people.resident),
      "the name of the officer": id(people.officer),
      "the name of a resident of another community": id(people.residentB),
    },
    accounts: {
      "of the resident": user(people.resident),
      "of the officer": user(people.officer),
      "of a colleague in the property company": user(g.colleague),
      "of the coordinator": user(people.coordinator),
      "of the administrator": user(people.admin),
      "of a resident of another community": user(people.residentB),
    },
    sessions: { "of the resident": id(g.session) },
    credentials: { "of the resident": user(people.resident) },
    throttles: { "attempts to sign in": "subject = 'sign-in account x'" },
    tokens: {
      "an invitation into the property company": id(tokens.invitation),
      "a doorstep code that the officer handed out": id(tokens.code),
      "a tracking link": id(g.link.token),
      "a link to rate": id(tokens.rating),
      "the reset of the resident's password": id(tokens.reset),
      "a registration": id(tokens.registration),
      "the mail that confirms a report": id(tokens.confirmation),
    },
    memberships: {
      "of the property company's member": user(people.propertyMember),
      "of the officer who has left": user(g.former),
    },
    residents: {
      "of 1502": user(people.resident),
      "who asks for 1501": user(people.pending),
      "of another community": user(people.residentB),
    },
    ledgers: { "a ledger that was handed in": id(g.ledger), "a list of concerns that was handed in": id(g.list) },
    ledger_concerns: { "who raised what, by that list": `ledger_id = '${g.list}'` },
    ledger_rows: { "who lives at 1502, by that ledger": `ledger_id = '${g.ledger}'` },
    letters: { "a mail that is held": id(g.letter) },
    parked_forms: { "what the resident had typed": id(g.parked) },
    rounds: { "the round that runs": id(g.round) },
    teams: { "the team of the officer": id(g.team) },
    team_members: { "the officer in it": `team_id = '${g.team}' and ${user(people.officer)}` },
    shifts: { "an evening of the round": id(g.shift) },
    shift_absences: { "a team that does not go on it": `shift_id = '${g.shift}'` },
    guide_shifts: { "an entrance whose guide can come on it": `shift_id = '${g.shift}'` },
    visit_wishes: { "when 1502 wants to be visited": id(g.wish) },
    slips: { "the slip for 1502": id(g.slip) },
    visit_refusals: { "1401 asks not to be visited": id(g.refusal) },
    plans: { "a plan that is being made": id(g.roundPlan) },
    plan_visits: { "what it proposes for 1502": `plan_id = '${g.roundPlan}'` },
    visit_conflicts: { "what was recorded otherwise at 1502": id(g.conflict) },
    calendar_feeds: { "of the officer": id(g.officersCalendar), "of a guide": id(g.guidesCalendar) },
    visits: {
      "at 1502": id(g.own),
      "at 1501, still to come": id(g.ahead),
      "at 1401, by the other team": id(g.others),
    },
    visit_officers: {
      "the officer at 1502": `visit_id = '${g.own}' and ${user(people.officer)}`,
      "the other officer at 1401": `visit_id = '${g.others}' and ${user(people.otherOfficer)}`,
    },
    visit_notes: {
      "heard at 1502": id(notes.heard),
      "the officer's own thoughts on 1502": id(notes.thoughts),
      "heard at 1401": id(notes.othersHeard),
      "the other officer's own thoughts on 1401": id(notes.othersThoughts),
    },
    concerns: {
      "private, from 1502": id(concerns.secret.id),
      "private, told at the door of 1502": id(concerns.told.id),
      "private, from 1502, the other officer taken in": id(concerns.takenIn.id),
      "private, from 1401, the other officer's": id(concerns.others.id),
      "private, from 1401, closed by who has left": id(concerns.left.id),
      "private, from one not confirmed as resident": id(concerns.pending.id),
      "private, without account, as if from 1502": id(concerns.claimed.id),
      "private, of another community": id(concerns.elsewhere.id),
      "neighbourhood, from 1502": id(concerns.open.id),
      "neighbourhood, unconfirmed, of the link": id(concerns.unconfirmed.id),
    },
    concern_people: {
      "who raised the private one (not shared)": id(concerns.secret.person),
      "who told it at the door of 1502": id(concerns.told.person),
      "who raised the neighbourhood one (shared)": id(concerns.open.person),
      "who made the unconfirmed report": id(concerns.unconfirmed.person),
      "who reported without account, as if from 1502": id(concerns.claimed.person),
      "the other officer, taken in": id(concerns.takenInPerson),
      "a neighbour's voice on the private one": id(concerns.voices.neighbour),
      "the other officer's voice on the private one": id(concerns.voices.officer),
    },
    concern_followings: { "of the neighbourhood one": id(g.following) },
    concern_steps: { "of the neighbourhood one, the other officer goes along": id(g.step) },
    concern_ratings: { "a neighbour's, of a neighbourhood one": `person_id = '${concerns.rater}'` },
    concern_contacts: {
      "to the private one": `person_id = '${concerns.secret.person}'`,
      "to the neighbourhood one (shared)": `person_id = '${concerns.open.person}'`,
      "to the unconfirmed report": `person_id = '${concerns.unconfirmed.person}'`,
      "without account, as if from 1502": `person_id = '${concerns.claimed.person}'`,
    },
    assignment_handlers: {
      "of the private one": `assignment_id = '${g.secretAssignment}'`,
      "of the neighbourhood one": `assignment_id = '${g.openAssignment}'`,
    },
    assignments: { "of the private one": id(g.secretAssignment), "of the neighbourhood one": id(g.openAssignment) },
    figure_sums: {
      "of what neighbours read": id(g.sums),
      "of what is private": id(g.secretSums),
      "of what is private, the property company's": id(g.unitsSums),
    },
    open_figures: { "what is told to everybody": "until = '2001-12-31'" },
    labels: { "a label": id(g.label) },
    concern_labels: {
      "of the private one": `concern_id = '${concerns.secret.id}'`,
      "of the neighbourhood one": `concern_id = '${concerns.open.id}'`,
    },
    threads: {
      "of the private one": id(concerns.secret.id),
      "of the neighbourhood one": id(concerns.open.id),
      "a side room of the private one, with 1502 and fire": id(g.room),
      "of the problem": id(g.problem.id),
    },
    thread_members: { "the fire brigade in it": `thread_id = '${g.room}' and principal = '${g.fire}'` },
    messages: {
      "private one, to everyone": id(g.secretSaid),
      "private one, working": id(g.secretWorking),
      "neighbourhood one, to everyone": id(g.openSaid),
      "neighbourhood one, working": id(g.openWorking),
      "in the side room": id(g.roomSaid),
      "on the problem, to everyone": id(g.problem.said),
      "on the problem, working": id(g.problem.working),
    },
    message_versions: {
      "of the working one, private": `message_id = '${g.secretWorking}'`,
      "of the one in the side room": `message_id = '${g.roomSaid}'`,
    },
    message_mentions: { "in the working one, neighbourhood": `message_id = '${g.openWorking}'` },
    drafts: { "of the resident": user(people.resident) },
    presences: { "of the coordinator": user(people.coordinator) },
    saved_replies: { "of the property company": id(g.unitsReply), "of the agency": id(g.agencysReply) },
    thread_reads: { "of the resident": user(people.resident) },
    room_reads: { "of the fire brigade in the side room": user(people.fireMember) },
    attachments: {
      "of the private one": id(files.secret),
      "of the neighbourhood one": id(files.open),
      "of a message to everyone, private one": id(files.secretSaid),
      "of a working message, private one": id(files.secretWorking),
      "of a working message, neighbourhood one": id(files.openWorking),
      "of a message in the side room": id(files.room),
      "of an item of the inspection": id(files.item),
      "of what was heard at 1502": id(files.heard),
      "of the officer's own thoughts on 1502": id(files.thoughts),
      "not sent yet, of the resident": id(files.pending),
      "not sent yet, without account, key in hand": id(files.withKey),
      "not sent yet, without account, another's key": id(files.otherKey),
    },
    saved_views: {
      "of the resident": id(g.views.resident),
      "of the officer, shared with the agency": id(g.views.officer),
    },
    meetings: {
      "joint, on a problem, with fire and 1401": id(g.joint),
      "three-party, on the private one, with fire and 1502": id(g.threeParty),
    },
    meeting_parties: {
      "the fire brigade at the joint one": `meeting_id = '${g.joint}' and principal = '${g.fire}'`,
      "household 1502 at the three-party one": `meeting_id = '${g.threeParty}' and principal = '${g.door1502}'`,
    },
    meeting_times: { "a time for the joint one": id(g.jointTime) },
    meeting_choices: { "what the fire brigade says to it": `time_id = '${g.jointTime}' and principal = '${g.fire}'` },
    agenda_items: {
      "proposed by the fire brigade for the joint one": id(g.jointPoint),
      "of the three-party one": id(g.threePartyPoint),
    },
    minute_lines: { "of the three-party one": id(g.threePartyLine), "of the inspection": id(g.decision) },
    minute_line_versions: { "what the line of the three-party one said before": `line_id = '${g.threePartyLine}'` },
    minute_objections: { "of the fire brigade, to minutes that were sent": id(g.objection) },
    inspection_items: { "an extinguisher": id(g.item) },
    policies: { "a published one": id(g.policies.published), "a draft": id(g.policies.draft) },
    policy_texts: {
      "of a published one": `policy_id = '${g.policies.published}'`,
      "of a draft": `policy_id = '${g.policies.draft}'`,
    },
    policy_answers: { "how many it answered": `policy_id = '${g.policies.published}'` },
    problems: { "one that is published": id(g.problem.id) },
    problem_briefs: { "what it is, for those who work on it": `problem_id = '${g.problem.id}'` },
    problem_totals: { "how many with the private ones": `problem_id = '${g.problem.id}'` },
    problem_concerns: {
      "a private one behind it": `concern_id = '${concerns.secret.id}'`,
      "a neighbourhood one behind it": `concern_id = '${concerns.open.id}'`,
    },
    problem_units: { "the property company at its table": `problem_id = '${g.problem.id}'` },
    problem_searches: { "a search that was asked for": id(g.problem.search) },
    problem_proposals: { "a proposal": id(g.problem.proposal) },
    problem_proposal_concerns: { "a neighbourhood one in it": `proposal_id = '${g.problem.proposal}'` },
    access: {
      "of household 1502 to the private one": access(concerns.secret, g.door1502),
      "of the property company to the private one": access(concerns.secret, g.property),
      "of the neighbour's voice to the private one": access(concerns.secret, people.neighbour),
      "of the fire brigade to the side room": `subject_id = '${g.room}' and principal = '${g.fire}'`,
      "of household 1502 to the three-party meeting": `subject_id = '${g.threeParty}' and principal = '${g.door1502}'`,
      "of the fire brigade to the three-party meeting": `subject_id = '${g.threeParty}' and principal = '${g.fire}'`,
      "of the link to the unconfirmed report": access(concerns.unconfirmed, g.link.token),
    },
    events: {
      "private one, for everyone": event(concerns.secret.id, "raised"),
      "private one, working": event(concerns.secret.id, "replied"),
      "private one, office: its contact was read": event(concerns.secret.id, "contact_read"),
      "neighbourhood one, for everyone": event(concerns.open.id, "raised"),
      "neighbourhood one, working": event(concerns.open.id, "replied"),
      "neighbourhood one, within the property company": event(concerns.open.id, "in_hand"),
      "unconfirmed report, for everyone": event(concerns.unconfirmed.id, "submitted"),
      "in the side room": event(g.room, "replied"),
      "that the neighbourhood one is followed": event(g.following, "followed"),
      "the joint meeting": event(g.joint, "times_proposed"),
      "the three-party meeting": event(g.threeParty, "called"),
      "visit at 1502, for everyone": event(g.own, "planned"),
      "visit at 1502, office": event(g.own, "checked"),
      "the round, for everyone": event(g.round, "begun"),
      "account of the resident": event(people.resident, "signed_in"),
      "problem, for everyone": event(g.problem.id, "created"),
      "problem, working": event(g.problem.id, "next_set"),
      "problem, office: a private one was put behind it": event(g.problem.id, "concerns_added"),
      "household 1502: its contact was read": event(g.door1502, "contact_read"),
      "an organization: a role was changed": event(g.property, "role_changed"),
      "the community: somebody else is on duty": event(g.a, "duty_changed"),
    },
    event_heads: { "the last link of a chain": `subject_id = '${concerns.open.id}'` },
    notifications: { "of the resident": id(g.notification) },
    webhooks: { "of the property company": id(g.webhook) },
    push_subscriptions: { "of the resident": id(g.device) },
    thread_mutes: { "of the resident": user(people.resident) },
    outbox: { "a mail to be sent": id(g.outbox) },
    submissions: {
      "of the resident": `key = '${g.submission}'`,
      "of one without account (holds a number only)": `key = '${g.openSubmission}'`,
    },
  };
}

/** What functions give that read more than the viewer's own policies would: a query each, by function and name. */
export const functionsOf = (g: Gallery): Record<string, Record<string, string>> =>
  together(
    ownFunctionsOf(g),
    agreementFunctionsOf(g, g.agreements),
    worksFunctionsOf(g, g.works),
    boardFunctionsOf(),
    storyFunctionsOf(g.stories),
    open311FunctionsOf(g, g.systems),
    helperFunctionsOf(g.helpers),
  );

function ownFunctionsOf(g: Gallery): Record<string, Record<string, string>> {
  const contact = ({ id }: { id: string }) => `select name from app.read_concern_contact('${g.a}', '${id}')`;
  const household = (id: string) => `select holder from app.read_household_contact('${g.a}', '${id}')`;
  // The way the list asks: in the communities that the viewer is known in.
  const found = ({ id }: { id: string }) =>
    `select id from app.search_concerns(app.member_in(), '电梯') as found(id) where id = '${id}'`;
  const alike = ({ id }: { id: string }) =>
    `select id from app.similar_concerns('${g.a}', '电梯停了', 'lift', null) as found(id) where id = '${id}'`;
  const noted = (id: string, word = "heard") =>
    `select id from app.search_notes(app.member_in(), '${word}') as found(id) where id = '${id}'`;
  const raisedBy = ({ id }: { id: string }, name: string) =>
    `select id from app.search_reporters(app.member_in(), '${name}') as found(id) where id = '${id}'`;
  const said = (id: string, word: string) =>
    `select id from app.search_messages(app.member_in(), '${word}') as found(id) where id = '${id}'`;
  const counted = ({ id }: { id: string }, unit: string | null) =>
    `select 1 from app.behind_figure('${g.a}', 'raised', ${unit ? `'${unit}'` : "null"}, '2000-01-01', '2100-01-01', null, null, null, null, 9999)
     where concern_id = '${id}'`;
  const names = (thread: string) => `select * from app.mentionable('${g.a}', '${thread}', 'everyone')`;
  return {
    "app.read_concern_contact()": {
      "private one, not shared": contact(g.concerns.secret),
      "private, told at the door of 1502": contact(g.concerns.told),
      "neighbourhood one, shared": contact(g.concerns.open),
    },
    "app.read_household_contact()": {
      "1502, visited in the round that runs": household(g.door1502),
      "1401, visited in a round that is over": household(g.door1401),
    },
    "app.public_problems()": { "the published one": `select * from app.public_problems('2001-9001')` },
    "app.told_of_problem()": {
      "who is behind it and stands in a text": `select * from app.told_of_problem('${g.a}', '${g.problem.id}', '报事人说')`,
    },
    "app.household_figures()": { "the doors of the community": `select * from app.household_figures('${g.a}')` },
    "app.household_page()": {
      "who lives where in the community": `select * from app.household_page('${g.a}', -1, -1, -100, '', 10)`,
    },
    "app.mentionable()": {
      "whom to name in the private one": names(g.concerns.secret.id),
      "whom to name in the side room": names(g.room),
      "whom to name on the problem": names(g.problem.id),
    },
    "app.generic_steps()": {
      "of the neighbourhood one": `select title from app.generic_steps('${g.a}', 'lift', '${g.concerns.secret.id}')`,
    },
    "app.present_in()": {
      "the coordinator, on the neighbourhood one": `select * from app.present_in('${g.a}', '${g.concerns.open.id}')`,
    },
    "app.thread_readers()": {
      "the officer, of the neighbourhood one": `select * from app.thread_readers('${g.a}', '${g.concerns.open.id}') where name = 'officer'`,
    },
    "app.room_number()": {
      "of the side room": `select number from app.room_number('${g.a}', '${g.room}') number where number is not null`,
    },
    "app.search_concerns()": {
      "private one": found(g.concerns.secret),
      "neighbourhood one": found(g.concerns.open),
      "unconfirmed report": found(g.concerns.unconfirmed),
    },
    "app.search_reporters()": {
      "private one": raisedBy(g.concerns.secret, "报事人"),
      "neighbourhood one": raisedBy(g.concerns.open, "报事人"),
    },
    "app.search_messages()": {
      "private one, to everyone": said(g.secretSaid, "everyone"),
      "private one, working": said(g.secretWorking, "working"),
      "neighbourhood one, to everyone": said(g.openSaid, "everyone"),
      "neighbourhood one, working": said(g.openWorking, "working"),
    },
    "app.similar_concerns()": {
      "private one": alike(g.concerns.secret),
      "neighbourhood one": alike(g.concerns.open),
      "unconfirmed report": alike(g.concerns.unconfirmed),
    },
    "app.behind_figure()": {
      "of all, the private one": counted(g.concerns.secret, null),
      "of all, the neighbourhood one": counted(g.concerns.open, null),
      "of the property company, the private one": counted(g.concerns.secret, g.property),
      "of the property company, the neighbourhood one": counted(g.concerns.open, g.property),
    },
    "app.search_notes()": {
      "heard at 1502": noted(g.notes.heard),
      "the officer's own thoughts on 1502": noted(g.notes.thoughts, "reflection"),
      "heard at 1401": noted(g.notes.othersHeard),
    },
  };
}
