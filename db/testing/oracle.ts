/**
 * Who sees what, said a second time: from section 4 of design.md, over plain facts, without access table, policies or
 * anything else that the database decides by. The random probes compare the two.
 */
export type Facts = {
  /** Memberships that have not ended, in organizations that are not switched off. */
  memberships: { user: string; organization: string; role: string; communities: string[] }[];
  residents: { user: string; household: string; community: string }[];
  accounts: { user: string; admin: boolean; disabled: boolean }[];
  links: { id: string; concern: string }[];
  concerns: {
    id: string;
    community: string;
    privacy: string;
    status: string;
    owner: string;
    origin: string;
    createdBy: string | null;
    visit: string | null;
  }[];
  people: {
    id: string;
    concern: string;
    role: string;
    user: string | null;
    household: string | null;
    shared: boolean;
    contact: boolean;
  }[];
  assignments: { id: string; concern: string; organization: string; live: boolean }[];
  visits: { id: string; community: string; household: string; officers: string[] }[];
  notes: { id: string; visit: string; author: string; kind: string }[];
  messages: { id: string; concern: string; audience: string }[];
  events: { community: string; type: string; subject: string; seq: number; audience: string }[];
  attachments: {
    id: string;
    concern: string | null;
    message: string | null;
    note: string | null;
    uploadedBy: string | null;
  }[];
};

/** Who looks: a person, somebody with a tracking link, or (neither) the public. */
export type Looker = { user: string | null; link: string | null };

const seen = [
  "concerns",
  "concern_people",
  "concern_contacts",
  "assignments",
  "threads",
  "messages",
  "events",
  "attachments",
  "visits",
  "visit_notes",
] as const;

export type Seen = Record<(typeof seen)[number], string[]>;

