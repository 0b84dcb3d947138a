import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { concernRatings } from "#db/schema/index.ts";
import { asViewer, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber, optionalText, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import type { Privacy } from "./category.ts";
import { confirm } from "./confirm.ts";
import { byLink } from "./link.ts";
import { reopen } from "./reopen.ts";
import { type Capacity, type ConcernStatus, type RatingAnswer, ratingAnswers } from "./rules.ts";
import { ownVoice } from "./voice.ts";

const answer = z.enum(ratingAnswers, { error: "chooseRating" });

export const rateInput = z.object({
  key: submissionKey,
  secret: z.string().min(8).max(200),
  answer,
  body: optionalText(2000),
});

export const voiceRatingInput = z.object({ key: submissionKey, number: concernNumber, answer });

/** Somebody who was asked by mail whether a concern is solved, and what they said before. */
export type Rater = {
  viewer: Viewer;
  number: string;
  /** Only where neighbours may read it anyway: a mail is passed on more easily than a password. */
  title: string | null;
  status: ConcernStatus;
  /** Whoever raised it confirms or reopens; one who said "mine too" is counted. */
  as: "reporter" | "voice";
  said: RatingAnswer | null;
};

/** Who rates, by the link of the mail; a link to follow a concern speaks for whoever raised it. @throws NotFound */
export async function raterOf(secret: string): Promise<Rater> {
  const { viewer, concern } = await byLink("rating", secret);
  const found = await asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<{
      number: string;
      title: string;
      privacy: Privacy;
      status: ConcernStatus;
      rating: number | null;
      capacities: Capacity[];
    }>(sql`
      select c.number, c.title, c.privacy, c.status, c.rating, app.capacities(c.community_id, c.id, c.owner_id) as capacities
      from concerns c where c.id = ${concern}`);
    if (!row) throw new NotFound();
    return { ...row, voice: await voiceIn(tx, row.number) };
  });
  const reporter = found.capacities.includes("reporter");
  if (!reporter && !found.voice) throw new NotFound();
  const { number, status, privacy } = found;
  return {
    viewer,
    number,
    title: privacy === "neighbourhood" ? found.title : null,
    status,
    as: reporter ? "reporter" : "voice",
    said: reporter ? asAnswer({ solved: true, answered: true, rating: found.rating }) : asAnswer(found.voice),
  };
}

/**
 * Says by the link of a mail whether it is solved: for whoever raised it this confirms it, or reopens it with the reason;
 * for one who said "mine too" it is counted.
 * @throws NotFound where the link does not hold any more
 * @throws Refusal where there is nothing to rate now, or the reason is missing
 */
export async function rate({ key, secret, answer: said, body }: z.output<typeof rateInput>): Promise<void> {
  const { viewer, number, as } = await raterOf(secret);
  if (as === "voice") return rateAsVoice(viewer, { key, number, answer: said });
  if (said !== "unsolved" && said !== "unanswered") return confirm(viewer, { key, number, rating: Number(said), body });
  if (!body) throw new Refusal("whatIsMissing", { field: "body" });
  return reopen(viewer, { key, number, body, attachments: [] });
}

/** What one who said "mine too" thinks of what was done; said again, the last word counts. */
export async function rateAsVoice(
  viewer: Viewer,
  { key, number, answer: said }: z.output<typeof voiceRatingInput>,
): Promise<void> {
  await refusing({ "42501": new Refusal("notNow") }, async () => {
    await submit(viewer.claims, { key, command: "concern.rate", content: [number, said] }, async (tx) => {
      const voice = await voiceIn(tx, number);
      if (!voice) throw new NotFound();
      const word = wordOf(said);
      const again = await tx
        .update(concernRatings)
        .set({ ...word, ratedAt: sql`now()` })
        .where(eq(concernRatings.personId, voice.person));
      if (again.count) return;
      await tx
        .insert(concernRatings)
        .values({ communityId: voice.community, concernId: voice.concern, personId: voice.person, ...word });
    });
  });
}

const wordOf = (said: RatingAnswer) => ({
  answered: said !== "unanswered",
  solved: said !== "unsolved" && said !== "unanswered",
  rating: said === "unsolved" || said === "unanswered" ? null : Number(said),
});

type Word = { answered: boolean | null; solved: boolean | null; rating: number | null };

function asAnswer(word: Word | undefined): RatingAnswer | null {
  if (!word) return null;
  if (word.rating) return ratingAnswers.find((a) => a === String(word.rating)) ?? null;
  if (word.solved !== false) return null;
  return word.answered === false ? "unanswered" : "unsolved";
}

/** The viewer's own voice in a concern that they see, and what they said of it. */
async function voiceIn(tx: Transaction, number: string) {
  const [voice] = await tx.execute<{ community: string; concern: string; person: string } & Word>(sql`
    select c.community_id as community, c.id as concern, p.id as person, r.answered, r.solved, r.rating from concerns c
    join concern_people p on p.community_id = c.community_id and p.concern_id = c.id and ${ownVoice("p")}
    left join concern_ratings r on r.community_id = p.community_id and r.person_id = p.id
    where c.number = ${number} and c.privacy = 'neighbourhood' order by p.user_id nulls last, p.id limit 1`);
  return voice;
}
