import { agreementFunctionsOf, agreementRowsOf, agreementsChangeable } from "./agreements.ts";
import { assignmentChangeable, assignmentRowsOf } from "./assignments.ts";
import { attachmentChangeable, attachmentRowsOf } from "./attachments.ts";
import { boardChangeable, boardFunctionsOf, boardRowsOf } from "./board.ts";
import { communityChangeable, communityRowsOf } from "./community.ts";
import { concernPeopleChangeable, concernPeopleRowsOf } from "./concern-people.ts";
import { concernChangeable, concernRowsOf } from "./concerns.ts";
import { figureRowsOf } from "./figures.ts";
import { caseworkFunctionsOf } from "./functions.ts";
import type { Gallery } from "./gallery.ts";
import { helperFunctionsOf, helperRowsOf, helpersChangeable } from "./helpers.ts";
import { labelChangeable, labelRowsOf } from "./labels.ts";
import { ledgerChangeable, ledgerRowsOf } from "./ledgers.ts";
import { logRowsOf } from "./log.ts";
import { meetingChangeable, meetingRowsOf } from "./meetings.ts";
import { notificationChangeable, notificationRowsOf } from "./notifications.ts";
import { open311Changeable, open311FunctionsOf, open311RowsOf } from "./open311.ts";
import { type Changeable, type Named, together } from "./part.ts";
import { peopleChangeable, peopleRowsOf } from "./people.ts";
import { policyChangeable, policyRowsOf } from "./policies.ts";
import { problemChangeable, problemRowsOf } from "./problems.ts";
import { roundChangeable, roundRowsOf } from "./rounds.ts";
import { savedViewRowsOf } from "./saved-views.ts";
import { storiesChangeable, storyFunctionsOf, storyRowsOf } from "./stories.ts";
import { threadChangeable, threadRowsOf } from "./threads.ts";
import { visitChangeable, visitRowsOf } from "./visits.ts";
import { worksChangeable, worksFunctionsOf, worksRowsOf } from "./works.ts";

/** Which columns of which tables the app may change at all, and a harmless change of one of them. */
export const changeable: Changeable = {
  ...communityChangeable,
  ...peopleChangeable,
  ...ledgerChangeable,
  ...roundChangeable,
  ...visitChangeable,
  ...concernChangeable,
  ...concernPeopleChangeable,
  ...assignmentChangeable,
  ...labelChangeable,
  ...threadChangeable,
  ...attachmentChangeable,
  ...meetingChangeable,
  ...policyChangeable,
  ...problemChangeable,
  ...notificationChangeable,
  ...agreementsChangeable,
  ...worksChangeable,
  ...boardChangeable,
  ...storiesChangeable,
  ...open311Changeable,
  ...helpersChangeable,
};

/** Where the rows of matrix.ts stand: a condition each, by table and name. */
export const rowsOf = (g: Gallery): Named<string> =>
  together(
    communityRowsOf(g),
    peopleRowsOf(g),
    ledgerRowsOf(g),
    roundRowsOf(g),
    visitRowsOf(g),
    concernRowsOf(g),
    concernPeopleRowsOf(g),
    assignmentRowsOf(g),
    figureRowsOf(g),
    labelRowsOf(g),
    threadRowsOf(g),
    attachmentRowsOf(g),
    savedViewRowsOf(g),
    meetingRowsOf(g),
    policyRowsOf(g),
    problemRowsOf(g),
    logRowsOf(g),
    notificationRowsOf(g),
    agreementRowsOf(g, g.agreements),
    worksRowsOf(g.works),
    boardRowsOf(g.concerns, g.board),
    storyRowsOf(g.stories),
    open311RowsOf(g.concerns, g.systems),
    helperRowsOf(g.helpers),
  );

/** What functions give that read more than the viewer's own policies would: a query each, by function and name. */
export const functionsOf = (g: Gallery): Named<string> =>
  together(
    caseworkFunctionsOf(g),
    agreementFunctionsOf(g, g.agreements),
    worksFunctionsOf(g, g.works),
    boardFunctionsOf(),
    storyFunctionsOf(g.stories),
    open311FunctionsOf(g, g.systems),
    helperFunctionsOf(g.helpers),
  );
