import type { Viewer } from "../account/viewer.ts";
import { concernPage } from "./page.ts";
import type { TimelineItem } from "./timeline.ts";

/** The version of the shape below: it grows by fields; what is there keeps its name and its meaning. */
const timelineVersion = 1;

type Who = { name: string | null; organization: string | null; reporter: boolean };

const whoOf = ({ name, organization, reporter }: TimelineItem["actor"]): Who => ({ name, organization, reporter });

/**
 * A concern and what happened on it, as far as the viewer may see it, for programs: docs/timeline.md describes the shape.
 * Names and texts are as the page shows them to this viewer; moments are ISO 8601 in UTC.
 * @throws NotFound
 */
export async function machineTimeline(viewer: Viewer, number: string) {
  const { concern: c, timeline, assignments } = await concernPage(viewer, number);
  return {
    version: timelineVersion,
    concern: {
      number: c.number,
      title: c.title,
      body: c.body,
      category: c.category,
      privacy: c.privacy,
      status: c.status,
      urgency: c.urgency,
      origin: c.origin,
      raisedAt: c.createdAt.toISOString(),
      nextAt: c.nextAt?.toISOString() ?? null,
      owner: c.owner,
      reporter: c.reporter,
      rating: c.rating,
      closeReason: c.closeReason,
    },
    assignments: assignments.map((a) => ({
      organization: a.organization,
      status: a.status,
      dueAt: a.dueAt.toISOString(),
      answeredAt: a.answeredAt?.toISOString() ?? null,
    })),
    entries: timeline.map((item) => ({
      seq: item.seq,
      changedBy: item.rev,
      at: item.at.toISOString(),
      kind: item.kind,
      audience: item.audience,
      actor: whoOf(item.actor),
      from: item.from,
      to: item.to,
      data: {
        organizations: item.data.organizations?.map((o) => o.name) ?? [],
        person: item.data.person ?? null,
        dueAt: item.data.dueAt ?? null,
        nextAt: item.data.nextAt ?? null,
        rating: item.data.rating ?? null,
        reason: item.data.reason ?? null,
      },
      message: item.message && {
        id: item.message.id,
        body: item.message.deleted ? null : item.message.body,
        quotes: item.message.quotes?.seq ?? null,
        mentions: item.message.mentions,
        editedAt: item.message.editedAt?.toISOString() ?? null,
        versions: item.message.versions.map((v) => ({ at: v.at.toISOString(), body: v.body })),
        deletedAt: item.message.deleted?.at.toISOString() ?? null,
        attachments: item.message.attachments.map((a) => ({
          kind: a.kind,
          name: a.name,
          size: a.size,
          href: `/attachments/${a.id}`,
        })),
      },
    })),
  };
}
