import { agreementActTable, agreementRowTable } from "./agreements.ts";
import { boardActTable, boardRowTable } from "./board.ts";
import { helperActTable, helperRowTable } from "./helpers.ts";
import { open311ActTable, open311RowTable } from "./open311.ts";
import { storyActTable, storyRowTable } from "./stories.ts";
import { type ViewerCode, viewerCodes, viewers } from "./viewers.ts";
import { worksActTable, worksRowTable } from "./works.ts";

/**
 * What each viewer may do with each kind of row, as design and docs/security.md promise it: r read, u change, d delete;
 * a dot is nothing. The rows themselves are made by gallery.ts under the same names.
 *
 * 1502 is the door of the household that raised most of it; 1401 is the neighbour's.
 */
const rowTable = `
                        |                                                  | pub lnk res spo nei pen off oth fmr pro fir coo adm cob reb
communities             | the community                                    | r   r   r   r   r   r   r   r   r   r   r   ru  ru  r   r
organizations           | the property company                             | r   r   r   r   r   r   r   r   r   r   r   ru  ru  r   r
organizations           | the agency of another community                  | r   r   r   r   r   r   r   r   r   r   r   r   ru  ru  r
community_organizations | the property company in the community            | r   r   r   r   r   r   r   r   r   r   r   rd  rd  r   r
buildings               | a building                                       | r   r   r   r   r   r   r   r   r   r   r   ru  r   r   r
entrances               | an entrance                                      | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
households              | the address of 1502                              | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
status_transitions      | the changes of status there are                  | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
working_hours           | the hours of the offices                         | r   r   r   r   r   r   r   r   r   r   r   rd  r   r   r
holidays                | a holiday                                        | r   r   r   r   r   r   r   r   r   r   r   rd  r   r   r
service_targets         | a target                                         | r   r   r   r   r   r   r   r   r   r   r   rud r   r   r
household_contacts      | who lives at 1502                                | .   .   r   r   .   .   .   .   .   .   .   .   .   .   .
household_contacts      | who lives at 1501                                | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
guides                  | a guide of the entrance                          | .   .   .   .   .   .   r   r   .   .   .   rud .   .   .
users                   | the name of the resident                         | .   .   ru  .   .   .   .   .   .   .   .   r   r   .   .
users                   | the name of the officer                          | .   r   r   r   r   .   ru  r   .   r   r   r   r   .   .
users                   | the name of a resident of another community      | .   .   .   .   .   .   .   .   .   .   .   .   r   r   ru
accounts                | of the resident                                  | .   .   ru  .   .   .   .   .   .   .   .   r   r   .   .
accounts                | of the officer                                   | .   .   .   .   .   .   ru  .   .   .   .   r   r   .   .
accounts                | of a colleague in the property company           | .   .   .   .   .   .   .   .   .   r   .   r   r   .   .
accounts                | of the coordinator                               | .   .   .   .   .   .   .   .   .   .   .   ru  r   .   .
accounts                | of the administrator                             | .   .   .   .   .   .   .   .   .   .   .   .   ru  .   .
accounts                | of a resident of another community               | .   .   .   .   .   .   .   .   .   .   .   .   r   r   ru
sessions                | of the resident                                  | .   .   r   .   .   .   .   .   .   .   .   .   .   .   .
credentials             | of the resident                                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
throttles               | attempts to sign in                              | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | an invitation into the property company          | .   .   .   .   .   .   .   .   .   .   .   ru  ru  .   .
tokens                  | a doorstep code that the officer handed out      | .   .   .   .   .   .   ru  .   .   .   .   .   .   .   .
tokens                  | a tracking link                                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | a link to rate                                   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | the reset of the resident's password             | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | a registration                                   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | the mail that confirms a report                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
memberships             | of the property company's member                 | .   r   r   r   r   .   r   r   .   r   r   ru  ru  .   .
memberships             | of the officer who has left                      | .   r   r   r   r   .   r   r   r   r   r   ru  ru  .   .
residents               | of 1502                                          | .   .   ru  .   .   .   .   .   .   .   .   ru  .   .   .
residents               | who asks for 1501                                | .   .   .   .   .   ru  .   .   .   .   .   ru  .   .   .
residents               | of another community                             | .   .   .   .   .   .   .   .   .   .   .   .   .   ru  ru
ledgers                 | a ledger that was handed in                      | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
ledgers                 | a list of concerns that was handed in            | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
ledger_rows             | who lives at 1502, by that ledger                | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
ledger_concerns         | who raised what, by that list                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
letters                 | a mail that is held                              | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
parked_forms            | what the resident had typed                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
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
visits                  | at 1502                                          | .   .   r   r   .   .   ru  r   .   .   .   ru  .   .   .
visits                  | at 1501, still to come                           | .   .   .   .   .   .   ru  r   .   .   .   ru  .   .   .
visits                  | at 1401, by the other team                       | .   .   .   .   r   .   r   ru  .   .   .   ru  .   .   .
visit_officers          | the officer at 1502                              | .   .   r   r   .   .   r   r   .   .   .   rd  .   .   .
visit_officers          | the other officer at 1401                        | .   .   .   .   r   .   r   r   .   .   .   rd  .   .   .
visit_notes             | heard at 1502                                    | .   .   r   r   .   .   r   .   .   .   .   r   .   .   .
visit_notes             | the officer's own thoughts on 1502               | .   .   .   .   .   .   r   .   .   .   .   r   .   .   .
visit_notes             | heard at 1401                                    | .   .   .   .   r   .   .   r   .   .   .   r   .   .   .
visit_notes             | the other officer's own thoughts on 1401         | .   .   .   .   .   .   .   r   .   .   .   r   .   .   .
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
assignments             | of the private one                               | .   .   r   r   .   .   .   .   .   ru  .   ru  .   .   .
assignments             | of the neighbourhood one                         | .   .   r   r   r   .   r   r   .   ru  r   ru  .   .   .
assignment_handlers     | of the private one                               | .   .   .   .   .   .   .   .   .   rd  .   r   .   .   .
assignment_handlers     | of the neighbourhood one                         | .   .   .   .   .   .   r   r   .   rd  .   r   .   .   .
figure_sums             | of what neighbours read                          | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
figure_sums             | of what is private                               | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
figure_sums             | of what is private, the property company's       | .   .   .   .   .   .   .   .   .   r   .   r   .   .   .
open_figures            | what is told to everybody                        | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
labels                  | a label                                          | .   .   .   .   .   .   r   r   .   .   .   rud .   .   .
concern_labels          | of the private one                               | .   .   .   .   .   .   .   .   .   .   .   rd  .   .   .
concern_labels          | of the neighbourhood one                         | .   .   .   .   .   .   r   r   .   .   .   rd  .   .   .
threads                 | of the private one                               | .   .   r   r   .   .   .   .   .   r   .   r   .   .   .
threads                 | of the neighbourhood one                         | .   .   r   r   r   .   r   r   .   r   r   r   .   .   .
threads                 | a side room of the private one, with 1502 and fire | .   .   r   r   .   .   .   .   .   .   r   ru  .   .   .
threads                 | of the problem                                   | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
thread_members          | the fire brigade in it                           | .   .   r   r   .   .   .   .   .   .   r   rd  .   .   .
messages                | private one, to everyone                         | .   .   r   r   .   .   .   .   .   r   .   ru  .   .   .
messages                | private one, working                             | .   .   .   .   .   .   .   .   .   r   .   ru  .   .   .
messages                | neighbourhood one, to everyone                   | .   .   r   r   r   .   r   r   .   r   r   ru  .   .   .
messages                | neighbourhood one, working                       | .   .   .   .   .   .   r   r   .   r   .   ru  .   .   .
messages                | in the side room                                 | .   .   r   r   .   .   .   .   .   .   r   ru  .   .   .
messages                | on the problem, to everyone                      | .   r   r   r   r   .   ru  r   .   r   r   ru  .   .   .
messages                | on the problem, working                          | .   .   .   .   .   .   ru  r   .   r   .   ru  .   .   .
message_versions        | of the working one, private                      | .   .   .   .   .   .   .   .   .   r   .   r   .   .   .
message_versions        | of the one in the side room                      | .   .   r   r   .   .   .   .   .   .   r   r   .   .   .
message_mentions        | in the working one, neighbourhood                | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
drafts                  | of the resident                                  | .   .   rud .   .   .   .   .   .   .   .   .   .   .   .
presences               | of the coordinator                               | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
saved_replies           | of the property company                          | .   .   .   .   .   .   .   .   .   rud .   .   .   .   .
saved_replies           | of the agency                                    | .   .   .   .   .   .   r   r   .   .   .   rud .   .   .
thread_reads            | of the resident                                  | .   .   ru  .   .   .   .   .   .   .   .   .   .   .   .
room_reads              | of the fire brigade in the side room             | .   .   .   .   .   .   .   .   .   .   ru  .   .   .   .
attachments             | of the private one                               | .   .   r   r   .   .   .   .   .   r   .   r   .   .   .
attachments             | of the neighbourhood one                         | .   .   r   r   r   .   r   r   .   r   r   r   .   .   .
attachments             | of a message to everyone, private one            | .   .   r   r   .   .   .   .   .   r   .   r   .   .   .
attachments             | of a working message, private one                | .   .   .   .   .   .   .   .   .   r   .   r   .   .   .
attachments             | of a working message, neighbourhood one          | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
attachments             | of a message in the side room                    | .   .   r   r   .   .   .   .   .   .   r   r   .   .   .
attachments             | of an item of the inspection                     | .   .   .   .   .   .   r   r   .   .   r   r   .   .   .
attachments             | of what was heard at 1502                        | .   .   r   r   .   .   r   .   .   .   .   r   .   .   .
attachments             | of the officer's own thoughts on 1502            | .   .   .   .   .   .   r   .   .   .   .   r   .   .   .
attachments             | not sent yet, of the resident                    | .   .   rud .   .   .   .   .   .   .   .   .   .   .   .
attachments             | not sent yet, without account, key in hand       | rud rud .   .   .   .   .   .   .   .   .   .   .   .   .
attachments             | not sent yet, without account, another's key     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
saved_views             | of the resident                                  | .   .   rd  .   .   .   .   .   .   .   .   .   .   .   .
saved_views             | of the officer, shared with the agency           | .   .   .   .   .   .   rd  r   .   .   .   r   .   .   .
meetings                | joint, on a problem, with fire and 1401          | .   .   .   .   r   .   r   r   .   .   r   ru  .   .   .
meetings                | three-party, on the private one, with fire and 1502 | .   .   r   r   .   .   .   .   .   .   r   ru  .   .   .
meeting_parties         | the fire brigade at the joint one                | .   .   .   .   r   .   r   r   .   .   ru  rud .   .   .
meeting_parties         | household 1502 at the three-party one            | .   .   ru  ru  .   .   .   .   .   .   r   rud .   .   .
meeting_times           | a time for the joint one                         | .   .   .   .   r   .   r   r   .   .   r   r   .   .   .
meeting_choices         | what the fire brigade says to it                 | .   .   .   .   r   .   r   r   .   .   ru  ru  .   .   .
agenda_items            | proposed by the fire brigade for the joint one   | .   .   .   .   r   .   r   r   .   .   r   ru  .   .   .
agenda_items            | of the three-party one                           | .   .   r   r   .   .   .   .   .   .   r   rud .   .   .
minute_lines            | of the three-party one                           | .   .   r   r   .   .   .   .   .   .   r   ru  .   .   .
minute_lines            | of the inspection                                | .   .   .   .   .   .   r   r   .   .   r   ru  .   .   .
minute_line_versions    | what the line of the three-party one said before | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
minute_objections       | of the fire brigade, to minutes that were sent   | .   .   .   .   .   .   r   r   .   .   r   ru  .   .   .
inspection_items        | an extinguisher                                  | .   .   .   .   .   .   r   r   .   .   ru  rud .   .   .
policies                | a published one                                  | r   r   r   r   r   r   r   r   r   r   r   ru  r   r   r
policies                | a draft                                          | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
policy_texts            | of a published one                               | r   r   r   r   r   r   r   r   r   r   r   rud r   r   r
policy_texts            | of a draft                                       | .   .   .   .   .   .   .   .   .   .   .   rud .   .   .
policy_answers          | how many it answered                             | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
problems                | one that is published                            | .   r   r   r   r   .   ru  r   .   r   r   ru  .   .   .
problem_briefs          | what it is, for those who work on it             | .   .   .   .   .   .   ru  r   .   r   .   ru  .   .   .
problem_totals          | how many with the private ones                   | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
problem_concerns        | a private one behind it                          | .   .   r   r   .   .   .   .   .   r   .   rd  .   .   .
problem_concerns        | a neighbourhood one behind it                    | .   .   r   r   r   .   rd  r   .   r   r   rd  .   .   .
problem_units           | the property company at its table                | .   r   r   r   r   .   ru  r   .   r   r   ru  .   .   .
problem_searches        | a search that was asked for                      | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
problem_proposals       | a proposal                                       | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
problem_proposal_concerns | a neighbourhood one in it                        | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
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
notifications           | of the resident                                  | .   .   ru  .   .   .   .   .   .   .   .   .   .   .   .
webhooks                | of the property company                          | .   .   .   .   .   .   .   .   .   rd  .   .   .   .   .
push_subscriptions      | of the resident                                  | .   .   rd  .   .   .   .   .   .   .   .   .   .   .   .
thread_mutes            | of the resident                                  | .   .   rd  .   .   .   .   .   .   .   .   .   .   .   .
outbox                  | a mail to be sent                                | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
submissions             | of the resident                                  | .   .   ru  .   .   .   .   .   .   .   .   .   .   .   .
submissions             | of one without account (holds a number only)     | ru  ru  .   .   .   .   .   .   .   .   .   .   .   .   .
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

/**
 * Single acts that write: a for allowed. The statements stand in acts.ts under the same names. Tables that appear with
 * no act marked + take no new row from the app at all.
 */
const actTable = `
                        |                                                  | pub lnk res spo nei pen off oth fmr pro fir coo adm cob reb
