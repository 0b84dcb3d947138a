import type { SQL } from "drizzle-orm";
import { agreementActsOf } from "./agreements.ts";
import { assignmentActsOf } from "./assignments.ts";
import { attachmentActsOf } from "./attachments.ts";
import { boardActsOf } from "./board.ts";
import { communityActsOf } from "./community.ts";
import { concernPeopleActsOf } from "./concern-people.ts";
import { concernActsOf } from "./concerns.ts";
import type { Gallery } from "./gallery.ts";
import { helperActsOf } from "./helpers.ts";
import { labelActsOf } from "./labels.ts";
import { ledgerActsOf } from "./ledgers.ts";
import { logActsOf } from "./log.ts";
import { meetingActsOf } from "./meetings.ts";
import { notificationActsOf } from "./notifications.ts";
import { open311ActsOf } from "./open311.ts";
import { type Named, together } from "./part.ts";
import { peopleActsOf } from "./people.ts";
import { policyActsOf } from "./policies.ts";
import { problemActsOf } from "./problems.ts";
import { roundActsOf } from "./rounds.ts";
import { savedViewActsOf } from "./saved-views.ts";
import { storyActsOf } from "./stories.ts";
import { threadActsOf } from "./threads.ts";
import { userOf, type ViewerCode } from "./viewers.ts";
import { visitActsOf } from "./visits.ts";
import { worksActsOf } from "./works.ts";

/**
 * The acts of matrix.ts as statements, by table and name, for a viewer. All of them are sent in one transaction; the
 * last one is the act, what stands before prepares it. Some hit a row that differs by viewer, so that nothing but the
 * permission decides.
 */
export function actsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const user = userOf(g, code);
  return together(
    communityActsOf(g, code),
    peopleActsOf(g, code),
    ledgerActsOf(g, code),
    roundActsOf(g, code),
    visitActsOf(g, code),
    concernActsOf(g, code),
    concernPeopleActsOf(g, code),
    assignmentActsOf(g, code),
    labelActsOf(g, code),
    threadActsOf(g, code),
    attachmentActsOf(g, code),
    savedViewActsOf(g, code),
    meetingActsOf(g, code),
    policyActsOf(g, code),
    problemActsOf(g, code),
    logActsOf(g, code),
    notificationActsOf(g, code),
    agreementActsOf(g, g.agreements, user),
    worksActsOf(g, g.works, user),
    boardActsOf(g, g.concerns, g.board.free, user),
    storyActsOf(g, g.stories, user),
    helperActsOf(g, g.helpers, user),
    open311ActsOf(g, g.systems, user),
  );
}
