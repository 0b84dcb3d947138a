import type postgres from "postgres";
import { newId } from "../id.ts";
import { addAgreements } from "./agreements.ts";
import { addAssignments } from "./assignments.ts";
import { addAttachments } from "./attachments.ts";
import { addBoard } from "./board.ts";
import { addHours } from "./community.ts";
import { addSteps } from "./concern-people.ts";
import { addConcerns } from "./concerns.ts";
import { addFigures } from "./figures.ts";
import { addHelpers } from "./helpers.ts";
import { addLabel } from "./labels.ts";
import { addLedgers } from "./ledgers.ts";
import { addLog } from "./log.ts";
import { addMeetings } from "./meetings.ts";
import { addNotifications } from "./notifications.ts";
import { addSystems } from "./open311.ts";
import { addPeople, addSignIn } from "./people.ts";
import { addPolicies } from "./policies.ts";
import { addProblem } from "./problems.ts";
import { addRound } from "./rounds.ts";
import { addSavedViews } from "./saved-views.ts";
import { addStories } from "./stories.ts";
import { addThreads } from "./threads.ts";
import { newLink } from "./viewers.ts";
import { addVisits } from "./visits.ts";
import { addWorks } from "./works.ts";
import type { World } from "./world.ts";

/** The world of the permission matrix, with one row of each kind that the matrix names. */
export type Gallery = Awaited<ReturnType<typeof makeGallery>>;

/** Adds to a world the rows of matrix.ts, as the owner of the tables. */
export async function makeGallery(admin: postgres.Sql, world: World) {
  const link = newLink();
  const former = newId();
  const colleague = newId();
  return admin.begin(async (sql) => {
    await sql`set local role doorstep_owner`;
    await sql`set local app.silent = 'on'`;
    await addPeople(sql, world, { former, colleague });
    const visits = await addVisits(sql, world, former);
    const round = await addRound(sql, world, { former, visit: visits.own });
    const concerns = await addConcerns(sql, world, { link, former, visit: visits.own });
    await addHours(sql, world);
    const label = await addLabel(sql, world, concerns);
    const meetings = await addMeetings(sql, world, concerns.secret);
    const assignments = await addAssignments(sql, world, concerns);
    const talk = await addThreads(sql, world, concerns);
    const figures = await addFigures(sql, world);
    const files = await addAttachments(sql, world, concerns, talk, {
      notes: visits.notes,
      photographed: meetings.photographed,
    });
    const policies = await addPolicies(sql, world);
    await addLog(sql, world, concerns, { ...talk, ...assignments }, visits.own);
    const views = await addSavedViews(sql, world);
    const steps = await addSteps(sql, world, concerns);
    const signIn = await addSignIn(sql, world, concerns.unconfirmed);
    const ledgers = await addLedgers(sql, world);
    const notifications = await addNotifications(sql, world, concerns, signIn.session);
    const problem = await addProblem(sql, world, concerns);
    const agreements = await addAgreements(sql, world);
    const works = await addWorks(sql, world);
    const board = await addBoard(sql, world, concerns);
    const stories = await addStories(sql, world, visits.notes);
    const helpers = await addHelpers(sql, world);
    const systems = await addSystems(sql, world, concerns);
    // Only now does the officer leave: what they were let into stands in the rows above.
    await sql`update memberships set ended_at = now() where user_id = ${former}`;
    return {
      ...world,
      link,
      former,
      colleague,
      ...visits,
      ...round,
      concerns,
      label,
      ...meetings,
      ...assignments,
      ...talk,
      ...figures,
      files,
      policies,
      views,
      ...steps,
      ...signIn,
      ...ledgers,
      ...notifications,
      agreements,
      board,
      helpers,
      systems,
      problem,
      works,
      stories,
    };
  });
}