problems                | + make a problem                                 | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
problems                | + make a problem in another's name               | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problems                | lead the problem to the talks                    | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
problems                | lead the problem to what is done                 | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problems                | say how many stand behind it                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problem_briefs          | + say what a problem is that one made            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
problem_concerns        | + put a neighbourhood one behind the problem     | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
problem_concerns        | + put a private one behind the problem           | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
problem_concerns        | + put one of another community behind it         | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problem_concerns        | + put one behind it in another's name            | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problem_concerns        | take the neighbourhood one out of it             | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
problem_searches        | + ask for a search                               | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
problem_searches        | + ask for one in another's name                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problem_units           | + ask the fire brigade to its table              | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
problem_units           | + ask the agency of another community to its table | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
organizations           | + add a partner unit                             | .   .   .   .   .   .   .   .   .   .   .   a   a   a   .
organizations           | + add an agency                                  | .   .   .   .   .   .   .   .   .   .   .   .   a   .   .
community_organizations | + link an organization with the community        | .   .   .   .   .   .   .   .   .   .   .   a   a   .   .
tokens                  | + invite into the property company               | .   .   .   .   .   .   .   .   .   .   .   a   a   .   .
tokens                  | + hand out a doorstep code                       | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
tokens                  | + ask to confirm the unconfirmed report by mail  | .   a   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | + make oneself a tracking link                   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | + make a reset of the resident's password        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | read the hash of a token                         | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
residents               | + ask to be a resident of 1301                   | .   .   a   a   a   a   a   a   a   a   a   a   a   a   a
residents               | + ask in another's name                          | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
residents               | confirm the one who asks for 1501                | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
residents               | ask for 1301 and confirm oneself                 | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
ledgers                 | + hand in a ledger                               | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
ledgers                 | + hand in a ledger in another's name             | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
ledgers                 | agree to a ledger as somebody else               | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
letters                 | put a mail that is held aside in another's name  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
letters                 | decide about a mail and keep what it says        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
parked_forms            | park what one had typed                          | a   a   a   a   a   a   a   a   a   a   a   a   a   a   a
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
visits                  | + plan a visit at 1301                           | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
visits                  | confirm the time of a visit at 1401              | .   .   .   .   a   .   .   .   .   .   .   .   .   .   .
visits                  | confirm it by the slip of 1502                   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
visit_officers          | + go on the visit that one plans                 | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
visit_officers          | + join a past visit of another team              | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
visit_officers          | + take the neighbour along on a visit            | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
visit_notes             | + write what one heard at 1502                   | .   .   .   .   .   .   a   .   .   .   .   .   .   .   .
visit_notes             | + write in another's name                        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
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
assignments             | + assign what was told at the door of 1502       | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
assignments             | + assign the other officer's                     | .   .   .   .   .   .   .   a   .   .   .   a   .   .   .
assignments             | + assign in another's name                       | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
assignments             | + assign a private one to the agency itself      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
assignments             | accept for the property company                  | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
assignments             | put off when the answer is due                   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
assignment_handlers     | + take the private one in hand                   | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
assignment_handlers     | + hand it to a member of the fire brigade        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
assignment_handlers     | + take it in hand in another's name              | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
working_hours           | + say when offices work                          | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
holidays                | + enter a holiday                                | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
service_targets         | + set a target                                   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
memberships             | say who leads the property company               | .   .   .   .   .   .   .   .   .   .   .   a   a   .   .
labels                  | + make a label                                   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
concern_labels          | + put a label on the private one                 | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
threads                 | + open the thread of what one raised             | .   .   .   .   .   a   .   .   .   .   .   a   .   .   .
threads                 | + open a side room of the private one            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
thread_members          | + ask the other officer into the side room       | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
thread_members          | + ask the neighbour into it                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
messages                | + say to everyone on the problem                 | .   .   .   .   .   .   a   a   .   a   .   a   .   .   .
messages                | + say among those who work on the problem        | .   .   .   .   .   .   a   a   .   a   .   a   .   .   .
messages                | + say on the problem in another's name           | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
messages                | + private one, to everyone                       | .   .   a   a   .   .   .   .   .   a   .   a   .   .   .
messages                | + private one, working                           | .   .   .   .   .   .   .   .   .   a   .   a   .   .   .
messages                | + neighbourhood one, to everyone                 | .   .   a   a   .   .   a   a   .   a   .   a   .   .   .
messages                | + neighbourhood one, working                     | .   .   .   .   .   .   a   a   .   a   .   a   .   .   .
messages                | + in another's name                              | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
messages                | + for a unit that one is not of                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
messages                | + in the side room                               | .   .   a   a   .   .   .   .   .   .   a   a   .   .   .
messages                | + in the side room, for the fire brigade         | .   .   .   .   .   .   .   .   .   .   a   .   .   .   .
messages                | correct what the coordinator wrote               | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
message_mentions        | + name the officer in what one says              | .   .   a   a   .   .   a   a   .   a   .   a   .   .   .
message_mentions        | + name one who cannot read it                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
drafts                  | + begin to write on the neighbourhood one        | .   .   a   a   .   .   a   a   .   a   .   a   .   .   .
drafts                  | + begin in another's name                        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
presences               | have the neighbourhood one open                  | .   .   .   .   .   .   a   a   .   a   .   a   .   .   .
presences               | have the side room open                          | .   .   .   .   .   .   .   .   .   .   a   a   .   .   .
saved_replies           | + keep a reply of the property company           | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
saved_replies           | + keep a reply of the agency                     | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
thread_reads            | + read the neighbourhood one                     | .   .   a   a   a   .   a   a   .   a   a   a   .   .   .
thread_reads            | + read it in another's name                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
room_reads              | + read the side room                             | .   .   a   a   .   .   .   .   .   .   a   a   .   .   .
room_reads              | + read it in another's name                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
attachments             | + upload a photo                                 | a   a   a   a   a   a   a   a   a   a   a   a   a   a   a
attachments             | + upload in another's name                       | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
attachments             | tie one's photo to the neighbourhood one         | .   .   a   a   .   .   a   a   .   a   .   a   .   .   .
attachments             | tie one's photo to the item of the inspection    | .   .   .   .   .   .   .   .   .   .   a   a   .   .   .
saved_views             | + keep a view for oneself                        | .   .   a   a   a   .   a   a   .   a   a   a   .   .   .
saved_views             | + share one with the agency                      | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
saved_views             | + keep one in another's name                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
meetings                | + call a joint meeting on the problem            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
meetings                | + call a three-party one on the other officer's  | .   .   .   .   .   .   .   a   .   .   .   a   .   .   .
meetings                | + call one in another's name                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
meeting_parties         | + ask the property company to the joint one      | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
meeting_parties         | + ask the neighbour, who does not work there     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
meeting_parties         | say that the fire brigade was at the inspection  | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
meeting_times           | + propose a time for the joint one               | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
meeting_choices         | + choose for household 1401                      | .   .   .   .   a   .   .   .   .   .   .   a   .   .   .
agenda_items            | + propose a point for the fire brigade           | .   .   .   .   .   .   .   .   .   .   a   a   .   .   .
agenda_items            | + put a point on the agenda of the joint one     | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
minute_lines            | + write a line of the three-party one            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
minute_objections       | + object for the fire brigade                    | .   .   .   .   .   .   .   .   .   .   a   .   .   .   .
inspection_items        | + put an item on the list of the inspection      | .   .   .   .   .   .   .   .   .   .   a   a   .   .   .
measures                | + make a measure of a decision                   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
policies                | + write a policy explanation                     | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
policies                | + write one in another's name                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
policies                | + write one as published already                 | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
policy_texts            | + explain the draft in another language          | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
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
webhooks                | + connect the property company's system          | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
webhooks                | + connect the agency's                           | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
webhooks                | + connect one in another's name                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
webhooks                | read its secret                                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
push_subscriptions      | be told in the browser of the resident's session  | .   .   a   .   .   .   .   .   .   .   .   .   .   .   .
push_subscriptions      | write a browser down directly                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
push_subscriptions      | read where a browser is told                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
thread_mutes            | + hear no more of the neighbourhood one          | .   .   a   a   a   .   a   a   .   a   a   a   .   .   .
thread_mutes            | + hear no more of the private one                | .   .   a   a   .   .   .   .   .   a   .   a   .   .   .
thread_mutes            | + keep another from hearing                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
outbox                  | + queue a mail                                   | a   a   a   a   a   a   a   a   a   a   a   a   a   a   a
submissions             | + submit once                                    | a   a   a   a   a   a   a   a   a   a   a   a   a   a   a
submissions             | + submit in another's name                       | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export type Line = {
  table: string;
  /** Which rows, or which act. */
  name: string;
  /** What each viewer may do: letters, or nothing. */
  cells: Record<ViewerCode, string>;
};

