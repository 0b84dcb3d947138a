import { sql } from "drizzle-orm";
import { pool, type Transaction } from "#db/connect.ts";
import { agreementMail } from "../agreement/mail.ts";
import { visitMail, visitNews } from "../calendar/mail.ts";
import { weeklyMail } from "../desk/weekly.ts";
import { countOpenFigures } from "../figures/open/count.ts";
import { helperMail } from "../helper/mail.ts";
import { applyLedger, dropLedger, readLedgerFile } from "../ledger/carry-out.ts";
import { takeLetter } from "../letter/take.ts";
import { logProblem } from "../log.ts";
import { accountMail, concernMail, roomMail, tokenMail, trackingMail } from "../mail/compose.ts";
import { digestMail } from "../mail/digest.ts";
import { sendMail } from "../mail/send.ts";
import { meetingMail, struckMail } from "../meeting/mail.ts";
import { fetchMedia } from "../open311/media.ts";
import { problemMail } from "../problem/mail.ts";
import { searchForProblems } from "../problem/propose/search.ts";
import { publishedMail } from "../publication/mail.ts";
import { deliverPush } from "../push/deliver.ts";
import { applyPlan } from "../round/apply-plan.ts";
import { makePlan } from "../round/make-plan.ts";
import { stepMail } from "../step/mail.ts";
import { quoteMail } from "../story/quote-mail.ts";
import { boardMail, subscriptionMail } from "../subscription/mail.ts";
import { dropFiles } from "../thread/delete.ts";
import { toldMail } from "../told/mail.ts";
import { deliver, deliverTest } from "../webhook/deliver.ts";
import { worksMail } from "../works/mail.ts";
import { Failed } from "./failed.ts";
import { keepHouse } from "./house.ts";

const composers = {
  token_mail: tokenMail,
  account_mail: accountMail,
  concern_mail: concernMail,
  room_mail: roomMail,
  problem_mail: problemMail,
  agreement_mail: agreementMail,
  meeting_mail: meetingMail,
  meeting_struck: struckMail,
  tracking_mail: trackingMail,
  digest_mail: digestMail,
  weekly_mail: weeklyMail,
  visit_mail: visitMail,
  step_mail: stepMail,
  told_mail: toldMail,
  works_mail: worksMail,
  subscription_mail: subscriptionMail,
  board_mail: boardMail,
  quote_mail: quoteMail,
  published_mail: publishedMail,
  helper_mail: helperMail,
} as const;

/** Work that is no mail: carried out in the transaction that takes it off the queue. */
const jobs = {
  ledger_read: (tx: Transaction, work: never) => readLedgerFile(tx, work),
  ledger_apply: applyLedger,
  ledger_drop: dropLedger,
  letter_in: takeLetter,
  plan_make: makePlan,
  plan_apply: applyPlan,
  problems_find: searchForProblems,
  figures_open: (tx: Transaction, work: never) => countOpenFigures(tx, work),
  visit_news: visitNews,
  files_drop: dropFiles,
} as const;

/** Calls to systems of others, which may let one wait: they have a lane of their own, so that no mail waits behind them. */
const calls = {
  webhook: deliver,
  webhook_test: deliverTest,
  push: deliverPush,
  open311_media: fetchMedia,
} as const;

type Topic = keyof typeof composers | keyof typeof jobs | keyof typeof calls;

type Lane = "work" | "calls";

type Item = { id: string; topic: Topic; payload: never; attempts: number };

/**
 * Work is tried this often, waiting longer each time (half a minute, doubling): about four hours in all. Others' systems
 * may be down for a day: after six hours the waiting grows no further, a day and a half in all.
 */
const maxAttempts = { work: 10, calls: 15 } as const;
const longestWait = 6 * 3600;

const workers = 2;

/**
 * Takes one item that is due and carries it out. Its row stays locked until it is done: a killed process leaves it for
 * the next one. @returns false where nothing is due
 */
export async function workOnce(send = sendMail, lane: Lane = "work"): Promise<boolean> {
  return pool("doorstep_worker").transaction(async (tx) => {
    const [item] = await tx.execute<Item>(sql`
      select id, topic, payload, attempts from outbox
      where done_at is null and failed_at is null and due_at <= now()
        and (topic = any (${`{${Object.keys(calls).join(",")}}`}::text[])) = ${lane === "calls"}
      order by due_at limit 1 for update skip locked`);
    if (!item) return false;
    try {
      await tx.transaction((inner) => carryOut(inner, item, send));
      // What was queued names people: it is not kept longer than it is needed.
      await tx.execute(sql`update outbox set done_at = now(), payload = '{}' where id = ${item.id}`);
    } catch (error) {
      const reason =
        error instanceof Error ? `${error.name}: ${(error as { code?: string }).code ?? "failed"}` : "failed";
      await tx.execute(sql`
        update outbox set attempts = attempts + 1, error = ${reason},
          due_at = now() + make_interval(secs => least(30 * 2 ^ attempts, ${longestWait})),
          failed_at = case when attempts + 1 >= ${maxAttempts[lane]} then now() end
        where id = ${item.id}`);
      if (error instanceof Failed) await error.note(tx);
      logProblem("outbox", error, { id: item.id, topic: item.topic, attempt: item.attempts + 1 });
    }
    return true;
  });
}

async function carryOut(tx: Transaction, item: Item, send: typeof sendMail): Promise<void> {
  if (item.topic in calls) return calls[item.topic as keyof typeof calls](tx, item.payload, { item: item.id });
  if (item.topic in jobs) return jobs[item.topic as keyof typeof jobs](tx, item.payload);
  const mail = await composers[item.topic as keyof typeof composers](tx, item.payload);
  if (mail) await send({ id: item.id, ...mail });
}

/**
 * Works on the queue until it is told to stop: woken by what is committed, looking for what became due in between; and
 * keeps the house in order once a minute, and when it is asked to (the channel `doorstep_house`).
 */
export async function runWorker(signal: AbortSignal): Promise<void> {
  const { client } = pool("doorstep_worker");
  // What is queued is no reason to keep house: on a busy day that would be all the time.
  const sleepers = { work: new Set<() => void>(), house: new Set<() => void>() };
  const wake = (room: keyof typeof sleepers) => {
    for (const rouse of sleepers[room]) rouse();
  };
  const listening = await Promise.all([
    client.listen("doorstep_outbox", () => wake("work")),
    client.listen("doorstep_house", () => wake("house")),
  ]);
  const pause = (room: keyof typeof sleepers, ms: number) =>
    new Promise<void>((resolve) => {
      const rouse = () => {
        clearTimeout(timer);
        sleepers[room].delete(rouse);
        resolve();
      };
      const timer = setTimeout(rouse, ms);
      sleepers[room].add(rouse);
    });
  signal.addEventListener("abort", () => {
    wake("work");
    wake("house");
  });
  const loop = async (lane: Lane) => {
    while (!signal.aborted) {
      const busy = await workOnce(sendMail, lane).catch((error: unknown) => {
        logProblem("worker", error);
        return false;
      });
      if (!busy && !signal.aborted) await pause("work", 5_000);
    }
  };
  const house = async () => {
    while (!signal.aborted) {
      await keepHouse().catch((error: unknown) => logProblem("house", error));
      if (!signal.aborted) await pause("house", 60_000);
    }
  };
  await Promise.all([...Array.from({ length: workers }, () => loop("work")), loop("calls"), house()]);
  await Promise.all(listening.map((one) => one.unlisten()));
}
