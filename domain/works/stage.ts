import { sql } from "drizzle-orm";
import { z } from "zod";
import { idFrom } from "#db/id.ts";
import type { Viewer } from "../account/viewer.ts";
import { type HeldAgreement, leading, tell } from "../agreement/hold.ts";
import { tieFiles } from "../attachment/tie.ts";
import { id, localDay, optionalText, several, submissionKey, text } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { dayOf } from "../time.ts";
import { type StageAct, type StageKind, type StageStatus, stageAfter, stageKinds } from "./stage-rules.ts";

export const chooseInput = z.object({
  key: submissionKey,
  agreement: id,
  kind: z.enum(stageKinds, { error: "choose" }),
  from: localDay,
  until: localDay,
});

/** Chooses a stage that applies to an agreement, and plans it. */
export function chooseStage(viewer: Viewer, input: z.output<typeof chooseInput>): Promise<void> {
  const { key, agreement, kind, from, until } = input;
  return carrying(viewer, { agreement, key, command: "stage.choose", content: [kind, from, until] }, async (held) => {
    if (until < from) throw new Refusal("untilBefore", { field: "until" });
    const { communityId, id: agreementId } = held.agreement;
    const added = await held.tx.execute(sql`
      insert into tender_stages (community_id, id, agreement_id, kind, planned_from, planned_until, created_by)
      values (${communityId}, ${held.submission}, ${agreementId}, ${kind}, ${from}, ${until}, ${held.userId})
      on conflict (community_id, agreement_id, kind) do nothing`);
    if (!added.count) throw new Refusal("stageThere", { field: "kind" });
    await tell(held, "stage_chosen", { stage: held.submission, stageKind: kind }, "everyone");
  });
}

const one = { key: submissionKey, agreement: id, stage: id };

export const removeInput = z.object(one);

/** Takes out a stage that does not apply: before it has begun, and before anything was said of it. */
export function removeStage(viewer: Viewer, { key, agreement, stage }: z.output<typeof removeInput>): Promise<void> {
  return carrying(viewer, { agreement, key, command: "stage.remove", content: stage }, async (held) => {
    const { row } = await stageOf(held, stage);
    if (row.status !== "planned" || row.delays) throw new Refusal("notNow");
    await held.tx.execute(
      sql`delete from tender_stages where community_id = ${held.agreement.communityId} and id = ${stage} and status = 'planned'`,
    );
    await tell(held, "stage_removed", { stage, stageKind: row.kind }, "everyone");
  });
}

export const beginInput = z.object({ ...one, day: localDay, late: optionalText(500) });

/** Says on which day a stage began; later than planned, with the reason. */
export const beginStage = (viewer: Viewer, input: z.output<typeof beginInput>): Promise<void> =>
  act(viewer, "begin", { ...input, attachments: [] });

export const finishInput = z.object({
  ...one,
  day: localDay,
  /** What came of it, for everybody to read. */
  note: optionalText(1000),
  late: optionalText(500),
  attachments: several(id, 6),
});

/** Says on which day a stage was over, and what came of it; with documents, and the reason where it is late. */
export const finishStage = (viewer: Viewer, input: z.output<typeof finishInput>): Promise<void> =>
  act(viewer, "finish", input);

export const resumeInput = z.object(one);

/** Takes up again a stage that was said to be over and is not. */
export const resumeStage = (viewer: Viewer, input: z.output<typeof resumeInput>): Promise<void> =>
  act(viewer, "resume", { ...input, attachments: [] });

const kinds = { begin: "stage_begun", finish: "stage_done", resume: "stage_resumed" } as const;

type Said = z.output<typeof removeInput> & {
  day?: string;
  note?: string | null;
  late?: string | null;
  attachments: string[];
};