function parse(text: string): Line[] {
  const [head = "", ...lines] = text.split("\n").filter((line) => line.trim());
  const codes = head.split("|").at(-1)?.trim().split(/\s+/) ?? [];
  if (codes.join() !== viewerCodes.join()) throw new Error("the columns of the matrix are not the viewers");
  return lines.map((line) => {
    const [table = "", name = "", cells = ""] = line.split("|").map((part) => part.trim());
    const found = cells.split(/\s+/);
    if (found.length !== codes.length) throw new Error(`${found.length} cells: ${line}`);
    return {
      table,
      name,
      cells: Object.fromEntries(codes.map((code, i) => [code, found[i] === "." ? "" : found[i]])) as Line["cells"],
    };
  });
}

/** The tables of the parts, one after the other. */
export const rowLines = parse(
  [rowTable, agreementRowTable, worksRowTable, boardRowTable, storyRowTable, open311RowTable, helperRowTable].join(""),
);

export const actLines = parse(
  [actTable, agreementActTable, worksActTable, boardActTable, storyActTable, open311ActTable, helperActTable].join(""),
);

/** Who may do something, as `res:ru spo:r`: what a test compares, so that a failure names the viewer. */
export const told = (cells: Record<ViewerCode, string>): string =>
  viewerCodes
    .filter((code) => cells[code])
    .map((code) => `${code}:${cells[code]}`)
    .join(" ") || "nobody";

/** A table in the form that the formatter keeps: columns of one width. */
function table(firstHeads: string[], lines: Line[]): string {
  const rows = lines.map((line, i) => [
    line.table === lines[i - 1]?.table ? "" : `\`${line.table}\``,
    line.name,
    ...viewerCodes.map((code) => line.cells[code]),
  ]);
  const heads = [...firstHeads, ...viewerCodes];
  const widths = heads.map((head, i) => Math.max(head.length, 3, ...rows.map((row) => (row[i] ?? "").length)));
  const printed = (row: string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [heads, widths.map((width) => "-".repeat(width)), ...rows].map(printed).join("\n");
}

/** The matrix as docs/security.md shows it. */
export function matrixAsMarkdown(): string {
  return [
    ...viewerCodes.map((code) => `- \`${code}\` ${viewers[code]}`),
    "",
    "**Rows**: `r` read, `u` change, `d` delete.",
    "",
    table(["table", "rows"], rowLines),
    "",
    "**Acts** that write: `a` allowed. `+` adds a row.",
    "",
    table(["table", "act"], actLines),
  ].join("\n");
}

// Run by itself, it prints the table for docs/security.md.
if (process.argv[1] === import.meta.filename) console.log(matrixAsMarkdown());
