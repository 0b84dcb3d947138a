import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, sha256, trying, type Values, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about concerns. */

export const concernRowTable = `
concerns                | private, from 1502                               | .   .   ru  ru  .   .   .   .   .   ru  .   ru  .   .   .
concerns                | private, told at the door of 1502                | .   .   ru  ru  .   .   ru  .   .   .   .   ru  .   .   .
concerns                | private, from 1502, the other officer taken in   | .   .   ru  ru  .   .   .   ru  .   .   .   ru  .   .   .
concerns                | private, from 1401, the other officer's          | .   .   .   .   ru  .   .   ru  .   .   .   ru  .   .   .
concerns                | private, from 1401, closed by who has left       | .   .   .   .   ru  .   .   .   .   .   .   ru  .   .   .
concerns                | private, from one not confirmed as resident      | .   .   .   .   .   ru  .   .   .   .   .   ru  .   .   .
concerns                | private, without account, as if from 1502        | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
concerns                | private, of another community                    | .   .   .   .   .   .   .   .   .   .   .   .   .   ru  ru
concerns                | neighbourhood, from 1502                         | .   .   ru  ru  r   .   ru  ru  .   ru  r   ru  .   .   .
concerns                | neighbourhood, unconfirmed, of the link          | .   ru  .   .   .   .   .   .   .   .   .   ru  .   .   .
`;

export const concernActTable = `
concerns                | + raise online, in one's own name                | .   .   a   a   a   a   a   a   .   a   a   a   .   .   .
concerns                | + raise at a door, for the household             | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
concerns                | + raise without account, unconfirmed             | a   a   .   .   .   .   .   .   .   .   .   .   .   .   .
concerns                | + raise in another's name                        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concerns                | + raise as solved already                        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concerns                | open the private one to neighbours               | .   .   a   a   .   .   .   .   .   .   .   .   .   .   .
concerns                | close the neighbourhood one to neighbours        | .   .   a   a   .   .   .   .   .   .   .   a   .   .   .
concerns                | rate the private one                             | .   .   a   a   .   .   .   .   .   .   .   .   .   .   .
concerns                | sort the neighbourhood one as urgent             | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
concerns                | put off when the neighbourhood one is answered   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
concerns                | say that one asked again                         | .   .   a   a   .   .   .   .   .   .   .   .   .   .   .
concerns                | say that a unit gave it back                     | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
concerns                | point the neighbourhood one to another           | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concerns                | give the neighbourhood one to another owner      | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
concerns                | take the neighbourhood one over                  | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
`;

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

/** Concerns of each kind, with whoever raised them. */
export async function addConcerns(
  sql: postgres.TransactionSql,
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

export type ConcernsOf = Awaited<ReturnType<typeof addConcerns>>;

/** Which columns the app may change at all, and a harmless change of one. */
export const concernChangeable: Changeable = {
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
};

/** Where the rows stand. */
export function concernRowsOf(g: Gallery): Named<string> {
  const { concerns } = g;
  return {
    concerns: {
      "private, from 1502": where.id(concerns.secret.id),
      "private, told at the door of 1502": where.id(concerns.told.id),
      "private, from 1502, the other officer taken in": where.id(concerns.takenIn.id),
      "private, from 1401, the other officer's": where.id(concerns.others.id),
      "private, from 1401, closed by who has left": where.id(concerns.left.id),
      "private, from one not confirmed as resident": where.id(concerns.pending.id),
      "private, without account, as if from 1502": where.id(concerns.claimed.id),
      "private, of another community": where.id(concerns.elsewhere.id),
      "neighbourhood, from 1502": where.id(concerns.open.id),
      "neighbourhood, unconfirmed, of the link": where.id(concerns.unconfirmed.id),
    },
  };
}

/** What a viewer might try. */
export function concernActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people, concerns } = g;
  const { user, somebody, here, later, change } = trying(g, code);
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
  return {
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
  };
}
