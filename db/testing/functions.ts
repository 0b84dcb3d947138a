import type { Gallery } from "./gallery.ts";
import type { Named } from "./part.ts";

/** The part of the permission matrix that is about functions which read more than the viewer's own policies would. */

export const functionRowTable = `
app.read_concern_contact()   | private one, not shared                     | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
app.read_concern_contact()   | private, told at the door of 1502           | .   .   .   .   .   .   r   .   .   .   .   r   .   .   .
app.read_concern_contact()   | neighbourhood one, shared                   | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
app.read_household_contact() | 1502, visited in the round that runs        | .   .   .   .   .   .   r   .   .   .   .   r   r   .   .
app.read_household_contact() | 1401, visited in a round that is over       | .   .   .   .   .   .   .   .   .   .   .   r   r   .   .
app.public_problems()   | the published one                                | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
app.told_of_problem()   | who is behind it and stands in a text            | .   .   .   .   .   .   r   .   .   .   .   r   .   .   .
app.household_figures()      | the doors of the community                  | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
app.household_page()         | who lives where in the community            | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
app.mentionable()            | whom to name in the private one                  | .   .   r   r   .   .   .   .   .   r   .   r   .   .   .
app.mentionable()            | whom to name in the side room                    | .   .   r   r   .   .   .   .   .   .   r   r   .   .   .
app.mentionable()       | whom to name on the problem                      | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
app.generic_steps()          | of the neighbourhood one                         | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
app.present_in()             | the coordinator, on the neighbourhood one        | .   .   .   .   .   .   r   r   .   r   .   .   .   .   .
app.thread_readers()         | the officer, of the neighbourhood one            | .   .   .   .   .   .   .   r   .   r   .   r   .   .   .
app.room_number()            | of the side room                                 | .   .   r   r   .   .   .   .   .   .   r   r   .   .   .
app.search_concerns()        | private one                                 | .   .   r   r   .   .   .   .   .   r   .   r   .   .   .
app.search_concerns()        | neighbourhood one                           | .   .   r   r   r   .   r   r   .   r   r   r   .   .   .
app.search_concerns()        | unconfirmed report                          | .   r   .   .   .   .   .   .   .   .   .   r   .   .   .
app.search_reporters()       | private one                                 | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
app.search_reporters()       | neighbourhood one                           | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
app.search_messages()        | private one, to everyone                    | .   .   r   r   .   .   .   .   .   r   .   r   .   .   .
app.search_messages()        | private one, working                        | .   .   .   .   .   .   .   .   .   r   .   r   .   .   .
app.search_messages()        | neighbourhood one, to everyone              | .   .   r   r   r   .   r   r   .   r   r   r   .   .   .
app.search_messages()        | neighbourhood one, working                  | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
app.similar_concerns()  | private one                                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
app.similar_concerns()  | neighbourhood one                                | .   .   r   r   r   .   r   r   .   r   r   r   .   .   .
app.similar_concerns()  | unconfirmed report                               | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
app.behind_figure()          | of all, the private one                     | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
app.behind_figure()          | of all, the neighbourhood one               | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
app.behind_figure()          | of the property company, the private one    | .   .   .   .   .   .   .   .   .   r   .   r   .   .   .
app.behind_figure()          | of the property company, the neighbourhood one| .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
app.search_notes()           | heard at 1502                               | .   .   .   .   .   .   r   .   .   .   .   r   .   .   .
app.search_notes()           | the officer's own thoughts on 1502          | .   .   .   .   .   .   r   .   .   .   .   r   .   .   .
app.search_notes()           | heard at 1401                               | .   .   .   .   .   .   .   r   .   .   .   r   .   .   .
`;

/** A query each, by function and name. */
export function caseworkFunctionsOf(g: Gallery): Named<string> {
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
