import { sql } from "drizzle-orm";
import { z } from "zod";
import { pool } from "#db/connect.ts";
import { passwordFits } from "../account/password.ts";
import { throttle } from "../account/sign-in.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey, text, whole } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { leading, move, onAgreement, tell } from "./hold.ts";

export const offerInput = z.object({ key: submissionKey, agreement: id });

/**
 * Puts the draft as it stands to signing: a version is made of it that never changes.
 * @throws Refusal where something is missing that all must know before they sign
 */
export async function offer(viewer: Viewer, input: z.output<typeof offerInput>): Promise<number> {
  const { key, agreement } = input;
  return leading(viewer, { agreement, key, command: "offer", content: [] }, async (held) => {
    const { tx, userId } = held;
    const { communityId, id: agreementId, status, textZhCn, estimateCents } = held.agreement;
    if (status !== "draft") throw new Refusal("notNow");
    const [has] = await tx.execute<{ units: number; measures: number; open: number; shared: boolean }>(sql`
      select
        (select count(*)::int from agreement_parties p where p.community_id = ${communityId} and p.agreement_id = ${agreementId}
          and p.left_at is null and p.kind = 'organization') as units,
        (select coalesce(bool_or(p.share_kind is not null), false) from agreement_parties p
          where p.community_id = ${communityId} and p.agreement_id = ${agreementId} and p.left_at is null) as shared,
        count(m.id)::int as measures,
        count(m.id) filter (where m.organization_id is null or m.due_on is null or m.proof is null)::int as open
      from measures m where m.community_id = ${communityId} and m.agreement_id = ${agreementId} and m.status <> 'dropped'`);
    if (!has) throw new NotFound();
    if (!textZhCn) throw new Refusal("agreementNoText");
    if (has.units < 1) throw new Refusal("agreementNoParty");
    if (!has.measures) throw new Refusal("agreementNoMeasure");
    if (has.open) throw new Refusal("agreementOpenMeasure", { params: { count: has.open } });
    if (estimateCents !== null && !has.shared) throw new Refusal("agreementNoShares");
    const [version] = await tx.execute<{ ordinal: number }>(sql`
      insert into agreement_versions (community_id, agreement_id, made_by) values (${communityId}, ${agreementId}, ${userId})
      returning ordinal`);
    if (!version) throw new Error("no version was made");
    await move(held, "offer", "offered", { version: version.ordinal });
    return version.ordinal;
  });
}

export const backInput = z.object({ key: submissionKey, agreement: id, reason: text(500) });

/** Calls an agreement back to be changed: all sign the new version again. Everybody at the table is told why. */
export const recall = (viewer: Viewer, input: z.output<typeof backInput>): Promise<void> =>
  leading(
    viewer,
    { agreement: input.agreement, key: input.key, command: "recall", content: input.reason },
    async (held) => {
      await move(held, "recall", "recalled", { reason: input.reason });
    },
  );

/** Gives an agreement up, with the reason. */
export const drop = (viewer: Viewer, input: z.output<typeof backInput>): Promise<void> =>
  leading(
    viewer,
    { agreement: input.agreement, key: input.key, command: "drop", content: input.reason },
    async (held) => {
      await move(held, "drop", "dropped", { reason: input.reason });
    },
  );

export const signInput = z.object({
  key: submissionKey,
  agreement: id,
  party: id,
  /** The version that was read, and its hash as the page showed it. */
  version: whole(1, 100_000),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  password: z.string().min(1).max(1000).meta({ required: true }),
});

/**
 * Signs, for a party, the exact text that was read: its hash is compared by the database, the password is asked again.
 * @throws Refusal where the text changed meanwhile, or the password is wrong
 */
export async function sign(viewer: Viewer, input: z.output<typeof signInput>): Promise<void> {
  const user = viewer.user;
  if (!user) throw new NotFound();
  await throttle(`sign ${user.id}`, 10, "15 minutes");
  const [found] = await pool("doorstep_app").db.execute<{ password_hash: string }>(
    sql`select password_hash from auth.credential(${user.email ?? user.phone})`,
  );
  if (!(await passwordFits(input.password, found?.password_hash)))
    throw new Refusal(found ? "passwordWrong" : "passwordNone", { field: "password" });
  const { key, agreement, party, version, hash } = input;
  await onAgreement(viewer, { agreement, key, command: "sign", content: [party, version, hash] }, async (held) => {
    const { tx, userId } = held;
    const { communityId, id: agreementId, status, version: current } = held.agreement;
    const [mine] = await tx.execute<{ signs: boolean; organization: string; signed: boolean }>(sql`
      select app.signs_for(p.organization_id, ${userId}) as signs, p.organization_id as organization, exists (
        select from signatures s where s.community_id = p.community_id and s.party_id = p.id and s.ordinal = ${version}) as signed
      from agreement_parties p
      where p.community_id = ${communityId} and p.agreement_id = ${agreementId} and p.id = ${party} and p.left_at is null
        and p.kind = 'organization'`);
    if (!mine?.signs) throw new NotFound();
    if (mine.signed) throw new Refusal("signedAlready");
    if (current !== version) throw new Refusal("olderVersion");
    if (status !== "signing") throw new Refusal("agreementMoved");
    await tx.execute(sql`
      insert into signatures (community_id, id, agreement_id, ordinal, party_id, user_id, hash)
      values (${communityId}, ${held.submission}, ${agreementId}, ${version}, ${party}, ${userId}, decode(${hash}, 'hex'))`);
    await tell(held, "signed", { organization: mine.organization, version }, "everyone");
    await tx.execute(sql`select app.settle_agreement(${communityId}, ${agreementId})`);
  });
}