function act(viewer: Viewer, name: StageAct, input: Said): Promise<void> {
  const { key, agreement, stage, day, note, late, attachments } = input;
  const content = [stage, day, note, late, attachments];
  return carrying(viewer, { agreement, key, command: `stage.${name}`, content }, async (held) => {
    const { row, all } = await stageOf(held, stage);
    const to = stageAfter(name, row, all);
    if (!to) throw new Refusal("stageOrder");
    const { communityId } = held.agreement;
    if (day) {
      if (day > dayOf(new Date(), held.timeZone)) throw new Refusal("dayAhead", { field: "day" });
      if (name === "finish" && row.startedOn && day < row.startedOn) throw new Refusal("untilBefore", { field: "day" });
      const expected = name === "begin" ? row.expectedFrom : row.expectedUntil;
      if (day > expected) {
        if (!late) throw new Refusal("whyLate", { field: "late" });
        await say(held, { stage, of: name === "begin" ? "start" : "end", was: expected, toOn: day, reason: late });
      }
    }
    await tell(held, kinds[name], { stage, stageKind: row.kind, from: row.status, to, on: day ?? null }, "everyone");
    const moved = await held.tx.execute(sql`
      update tender_stages set status = ${to},
        started_on = case when ${name} = 'begin' then ${day ?? null}::date else started_on end,
        ended_on = case when ${name} = 'finish' then ${day ?? null}::date end,
        note = case when ${name} = 'finish' then ${note ?? null}::text else note end
      where community_id = ${communityId} and id = ${stage} and status = ${row.status}`);
    if (!moved.count) throw new Refusal("notNow");
    await tieFiles(held.tx, communityId, attachments, { stage });
  });
}

export const delayInput = z.object({ ...one, toOn: localDay, reason: text(500) });

/** Says that a stage will be over later than was expected, and why: for everybody to read. */
export function delayStage(viewer: Viewer, input: z.output<typeof delayInput>): Promise<void> {
  const { key, agreement, stage, toOn, reason } = input;
  return carrying(viewer, { agreement, key, command: "stage.delay", content: [stage, toOn, reason] }, async (held) => {
    const { row } = await stageOf(held, stage);
    if (row.status === "done") throw new Refusal("notNow");
    if (toOn <= row.expectedUntil) throw new Refusal("laterDay", { field: "toOn" });
    await say(held, { stage, of: "end", was: row.expectedUntil, toOn, reason });
  });
}

/** Holds an agreement that is being carried out, for whoever leads. */
const carrying: typeof leading = (viewer, asked, work) =>
  leading(viewer, asked, (held) => {
    if (held.agreement.status !== "concluded") throw new Refusal("notNow");
    return work(held);
  });

type Row = {
  id: string;
  kind: StageKind;
  status: StageStatus;
  startedOn: string | null;
  expectedFrom: string;
  expectedUntil: string;
  delays: boolean;
};

async function stageOf({ tx, agreement }: HeldAgreement, stage: string): Promise<{ row: Row; all: Row[] }> {
  const all = await tx.execute<Row>(sql`
    select s.id, s.kind, s.status, s.started_on::text as "startedOn", coalesce(s.expected_from, s.planned_from)::text as "expectedFrom",
      coalesce(s.expected_until, s.planned_until)::text as "expectedUntil",
      exists (select from work_delays d where d.community_id = s.community_id and d.stage_id = s.id) as delays
    from tender_stages s where s.community_id = ${agreement.communityId} and s.agreement_id = ${agreement.id}`);
  const row = all.find((s) => s.id === stage);
  if (!row) throw new NotFound();
  return { row, all: [...all] };
}

type Delay = { stage: string; of: "start" | "end"; was: string; toOn: string; reason: string };

async function say(held: HeldAgreement, { stage, of, was, toOn, reason }: Delay): Promise<void> {
  const { tx, agreement, userId, submission } = held;
  await tx.execute(sql`
    insert into work_delays (community_id, id, agreement_id, stage_id, of, to_on, reason, said_by)
    values (${agreement.communityId}, ${idFrom(submission, "delay")}, ${agreement.id}, ${stage}, ${of}, ${toOn}, ${reason}, ${userId})`);
  await tell(held, "stage_delayed", { stage, of, was, to: toOn }, "everyone");
}
