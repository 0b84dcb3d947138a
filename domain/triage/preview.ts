import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey, Privacy } from "../concern/category.ts";
import { type Capacity, type ConcernStatus, isClosed, leads, may } from "../concern/rules.ts";
import type { Plan } from "./bulk.ts";

/** What a concern is now, as far as a bulk action could change it. */
type Subject = {
  number: string;
  title: string;
  status: ConcernStatus;
  category: CategoryKey;
  privacy: Privacy;
  urgency: "normal" | "urgent";
  ownerId: string | null;
  owner: string | null;
  nextAt: Date | null;
  capacities: Capacity[];
  /** Units that have it. */
  units: string[];
  labels: string[];
};

/** Why a concern is left out: it may not be done there now, or is so already. */
type LeftOut = "notNow" | "already";

/** Whether an action would change a concern; null: it would. The commands decide again when it is carried out. */
function leftOut(plan: Plan, c: Subject): LeftOut | null {
  const open = !isClosed(c.status) && c.status !== "unconfirmed";
  const leading = leads(c.capacities);
  const unless = (possible: boolean, already: boolean): LeftOut | null =>
    !possible ? "notNow" : already ? "already" : null;
  switch (plan.act) {
    case "assign":
      return unless(
        leading && ["new", "taken", "assigned"].includes(c.status),
        plan.organizations.every((unit) => c.units.includes(unit)),
      );
    case "owner":
      return unless(leading && open, c.ownerId === plan.owner);
    case "next":
      return unless(leading && open, false);
    case "urgency":
      return unless(leading, c.urgency === plan.urgency);
    case "category":
      return unless(leading, c.category === plan.category);
    case "private":
      return unless(leading, c.privacy === "private");
    case "label":
      return unless(c.capacities.includes("coordinator"), c.labels.includes(plan.label));
    case "unlabel":
      return unless(c.capacities.includes("coordinator"), !c.labels.includes(plan.label));
    case "close":
      return unless(may("close", c.status, c.capacities), false);
  }
}

export type PreviewLine = Subject & { left: LeftOut | null };

/** What a bulk action would do to each concern. Of what the viewer may not see nothing is told, not even that it is there. */
export async function previewBulk(viewer: Viewer, plan: Plan): Promise<PreviewLine[]> {
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<Omit<Subject, "nextAt"> & { nextAt: string | null }>(sql`
      select c.number, c.title, c.status, c.category, c.privacy, c.urgency, c.owner_id as "ownerId", o.name as owner, c.next_at as "nextAt",
        app.capacities(c.community_id, c.id, c.owner_id) as capacities,
        coalesce((select jsonb_agg(a.organization_id) from assignments a
          where a.community_id = c.community_id and a.concern_id = c.id and a.status <> 'returned'), '[]') as units,
        coalesce((select jsonb_agg(l.label_id) from concern_labels l
          where l.community_id = c.community_id and l.concern_id = c.id), '[]') as labels
      from concerns c left join users o on o.id = c.owner_id
      where c.number = any (${`{${plan.numbers.join(",")}}`}::text[]) order by c.answer_due_at, c.id`);
    return [...rows].map((row) => {
      const subject = { ...row, nextAt: row.nextAt === null ? null : new Date(row.nextAt) };
      return { ...subject, left: leftOut(plan, subject) };
    });
  });
}
