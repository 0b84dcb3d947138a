import type { SQL } from "drizzle-orm";
import type postgres from "postgres";
import type { ConcernsOf } from "./concerns.ts";
import type { Gallery } from "./gallery.ts";
import { type Named, nowhere, trying } from "./part.ts";
import type { Talk } from "./threads.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about the log: who is let in, and what happened. */

export const logRowTable = `
access                  | of household 1502 to the private one             | .   .   r   r   .   .   .   .   .   .   .   .   .   .   .
access                  | of the property company to the private one       | .   .   .   .   .   .   .   .   .   r   .   .   .   .   .
access                  | of the neighbour's voice to the private one      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
access                  | of the fire brigade to the side room             | .   .   .   .   .   .   .   .   .   .   r   .   .   .   .
access                  | of household 1502 to the three-party meeting     | .   .   r   r   .   .   .   .   .   .   .   .   .   .   .
access                  | of the fire brigade to the three-party meeting   | .   .   .   .   .   .   .   .   .   .   r   .   .   .   .
access                  | of the link to the unconfirmed report            | .   r   .   .   .   .   .   .   .   .   .   .   .   .   .
events                  | private one, for everyone                        | .   .   r   r   .   .   .   .   .   r   .   r   .   .   .
events                  | private one, working                             | .   .   .   .   .   .   .   .   .   r   .   r   .   .   .
events                  | private one, office: its contact was read        | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
events                  | neighbourhood one, for everyone                  | .   .   r   r   r   .   r   r   .   r   r   r   .   .   .
events                  | neighbourhood one, working                       | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
events                  | neighbourhood one, within the property company   | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
events                  | unconfirmed report, for everyone                 | .   r   .   .   .   .   .   .   .   .   .   r   .   .   .
events                  | that the neighbourhood one is followed           | .   .   r   r   .   .   .   r   .   .   .   r   .   .   .
events                  | in the side room                                 | .   .   r   r   .   .   .   .   .   .   r   r   .   .   .
events                  | visit at 1502, for everyone                      | .   .   r   r   .   .   r   r   .   .   .   r   .   .   .
events                  | visit at 1502, office                            | .   .   .   .   .   .   .   .   .   .   .   r   r   .   .
events                  | the round, for everyone                          | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
events                  | the joint meeting                                | .   .   .   .   r   .   r   r   .   .   r   r   .   .   .
events                  | the three-party meeting                          | .   .   r   r   .   .   .   .   .   .   r   r   .   .   .
events                  | account of the resident                          | .   .   r   .   .   .   .   .   .   .   .   .   r   .   .
events                  | problem, for everyone                            | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
events                  | problem, working                                 | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
events                  | problem, office: a private one was put behind it | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
events                  | household 1502: its contact was read             | .   .   r   r   .   .   .   .   .   .   .   r   r   .   .
events                  | an organization: a role was changed              | .   .   .   .   .   .   .   .   .   .   .   .   r   .   .
events                  | the community: somebody else is on duty          | .   .   .   .   .   .   .   .   .   .   .   r   r   .   .
event_heads             | the last link of a chain                         | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export const logActTable = `
events                  | + write an event of the problem                  | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
events                  | + tell of a reply on the problem                 | .   .   .   .   .   .   a   a   .   a   .   a   .   .   .
events                  | + on the private one                             | .   .   a   a   .   .   .   .   .   a   .   a   .   .   .
events                  | + on the neighbourhood one                       | .   .   a   a   .   .   a   a   .   a   .   a   .   .   .
events                  | + on the visit at 1502                           | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
events                  | + on household 1401                              | .   .   .   .   a   .   .   .   .   .   .   a   .   .   .
events                  | + on the account of another                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
events                  | + on the joint meeting                           | .   .   .   .   a   .   .   .   .   .   a   a   .   .   .
events                  | + on the three-party meeting                     | .   .   a   a   .   .   .   .   .   .   a   a   .   .   .
events                  | + on the community                               | .   .   .   .   .   .   .   .   .   .   .   a   a   .   .
events                  | + in another's name                              | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

/** What happened to concerns, visits and people. (Meetings, steps and problems tell their own.) */
export async function addLog(
  sql: postgres.TransactionSql,
  world: World,
  { secret, open, unconfirmed }: ConcernsOf,
  ids: Talk & { openAssignment: string },
  visit: string,
) {
  const { people, a } = world;
  const event = (
    subject_type: string,
    subject_id: string,
    kind: string,
    audience: string,
    community_id = a,
    message_id: string | null = null,
  ) =>
    sql`insert into events ${sql({ community_id, subject_type, subject_id, kind, audience, actor_id: people.coordinator, message_id })}`;
  await event("concern", secret.id, "raised", "everyone");
  await event("concern", secret.id, "replied", "working");
  await event("concern", secret.id, "contact_read", "office");
  await event("concern", open.id, "raised", "everyone");
  await event("concern", open.id, "replied", "working", a, ids.openWorking);
  const within = { assignment: ids.openAssignment, organization: world.property };
  await sql`insert into events ${sql({ community_id: a, subject_type: "concern", subject_id: open.id, kind: "in_hand", audience: "working", actor_id: people.propertyMember, data: sql.json(within) })}`;
  await event("concern", unconfirmed.id, "submitted", "everyone");
  await event("room", ids.room, "replied", "everyone");
  await event("visit", visit, "planned", "everyone");
  await event("visit", visit, "checked", "office");
  await event("round", world.round, "begun", "everyone");
  await event("account", people.resident, "signed_in", "office", nowhere);
  await event("household", world.door1502, "contact_read", "office");
  await event("organization", world.property, "role_changed", "office", nowhere);
  await event("community", a, "duty_changed", "office");
}

/** Where the rows stand. */
export function logRowsOf(g: Gallery): Named<string> {
  const { people, concerns } = g;
  const event = (subject: string, kind: string) => `subject_id = '${subject}' and kind = '${kind}'`;
  const access = (concern: { id: string }, principal: string) =>
    `subject_id = '${concern.id}' and principal = '${principal}'`;
  return {
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
  };
}

/** What a viewer might try. */
export function logActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { concerns } = g;
  const { somebody, event } = trying(g, code);
  return {
    events: {
      "+ write an event of the problem": [event("problem", g.problem.id)],
      "+ tell of a reply on the problem": [event("problem", g.problem.id, { kind: "replied" })],
      "+ on the private one": [event("concern", concerns.secret.id)],
      "+ on the neighbourhood one": [event("concern", concerns.open.id)],
      "+ on the visit at 1502": [event("visit", g.own)],
      "+ on household 1401": [event("household", g.door1401)],
      "+ on the account of another": [event("account", somebody, { community_id: nowhere })],
      "+ on the joint meeting": [event("meeting", g.joint)],
      "+ on the three-party meeting": [event("meeting", g.threeParty)],
      "+ on the community": [event("community", g.a)],
      "+ in another's name": [event("concern", concerns.open.id, { actor_id: somebody })],
    },
  };
}
