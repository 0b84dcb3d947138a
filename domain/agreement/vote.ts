import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";

export const choices = ["yes", "no", "abstain"] as const;

export type Choice = (typeof choices)[number];

const choice = z.enum(choices, { error: "choose" });

/** Digits and letters that nobody takes for another. */
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** What a household keeps of its vote: found again in the published list, telling nothing by itself. */
const newReceipt = (): string => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join("");

type Poll = { community: string; closed: boolean };

async function pollOf(tx: Transaction, poll: string): Promise<Poll> {
  const [row] = await tx.execute<Poll>(sql`
    select community_id as community, closed_at is not null or closes_at <= now() as closed from polls where id = ${poll}`);
  if (!row) throw new NotFound();
  if (row.closed) throw new Refusal("pollOver");
  return row;
}

type Sent = { key: string; command: string; content: unknown };

/** Carries out what is done about a vote; what the database refuses is said in words. */
async function once<T>(
  viewer: Viewer,
  sent: Sent,
  work: (tx: Transaction, id: string, user: string) => Promise<T>,
): Promise<T> {
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  return refusing({ ballots_once: new Refusal("votedAlready"), DS001: new Refusal("pollOver") }, async () => {
    const { result } = await submit(viewer.claims, sent, (tx, made) => work(tx, made, userId));
    return result;
  });
}

export const voteInput = z.object({ key: submissionKey, poll: id, household: id, choice });

/**
 * A household's vote, by one who lives in what they own: once, for good.
 * @returns the receipt
 */
export function vote(viewer: Viewer, input: z.output<typeof voteInput>): Promise<string> {
  const { key, ...content } = input;
  if (!viewer.claims.households.includes(input.household)) throw new NotFound();
  return once(viewer, { key, command: "poll.vote", content }, async (tx, made, userId) => {
    const { community } = await pollOf(tx, input.poll);
    const [door] = await tx.execute<{ let_out: boolean }>(sql`
      select coalesce(o.let_out, false) as let_out from poll_roll r
      left join ownerships o on o.community_id = r.community_id and o.household_id = r.household_id
      where r.community_id = ${community} and r.poll_id = ${input.poll} and r.household_id = ${input.household}`);
    if (!door) throw new NotFound();
    if (door.let_out) throw new Refusal("ownerVotes");
    const receipt = newReceipt();
    await tx.execute(sql`
      insert into ballots (community_id, id, poll_id, household_id, choice, via, cast_by, receipt)
      values (${community}, ${made}, ${input.poll}, ${input.household}, ${input.choice}, 'online', ${userId}, ${receipt})`);
    return receipt;
  });
}

export const paperInput = z.object({ key: submissionKey, poll: id, household: id, choice });

/**
 * A vote on paper as an officer reads it: the first reading waits, the second by another officer confirms it.
 * @returns whether it counts now, with the receipt of a first reading
 */
export function enterPaper(
  viewer: Viewer,
  input: z.output<typeof paperInput>,
): Promise<{ counts: boolean; receipt: string | null }> {
  const { key, ...content } = input;
  return once(viewer, { key, command: "poll.paper", content }, async (tx, made, userId) => {
    const { community } = await pollOf(tx, input.poll);
    if (!viewer.claims.officerIn.includes(community)) throw new NotFound();
    const [there] = await tx.execute<{ by: string; confirmed: boolean; via: string }>(sql`
      select cast_by as by, confirmed_by is not null as confirmed, via from ballots
      where community_id = ${community} and poll_id = ${input.poll} and household_id = ${input.household}`);
    if (there?.confirmed) throw new Refusal("votedAlready");
    if (there?.by === userId) throw new Refusal("paperOther");
    if (there) {
      const [read] = await tx.execute<{ same: boolean | null }>(sql`
        select app.confirm_paper(${community}, ${input.poll}, ${input.household}, ${input.choice}) as same`);
      if (read?.same === null) throw new Refusal("votedAlready");
      if (!read?.same) throw new Refusal("paperDiffers", { field: "choice" });
      return { counts: true, receipt: null };
    }
    const receipt = newReceipt();
    await tx.execute(sql`
      insert into ballots (community_id, id, poll_id, household_id, choice, via, cast_by, receipt)
      values (${community}, ${made}, ${input.poll}, ${input.household}, ${input.choice}, 'paper', ${userId}, ${receipt})`);
    return { counts: false, receipt };
  });
}

export const takeBackInput = z.object({ key: submissionKey, poll: id, household: id });

/** Takes back what one has read from a paper oneself, while no second officer has confirmed it. */
export function takeBackPaper(viewer: Viewer, input: z.output<typeof takeBackInput>): Promise<void> {
  const { key, ...content } = input;
  return once(viewer, { key, command: "poll.paper.back", content }, async (tx, _made, userId) => {
    const gone = await tx.execute(sql`
      delete from ballots where poll_id = ${input.poll} and household_id = ${input.household} and via = 'paper'
        and confirmed_by is null and cast_by = ${userId}`);
    if (!gone.count) throw new Refusal("votedAlready");
  });
}
