import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { savedViews } from "#db/schema/index.ts";
import { asViewer, change, databaseError, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type ListInput, listInput } from "../concern/list.ts";
import { id, line, submissionKey, ticked } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";

/** A person keeps this many at most. */
const most = 50;

export type SavedView = { id: string; name: string; query: string; shared: boolean; own: boolean };

/** The filters of the list as its address has them, without the place in its pages; the same filters are the same text. */
export function queryOf(input: ListInput): string {
  const { after: _, ...filters } = input;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filters).toSorted(([a], [b]) => a.localeCompare(b)))
    if (value) params.set(name, value);
  return params.toString();
}

export const saveViewInput = z.object({
  key: submissionKey,
  name: line(40),
  share: ticked,
  /** The address of the list, without its path. */
  query: z
    .string()
    .max(500)
    .transform((typed) => queryOf(listInput.parse(Object.fromEntries(new URLSearchParams(typed))))),
});

/** The organization whose colleagues a person could share a view with. */
export const organizationOf = (viewer: Viewer) => {
  const [community] = viewer.communities;
  return viewer.user?.memberships.find((m) => community && m.communities.includes(community.id)) ?? null;
};

/**
 * Keeps the list of concerns as it is filtered, for oneself or for all in one's organization. What it shows is still
 * what each of them may see.
 * @throws Refusal `viewName` where one has a view of that name, `tooManyViews`
 */
export async function saveView(viewer: Viewer, input: z.output<typeof saveViewInput>): Promise<void> {
  const { key, ...content } = input;
  const [community] = viewer.communities;
  const user = viewer.user;
  if (!user || !community) throw new NotFound();
  const organization = organizationOf(viewer)?.organization ?? null;
  if (input.share && !organization) throw new Refusal("notNow");
  try {
    await submit(viewer.claims, { key, command: "view.save", content }, async (tx, viewId) => {
      const [kept] = await tx
        .select({ n: sql<number>`count(*)::int` })
        .from(savedViews)
        .where(eq(savedViews.ownerId, user.id));
      if ((kept?.n ?? 0) >= most) throw new Refusal("tooManyViews", { params: { max: most } });
      await tx.insert(savedViews).values({
        communityId: community.id,
        id: viewId,
        ownerId: user.id,
        organizationId: input.share ? organization : null,
        name: input.name,
        query: input.query,
      });
    });
  } catch (error) {
    if (databaseError(error)?.constraint === "saved_views_name") throw new Refusal("viewName", { field: "name" });
    throw error;
  }
}

/** The views of a person and those that colleagues share with them, by name. */
export function savedViewsOf(viewer: Viewer): Promise<SavedView[]> {
  const user = viewer.user?.id ?? null;
  return asViewer(viewer.claims, async (tx) => [
    ...(await tx.execute<SavedView>(sql`
      select id, name, query, organization_id is not null as shared, owner_id = ${user}::uuid as own
      from saved_views order by name, id limit 100`)),
  ]);
}

export const dropViewInput = z.object({ view: id });

/** Takes a view of one's own away. */
export async function dropView(viewer: Viewer, { view }: z.output<typeof dropViewInput>): Promise<void> {
  const user = viewer.user;
  if (!user) throw new NotFound();
  await change(viewer.claims, (tx) =>
    tx.delete(savedViews).where(and(eq(savedViews.id, view), eq(savedViews.ownerId, user.id))),
  );
}
