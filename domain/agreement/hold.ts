import { eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { agreements } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type Audience, record } from "../event.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { timeZoneOf } from "../visit/plan.ts";
import { type AgreementAct, agreementAfter } from "./rules.ts";

type AgreementRow = Omit<typeof agreements.$inferSelect, "search">;

export type HeldAgreement = {
  tx: Transaction;
  userId: string;
  agreement: AgreementRow;
  timeZone: string;
  /** Leads what is done about its problem: coordinators of the community, and the officer who owns the problem. */
  leads: boolean;
  /** The id that the one row of this submission gets. */
  submission: string;
};

type Asked = { agreement: string; key: string; command: string; content: unknown };

/** Holds an agreement that the viewer sees, and does something with it once. @throws NotFound */
export async function onAgreement<T>(
  viewer: Viewer,
  { agreement, key, command, content }: Asked,
  work: (held: HeldAgreement) => Promise<T>,
): Promise<T> {
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  // Whoever led when the page was opened may lead no more.
  // The database has the last word on what is signed; whoever came second hears what came first.
  return refusing({ DS001: new Refusal("agreementMoved") }, async () => {
    const { result } = await submit(
      viewer.claims,
      { key, command: `agreement.${command}`, content: [agreement, content] },
      async (tx, submission) => {
        const row = await locked(tx, agreement);
        if (!row) throw new NotFound();
        const leads = await leadsProblem(tx, row.communityId, row.problemId);
        return work({ tx, userId, agreement: row, leads, timeZone: await timeZoneOf(tx, row.communityId), submission });
      },
    );
    return result;
  });
}

/** Reads a row and holds it: those who may read it and not change it hold it too, so that they sign what they have read. */
async function locked(tx: Transaction, id: string): Promise<AgreementRow | undefined> {
  await tx.execute(sql`select app.hold_agreement(${id})`);
  const [row] = await tx.select().from(agreements).where(eq(agreements.id, id));
  return row;
}

export async function leadsProblem(tx: Transaction, community: string, problem: string): Promise<boolean> {
  const [row] = await tx.execute<{ leads: boolean }>(sql`select app.leads_problem(${community}, ${problem}) as leads`);
  return row?.leads ?? false;
}

/** The same, for whoever leads. @throws NotFound */
export const leading: typeof onAgreement = (viewer, asked, work) =>
  onAgreement(viewer, asked, (held) => {
    if (!held.leads) throw new NotFound();
    return work(held);
  });

/** The same, while it is a draft: what was put to signing is called back first. @throws Refusal */
export const drafting: typeof onAgreement = (viewer, asked, work) =>
  leading(viewer, asked, (held) => {
    if (held.agreement.status !== "draft") throw new Refusal("agreementNotDraft");
    return work(held);
  });

export const tell = (
  { tx, userId, agreement }: HeldAgreement,
  kind: string,
  data: Record<string, string | number | null> = {},
  audience: Audience = "working",
): Promise<void> =>
  record(tx, {
    community: agreement.communityId,
    subject: { type: "agreement", id: agreement.id },
    kind,
    audience,
    actor: userId,
    data,
  });

/** Moves an agreement by an act of its transition table, and tells of it. @throws Refusal where that is not possible now */
export async function move(
  held: HeldAgreement,
  act: AgreementAct,
  kind: string,
  { version, reason, data = {} }: { version?: number; reason?: string; data?: Record<string, string | null> } = {},
): Promise<void> {
  const { tx, userId, agreement } = held;
  const to = agreementAfter(act, agreement.status as "draft");
  if (!to) throw new Refusal("notNow");
  await record(tx, {
    community: agreement.communityId,
    subject: { type: "agreement", id: agreement.id },
    kind,
    audience: "everyone",
    actor: userId,
    from: agreement.status,
    to,
    data: { version: version ?? agreement.version, ...data },
  });
  await tx.execute(sql`
    update agreements set status = ${to}, version = ${version ?? agreement.version}, reason = ${reason ?? null}
    where community_id = ${agreement.communityId} and id = ${agreement.id}`);
}
