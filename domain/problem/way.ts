import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import type { AgreementStatus } from "../agreement/rules.ts";
import type { CategoryKey } from "../concern/category.ts";
import type { StageKind, StageStatus } from "../works/stage-rules.ts";
import type { ProblemStatus } from "./rules.ts";

type PublicMeasure = {
  what: string;
  status: "planned" | "underway" | "done";
  dueOn: string | null;
  doneAt: string | null;
};

type PublicStage = { kind: StageKind; status: StageStatus; until: string; endedOn: string | null };

/** How far a published problem has come, as everybody may know it. */
export type PublicProblemWay = {
  number: string;
  title: string;
  category: CategoryKey;
  status: ProblemStatus;
  /** In steps of five; null: a few. */
  households: number | null;
  raisedAt: string;
  closedAt: string | null;
  meetings: Partial<Record<"inspection" | "joint", { at: string; held: boolean }>>;
  agreement: {
    title: string;
    status: Extract<AgreementStatus, "signing" | "consent" | "concluded" | "carried_out">;
    signedAt: string | null;
    measures: PublicMeasure[];
    stages: PublicStage[];
  } | null;
};

/** The way of one published problem, by its number; else of the one that has come furthest and concerns most. */
export async function publicWay(community: string, number?: string): Promise<PublicProblemWay | null> {
  const [row] = await pool("doorstep_app").db.execute<{ way: PublicProblemWay | null }>(
    sql`select app.public_way(${community}, ${number ?? null}) as way`,
  );
  return row?.way ?? null;
}

/** A step of the way: `day` where it took place, or is to. */
export type WayPart = {
  key: "heard" | "inspected" | "talked" | "agreed" | "works" | "done";
  state: "done" | "now" | "todo";
  day: string | null;
  /** The stage that runs or comes next. */
  stage: StageKind | null;
};

/**
 * The steps from what was heard at the doors to what is carried out, six at most: what was passed over (nobody looked at it
 * on site, say) is not told as if it had been done. The first that is not behind stands red; what comes after it is shut.
 */
export function wayOf({ status, raisedAt, closedAt, meetings, agreement }: PublicProblemWay): WayPart[] {
  const { inspection, joint } = meetings;
  const stages = agreement?.stages ?? [];
  const measures = agreement?.measures ?? [];
  const stage = stages.find((s) => s.status !== "done") ?? null;
  const concluded = agreement?.status === "concluded" || agreement?.status === "carried_out";
  const over = status === "done" || agreement?.status === "carried_out";
  const built = over || (concluded && !stage && measures.length > 0 && measures.every((m) => m.status === "done"));
  const agreed = over || concluded || status === "works" || status === "agreed";
  const talked = agreed || agreement !== null || Boolean(joint?.held);
  const inspected = talked || status === "talks" || joint !== undefined || Boolean(inspection?.held);
  const last = measures
    .map((m) => m.dueOn)
    .filter((day) => day !== null)
    .toSorted()
    .at(-1);
  const parts: (Omit<WayPart, "state"> & { behind: boolean; passedOver?: boolean })[] = [
    { key: "heard", behind: true, day: raisedAt, stage: null },
    {
      key: "inspected",
      behind: inspected,
      passedOver: inspected && !inspection?.held,
      day: inspection?.at ?? null,
      stage: null,
    },
    { key: "talked", behind: talked, passedOver: talked && !joint?.held, day: joint?.at ?? null, stage: null },
    {
      key: "agreed",
      behind: agreed,
      passedOver: agreed && !concluded && status !== "agreed",
      day: agreement?.signedAt ?? null,
      stage: null,
    },
    { key: "works", behind: built, day: stage?.until ?? (built ? null : (last ?? null)), stage: stage?.kind ?? null },
    { key: "done", behind: over, day: over ? closedAt : null, stage: null },
  ];
  const shown = parts.filter((part) => !part.passedOver);
  const now = shown.findIndex((part) => !part.behind);
  return shown.map(({ key, day, stage: running }, index) => ({
    key,
    day,
    stage: running,
    state: now < 0 || index < now ? "done" : index === now ? "now" : "todo",
  }));
}