/** What somebody sees, as sorted ids (of events: subject and number). */
export function sees(facts: Facts, looker: Looker): Seen {
  const account = facts.accounts.find((a) => a.user === looker.user && !a.disabled);
  const user = account?.user ?? null;
  const memberships = facts.memberships.filter((m) => m.user === user);
  const homes = facts.residents.filter((r) => r.user === user);
  const worksIn = (community: string, roles: string[]) =>
    memberships.some((m) => roles.includes(m.role) && m.communities.includes(community));
  const officer = (community: string) => worksIn(community, ["officer", "coordinator"]);
  const coordinator = (community: string) => worksIn(community, ["coordinator"]);
  const livesAt = (household: string | null) => homes.some((home) => home.household === household);
  const belongs = (community: string) =>
    homes.some((home) => home.community === community) || worksIn(community, ["officer", "coordinator", "partner"]);

  type Concern = Facts["concerns"][number];
  const peopleOf = (c: Concern, role: string) => facts.people.filter((p) => p.concern === c.id && p.role === role);
  const reporter = (c: Concern) =>
    (looker.link !== null && !user && facts.links.some((l) => l.id === looker.link && l.concern === c.id)) ||
    (user !== null && peopleOf(c, "reporter").some((p) => p.user === user)) ||
    (user !== null && c.origin === "online" && c.createdBy === user);
  // The door that somebody without an account names is a claim: who lives there learns nothing by it.
  const household = (c: Concern) =>
    c.createdBy !== null && peopleOf(c, "reporter").some((p) => p.household !== null && livesAt(p.household));
  const assigned = (c: Concern) =>
    facts.assignments.some(
      (a) => a.concern === c.id && a.live && memberships.some((m) => m.organization === a.organization),
    );
  const visiting = (c: Concern) =>
    (c.origin !== "online" && c.createdBy === user) ||
    facts.visits.some((v) => v.id === c.visit && v.officers.includes(user ?? ""));
  const inItAsOfficer = (c: Concern) =>
    user !== null &&
    officer(c.community) &&
    (c.owner === user || visiting(c) || peopleOf(c, "taken_in").some((p) => p.user === user));

  const seesConcern = (c: Concern) =>
    coordinator(c.community) ||
    reporter(c) ||
    household(c) ||
    inItAsOfficer(c) ||
    assigned(c) ||
    (c.privacy === "neighbourhood" && c.status !== "unconfirmed" && belongs(c.community));
  const works = (c: Concern) =>
    seesConcern(c) && (officer(c.community) || assigned(c)) && !reporter(c) && !household(c);

  const concerns = facts.concerns.filter(seesConcern);
  const working = concerns.filter(works);
  const byId = new Map(concerns.map((c) => [c.id, c]));
  const workingIds = new Set(working.map((c) => c.id));
  const inThread = (row: { concern: string; audience: string }) =>
    row.audience === "everyone" ? byId.has(row.concern) : workingIds.has(row.concern);

  const people = facts.people.filter((p) => {
    const c = facts.concerns.find((x) => x.id === p.concern);
    if (!c) return false;
    // Who says so too is for themselves to know, and for those who lead; whoever raised it learns only how many.
    // (Said at the door for a household, it is for those who live there to know.)
    if (p.role === "voice")
      return (
        (user !== null && p.user === user) ||
        (p.user === null && livesAt(p.household)) ||
        (officer(c.community) && seesConcern(c))
      );
    return (
      reporter(c) ||
      (household(c) && livesAt(p.household)) ||
      (officer(c.community) && seesConcern(c)) ||
      (assigned(c) && p.shared)
    );
  });
  const contacts = facts.people.filter((p) => {
    const c = facts.concerns.find((x) => x.id === p.concern);
    return p.contact && c !== undefined && (reporter(c) || household(c));
  });

  const visits = facts.visits.filter((v) => officer(v.community) || livesAt(v.household));
  const notes = facts.notes.filter((n) => {
    const visit = facts.visits.find((v) => v.id === n.visit);
    if (!visit || user === null) return false;
    const team = officer(visit.community) && (visit.officers.includes(user) || n.author === user);
    return team || coordinator(visit.community) || (n.kind === "heard" && livesAt(visit.household));
  });

  const messages = facts.messages.filter(inThread);
  const visitIds = new Set(visits.map((v) => v.id));
  const events = facts.events.filter((e) => {
    if (e.type === "account" && e.subject === user && user !== null) return true;
    if (e.type === "household" && livesAt(e.subject)) return true;
    if (e.audience === "office") return coordinator(e.community) || (account?.admin === true && e.type !== "concern");
    if (e.type === "concern") return inThread({ concern: e.subject, audience: e.audience });
    return e.type === "visit" && e.audience === "everyone" && visitIds.has(e.subject);
  });

  const messageIds = new Set(messages.map((m) => m.id));
  const noteIds = new Set(notes.map((n) => n.id));
  const attachments = facts.attachments.filter((a) => {
    if (a.message !== null) return messageIds.has(a.message);
    if (a.note !== null) return noteIds.has(a.note);
    if (a.concern !== null) return byId.has(a.concern);
    return a.uploadedBy === user && user !== null;
  });

  const ids = (rows: { id: string }[]) => rows.map((row) => row.id).sort();
  return {
    concerns: ids(concerns),
    concern_people: ids(people),
    concern_contacts: ids(contacts),
    assignments: ids(facts.assignments.filter((a) => byId.has(a.concern))),
    threads: ids(concerns),
    messages: ids(messages),
    events: events.map((e) => `${e.subject} ${e.seq}`).sort(),
    attachments: ids(attachments),
    visits: ids(visits),
    visit_notes: ids(notes),
  };
}

/** The queries that ask the database the same, as the app's role. */
export const seenQueries: Record<keyof Seen, string> = {
  concerns: "select id::text from concerns",
  concern_people: "select id::text from concern_people",
  concern_contacts: "select person_id::text as id from concern_contacts",
  assignments: "select id::text from assignments",
  threads: "select id::text from threads",
  messages: "select id::text from messages",
  events: "select subject_id || ' ' || seq as id from events",
  attachments: "select id::text from attachments",
  visits: "select id::text from visits",
  visit_notes: "select id::text from visit_notes",
};
