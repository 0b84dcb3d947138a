import { sql } from "drizzle-orm";
import { z } from "zod";
import { problemBriefs, problems } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { categoryKeys } from "../concern/category.ts";
import { record } from "../event.ts";
import { id, line, localTime, optionalId, optionalText, submissionKey, text } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { momentOf } from "../time.ts";
import { putBehind } from "./add.ts";
import { refusingOnProblem } from "./hold.ts";
import { concernNumbers, newProblemNumber } from "./number.ts";
import { decide } from "./propose/decide.ts";

/** What is said of a problem when it is made, and can be said otherwise later. */
export const saidOfProblem = {
  title: line(60),
  summary: text(2000),
  category: z.enum(categoryKeys, { error: "choose" }),
};

export const createInput = z.object({
  key: submissionKey,
  community: id,
  ...saidOfProblem,
  owner: id,
  nextAt: localTime,
  nextNote: optionalText(120),
  concerns: concernNumbers,
  /** What it was proposed as. */
  proposal: optionalId.optional(),
});

/** Makes a common problem, with an owner, a next date and the concerns behind it. @returns its number */
export async function createProblem(
  viewer: Viewer,
  {
    key,
    community,
    title,
    summary,
    category,
    owner,
    nextAt,
    nextNote,
    concerns,
    proposal,
  }: z.output<typeof createInput>,
): Promise<string> {
  const userId = viewer.user?.id;
  const place = viewer.communities.find((c) => c.id === community);
  if (!userId || !place || !viewer.claims.coordinates.includes(community)) throw new NotFound();
  const at = momentOf(nextAt, place.timeZone);
  if (at.getTime() < Date.now()) throw new Refusal("past", { field: "nextAt" });
  return refusingOnProblem(async () => {
    const { result } = await submit(
      viewer.claims,
      {
        key,
        command: "problem.create",
        content: [community, title, summary, category, owner, nextAt, nextNote, concerns],
      },
      async (tx, problemId) => {
        const number = await newProblemNumber(tx, place.timeZone);
        // Written out: what else a problem is begins as the table says.
        await tx.execute(sql`
          insert into ${problems} (community_id, id, number, title, category, owner_id, next_at, next_note, created_by)
          values (${community}, ${problemId}, ${number}, ${title}, ${category}, ${owner}, ${at.toISOString()}, ${nextNote}, ${userId})`);
        await tx.insert(problemBriefs).values({ communityId: community, problemId, summary });
        await record(tx, {
          community,
          subject: { type: "problem", id: problemId },
          kind: "created",
          audience: "everyone",
          actor: userId,
        });
        await putBehind({ tx, userId, problem: { communityId: community, id: problemId, status: "open" } }, concerns);
        if (proposal) await decide(tx, viewer, proposal, "accepted");
        return number;
      },
    );
    return result;
  });
}
