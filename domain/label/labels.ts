import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { concernLabels, labels } from "#db/schema/index.ts";
import { asViewer, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type Held, onConcern, tell } from "../concern/act.ts";
import { concernNumber, id, line, optionalText, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";

export type LabelLine = { id: string; name: string; concerns: number };

/** The labels of the communities that the viewer works in, by name. For officers: others have none. */
export async function listLabels(viewer: Viewer): Promise<LabelLine[]> {
  if (!viewer.claims.officerIn.length) return [];
  return asViewer(viewer.claims, async (tx) => [
    ...(await tx.execute<LabelLine>(sql`
      select l.id, l.name, (select count(*)::int from concern_labels x where x.community_id = l.community_id and x.label_id = l.id) as concerns
      from labels l where l.community_id = any (${`{${viewer.claims.officerIn.join(",")}}`}::uuid[]) order by l.name limit 500`)),
  ]);
}

const name = line(20);

export const addLabelInput = z.object({ key: submissionKey, community: id, name });
export const renameLabelInput = z.object({ key: submissionKey, label: id, name });
export const dropLabelInput = z.object({ key: submissionKey, label: id });

/** Makes a label. */
export const addLabel = (viewer: Viewer, { key, community, name }: z.output<typeof addLabelInput>): Promise<void> =>
  write(viewer, { key, command: "label.add", content: [community, name] }, async (tx, label) => {
    await tx.insert(labels).values({ communityId: community, id: label, name });
    return true;
  });

export const renameLabel = (viewer: Viewer, { key, label, name }: z.output<typeof renameLabelInput>): Promise<void> =>
  write(viewer, { key, command: "label.rename", content: [label, name] }, async (tx) => {
    const changed = await tx.update(labels).set({ name }).where(eq(labels.id, label));
    return changed.count > 0;
  });

/** Takes a label away, from every concern that has it. */
export const dropLabel = (viewer: Viewer, { key, label }: z.output<typeof dropLabelInput>): Promise<void> =>
  write(viewer, { key, command: "label.drop", content: label }, async (tx) => {
    const gone = await tx.delete(labels).where(eq(labels.id, label));
    return gone.count > 0;
  });

async function write(
  viewer: Viewer,
  submission: { key: string; command: string; content: unknown },
  work: (tx: Transaction, id: string) => Promise<boolean>,
): Promise<void> {
  await refusing({ "23505": new Refusal("labelExists", { field: "name" }) }, async () => {
    await submit(viewer.claims, submission, async (tx, id) => {
      if (!(await work(tx, id))) throw new NotFound();
    });
  });
}

export const setLabelsInput = z.object({
  key: submissionKey,
  number: concernNumber,
  labels: several(id, 50),
  /** The name of one that there may not be yet. */
  fresh: optionalText(20),
});

/** Says which labels a concern has: these and no others; one that there is not yet is made. */
export async function setLabels(viewer: Viewer, input: z.output<typeof setLabelsInput>): Promise<void> {
  const { key, number, ...content } = input;
  await onConcern(viewer, { number, key, command: "concern.label", content }, async (held) => {
    const wanted = [...input.labels, ...(input.fresh ? [await labelNamed(held, input.fresh)] : [])];
    const has = await labelsOf(held);
    await changeLabels(held, {
      add: [...new Set(wanted)].filter((label) => !has.includes(label)),
      remove: has.filter((label) => !wanted.includes(label)),
    });
  });
}

/** The label of this name, made where there is none. */
async function labelNamed({ tx, concern, capacities, id: made }: Held, name: string): Promise<string> {
  if (!capacities.includes("coordinator")) throw new Refusal("notNow");
  await tx.insert(labels).values({ communityId: concern.communityId, id: made, name }).onConflictDoNothing();
  const [label] = await tx
    .select({ id: labels.id })
    .from(labels)
    .where(and(eq(labels.communityId, concern.communityId), eq(labels.name, name)));
  return label?.id ?? made;
}

/** The ids of a held concern's labels. */
export async function labelsOf({ tx, concern }: Held): Promise<string[]> {
  const rows = await tx
    .select({ id: concernLabels.labelId })
    .from(concernLabels)
    .where(and(eq(concernLabels.communityId, concern.communityId), eq(concernLabels.concernId, concern.id)));
  return rows.map((row) => row.id);
}

/** Puts labels on a held concern, and takes others off. */
export async function changeLabels(held: Held, { add, remove }: { add: string[]; remove: string[] }): Promise<void> {
  const { tx, concern, capacities } = held;
  if (!capacities.includes("coordinator")) throw new Refusal("notNow");
  if (!add.length && !remove.length) return;
  const known = add.length
    ? await tx
        .select({ id: labels.id })
        .from(labels)
        .where(and(eq(labels.communityId, concern.communityId), inArray(labels.id, add)))
    : [];
  if (known.length !== new Set(add).size) throw new Refusal("choose", { field: "labels" });
  if (add.length)
    await tx
      .insert(concernLabels)
      .values(known.map((label) => ({ communityId: concern.communityId, concernId: concern.id, labelId: label.id })))
      .onConflictDoNothing();
  if (remove.length)
    await tx
      .delete(concernLabels)
      .where(
        and(
          eq(concernLabels.communityId, concern.communityId),
          eq(concernLabels.concernId, concern.id),
          inArray(concernLabels.labelId, remove),
        ),
      );
  await tell(held, { kind: "labelled", audience: "working", data: { add, remove } });
}
