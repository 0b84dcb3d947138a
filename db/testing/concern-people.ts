import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { ConcernsOf } from "./concerns.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, trying, type Values, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about the people of a concern: who raised it, whose it is too, who follows it, rates it, and is reached. */

export const concernPeopleRowTable = `
concern_people          | who raised the private one (not shared)          | .   .   r   r   .   .   .   .   .   .   .   r   .   .   .
concern_people          | who told it at the door of 1502                  | .   .   r   r   .   .   r   .   .   .   .   r   .   .   .
concern_people          | who raised the neighbourhood one (shared)        | .   .   r   r   .   .   r   r   .   r   .   r   .   .   .
concern_people          | who made the unconfirmed report                  | .   r   .   .   .   .   .   .   .   .   .   r   .   .   .
concern_people          | who reported without account, as if from 1502    | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
concern_people          | the other officer, taken in                      | .   .   r   .   .   .   .   r   .   .   .   rd  .   .   .
concern_people          | a neighbour's voice on the private one           | .   .   .   .   rd  .   .   .   .   .   .   r   .   .   .
concern_people          | the other officer's voice on the private one     | .   .   .   .   .   .   .   rd  .   .   .   r   .   .   .
concern_followings      | of the neighbourhood one                         | .   .   ru  ru  .   .   .   ru  .   .   .   ru  .   .   .
concern_steps           | of the neighbourhood one, the other officer goes along | .   .   ru  ru  .   .   .   rud .   .   .   rud .   .   .
concern_ratings         | a neighbour's, of a neighbourhood one            | .   .   .   .   ru  .   r   r   .   .   .   r   .   .   .
concern_contacts        | to the private one                               | .   .   r   r   .   .   .   .   .   .   .   .   .   .   .
concern_contacts        | to the neighbourhood one (shared)                | .   .   r   r   .   .   .   .   .   .   .   .   .   .   .
concern_contacts        | to the unconfirmed report                        | .   r   .   .   .   .   .   .   .   .   .   .   .   .   .
concern_contacts        | without account, as if from 1502                 | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export const concernPeopleActTable = `
concern_people          | + take a colleague into the private one          | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
concern_people          | + say that the neighbourhood one is theirs too   | .   .   .   .   a   .   .   .   .   .   .   .   .   .   .
concern_people          | + say so of the private one                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concern_people          | + say so for the household next door             | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concern_people          | + say so at a door one visits                    | .   .   .   .   .   .   .   a   .   .   .   .   .   .   .
concern_people          | + say so of the private one at a door            | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concern_people          | + say so in a neighbour's name                   | .   .   .   .   a   .   .   .   .   .   .   .   .   .   .
concern_people          | + be the reporter of what one heard at a door    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concern_followings      | + follow the other officer's to its end          | .   .   .   .   .   .   .   a   .   .   .   a   .   .   .
concern_followings      | + follow it in another's name                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concern_followings      | end what is followed without the family's word   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concern_followings      | say as the family that it is done                | .   .   a   a   .   .   .   .   .   .   .   .   .   .   .
concern_steps           | + add a step to the neighbourhood one            | .   .   .   .   .   .   .   a   .   .   .   a   .   .   .
concern_steps           | + add one in another's name                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concern_steps           | write another title on the step                  | .   .   .   .   .   .   .   a   .   .   .   a   .   .   .
concern_ratings         | + rate one that is not solved                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
concern_ratings         | change what the neighbour said                   | .   .   .   .   a   .   .   .   .   .   .   .   .   .   .
concern_contacts        | + leave a contact to what one raised             | .   .   a   .   .   .   .   .   .   .   .   .   .   .   .
`;

/** The neighbourhood one is followed to its end; on its step the other officer goes along. */
export async function addSteps(sql: postgres.TransactionSql, { a, people }: World, { open }: ConcernsOf) {
  const ids = { following: newId(), step: newId() };
  const here = { community_id: a, concern_id: open.id };
  await sql`insert into concern_followings ${sql({ ...here, id: ids.following, started_by: people.coordinator })}`;
  await sql`insert into concern_steps ${sql({ ...here, id: ids.step, following_id: ids.following, ordinal: 1, title: "补签合同", generic: true, officer_id: people.otherOfficer })}`;
  return ids;
}

/** Which columns the app may change at all, and a harmless change of one. */
export const concernPeopleChangeable: Changeable = {
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
};

/** Where the rows stand. */
export function concernPeopleRowsOf(g: Gallery): Named<string> {
  const { concerns } = g;
  return {
    concern_people: {
      "who raised the private one (not shared)": where.id(concerns.secret.person),
      "who told it at the door of 1502": where.id(concerns.told.person),
      "who raised the neighbourhood one (shared)": where.id(concerns.open.person),
      "who made the unconfirmed report": where.id(concerns.unconfirmed.person),
      "who reported without account, as if from 1502": where.id(concerns.claimed.person),
      "the other officer, taken in": where.id(concerns.takenInPerson),
      "a neighbour's voice on the private one": where.id(concerns.voices.neighbour),
      "the other officer's voice on the private one": where.id(concerns.voices.officer),
    },
    concern_followings: { "of the neighbourhood one": where.id(g.following) },
    concern_steps: { "of the neighbourhood one, the other officer goes along": where.id(g.step) },
    concern_ratings: { "a neighbour's, of a neighbourhood one": `person_id = '${concerns.rater}'` },
    concern_contacts: {
      "to the private one": `person_id = '${concerns.secret.person}'`,
      "to the neighbourhood one (shared)": `person_id = '${concerns.open.person}'`,
      "to the unconfirmed report": `person_id = '${concerns.unconfirmed.person}'`,
      "without account, as if from 1502": `person_id = '${concerns.claimed.person}'`,
    },
  };
}

/** What a viewer might try. */
export function concernPeopleActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people, concerns } = g;
  const { user, household, somebody, here, change } = trying(g, code);
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
  return {
    concern_people: {
      "+ take a colleague into the private one": [
        person(concerns.secret, { role: "taken_in", user_id: people.teamMate }),
      ],
      "+ say that the neighbourhood one is theirs too": [
        person(concerns.open, { role: "voice", user_id: user, household_id: household }),
      ],
      "+ say so of the private one": [
        person(concerns.secret, { role: "voice", user_id: user, household_id: household }),
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
  };
}
