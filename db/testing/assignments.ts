import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { ConcernsOf } from "./concerns.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, trying, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about assignments, and who has them in hand. */

export const assignmentRowTable = `
assignments             | of the private one                               | .   .   r   r   .   .   .   .   .   ru  .   ru  .   .   .
assignments             | of the neighbourhood one                         | .   .   r   r   r   .   r   r   .   ru  r   ru  .   .   .
assignment_handlers     | of the private one                               | .   .   .   .   .   .   .   .   .   rd  .   r   .   .   .
assignment_handlers     | of the neighbourhood one                         | .   .   .   .   .   .   r   r   .   rd  .   r   .   .   .
`;

export const assignmentActTable = `
assignments             | + assign what was told at the door of 1502       | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
assignments             | + assign the other officer's                     | .   .   .   .   .   .   .   a   .   .   .   a   .   .   .
assignments             | + assign in another's name                       | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
assignments             | + assign a private one to the agency itself      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
assignments             | accept for the property company                  | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
assignments             | put off when the answer is due                   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
assignment_handlers     | + take the private one in hand                   | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
assignment_handlers     | + hand it to a member of the fire brigade        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
assignment_handlers     | + take it in hand in another's name              | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

/** To the property company: the private one and the neighbourhood one, with their threads. */
export async function addAssignments(
  sql: postgres.TransactionSql,
  { people, a, property }: World,
  { secret, open }: ConcernsOf,
) {
  const here = { community_id: a };
  const ids = { secretAssignment: newId(), openAssignment: newId() };
  for (const [id, of] of [
    [ids.secretAssignment, secret.id],
    [ids.openAssignment, open.id],
  ] as const) {
    await sql`insert into assignments ${sql({ ...here, id, concern_id: of, organization_id: property, due_at: "2099-01-01", assigned_by: people.coordinator })}`;
    await sql`insert into assignment_handlers ${sql({ ...here, assignment_id: id, organization_id: property, user_id: people.propertyMember, handed_by: people.propertyMember })}`;
  }
  return ids;
}

/** Which columns the app may change at all, and a harmless change of one. */
export const assignmentChangeable: Changeable = {
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
};

/** Where the rows stand. */
export function assignmentRowsOf(g: Gallery): Named<string> {
  return {
    assignments: {
      "of the private one": where.id(g.secretAssignment),
      "of the neighbourhood one": where.id(g.openAssignment),
    },
    assignment_handlers: {
      "of the private one": `assignment_id = '${g.secretAssignment}'`,
      "of the neighbourhood one": `assignment_id = '${g.openAssignment}'`,
    },
  };
}

/** What a viewer might try. */
export function assignmentActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people, concerns } = g;
  const { user, somebody, here, later, change } = trying(g, code);
  const assigns = (concern: { id: string }, to: string, by: string | null) =>
    insert("assignments", {
      ...here,
      id: newId(),
      concern_id: concern.id,
      organization_id: to,
      due_at: later,
      assigned_by: by,
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
  return {
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
  };
}
