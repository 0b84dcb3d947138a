import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { derivedSecret, settings } from "#db/settings.ts";
import { asViewer, change, submit } from "#db/viewer.ts";
import { tokenHash, type Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";
import { refusing } from "../refusing.ts";

/**
 * The secret of a calendar's address: of its own for each address, and found again from the row that the address has, so
 * that it can be shown again while the database keeps its hash alone.
 */
const secretOf = (feed: string): string => derivedSecret(`calendar ${feed}`);

export type CalendarAddress = {
  /** To copy. */
  https: string;
  /** What opens a calendar program. */
  webcal: string;
  createdAt: Date;
  /** When a program last asked; null where none has. */
  readAt: Date | null;
};

type Row = { id: string; createdAt: string; readAt: string | null };

function addressOf(row: Row): CalendarAddress {
  const https = `${settings().baseUrl}/calendar/${secretOf(row.id)}.ics`;
  return {
    https,
    webcal: https.replace(/^https?:/, "webcal:"),
    createdAt: new Date(row.createdAt),
    readAt: row.readAt === null ? null : new Date(row.readAt),
  };
}

/** The address of one's own calendar, where there is one. */
export async function ownAddress(viewer: Viewer): Promise<CalendarAddress | null> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<Row>(sql`
      select id, created_at as "createdAt", read_at as "readAt" from calendar_feeds where user_id = ${viewer.user?.id ?? null}`),
  );
  return row ? addressOf(row) : null;
}

export const ownInput = z.object({ key: submissionKey });

/** Gives an officer an address for the calendar of their visits; one there was ends. @throws NotFound for who visits nobody */
export async function renewOwn(viewer: Viewer, { key }: z.output<typeof ownInput>): Promise<void> {
  const user = viewer.user?.id;
  if (!user || !viewer.claims.officerIn.length) throw new NotFound();
  await submit(viewer.claims, { key, command: "calendar.renew", content: user }, async (tx, feed) => {
    // Two at once would both find none to end.
    await tx.execute(sql`select from accounts where user_id = ${user} for update`);
    await tx.execute(sql`delete from calendar_feeds where user_id = ${user}`);
    await tx.execute(sql`
      insert into calendar_feeds (id, user_id, hash, created_by) values (${feed}, ${user}, ${tokenHash(secretOf(feed))}, ${user})`);
  });
}

/** Ends the address of one's own calendar: nobody reads it any more. */
export async function endOwn(viewer: Viewer): Promise<void> {
  await change(viewer.claims, (tx) =>
    tx.execute(sql`delete from calendar_feeds where user_id = ${viewer.user?.id ?? null}`),
  );
}

export const guideInput = z.object({ key: submissionKey, guide: id });

/** The same for a guide, who has no account: whoever leads the community hands the address on. */
export async function renewGuides(viewer: Viewer, { key, guide }: z.output<typeof guideInput>): Promise<void> {
  const user = viewer.user?.id;
  if (!user) throw new NotFound();
  await hiding(() =>
    submit(viewer.claims, { key, command: "calendar.renew", content: guide }, async (tx, feed) => {
      const community = await ledGuide(tx, viewer, guide);
      await tx.execute(sql`delete from calendar_feeds where community_id = ${community} and guide_id = ${guide}`);
      await tx.execute(sql`
        insert into calendar_feeds (id, community_id, guide_id, hash, created_by)
        values (${feed}, ${community}, ${guide}, ${tokenHash(secretOf(feed))}, ${user})`);
    }),
  );
}

export const endGuideInput = z.object({ guide: id });

/** Ends a guide's address. */
export async function endGuides(viewer: Viewer, { guide }: z.output<typeof endGuideInput>): Promise<void> {
  await hiding(() =>
    change(viewer.claims, async (tx) => {
      const community = await ledGuide(tx, viewer, guide);
      await tx.execute(sql`delete from calendar_feeds where community_id = ${community} and guide_id = ${guide}`);
    }),
  );
}

/** The community of a guide, held until the address is written: two at once would both find none to end. */
async function ledGuide(tx: Transaction, viewer: Viewer, guide: string): Promise<string> {
  const [row] = await tx.execute<{ community: string }>(
    sql`select community_id as community from guides where id = ${guide} for update`,
  );
  if (!row || !viewer.claims.coordinates.includes(row.community)) throw new NotFound();
  return row.community;
}

/** What the policies refuse does not exist for whoever asks. */
async function hiding(work: () => Promise<unknown>): Promise<void> {
  await refusing({}, async () => {
    await work();
  });
}

export type GuideLine = {
  id: string;
  name: string;
  phone: string | null;
  remark: string | null;
  building: string;
  entrance: string;
  entranceId: string;
  /** Visits ahead at that entrance in the round. */
  ahead: number;
  address: CalendarAddress | null;
};

/** The guides of a round's community by entrance, each with the address of their calendar. @throws NotFound */
export async function guidesOf(
  viewer: Viewer,
  round: string,
): Promise<{ round: { id: string; name: string }; entrances: { id: string; name: string; guides: GuideLine[] }[] }> {
  return asViewer(viewer.claims, async (tx) => {
    const [found] = await tx.execute<{ id: string; name: string; community: string }>(
      sql`select id, name, community_id as community from rounds where id = ${round}`,
    );
    if (!found || !viewer.claims.coordinates.includes(found.community)) throw new NotFound();
    const rows = await tx.execute<Omit<GuideLine, "address"> & { feed: Row | null }>(sql`
      select g.id, g.name, g.phone, g.remark, b.name as building, e.name as entrance, e.id as "entranceId",
        (select count(*)::int from visits v join households h on h.community_id = v.community_id and h.id = v.household_id
          where v.community_id = e.community_id and v.round_id = ${round} and v.status = 'planned' and h.entrance_id = e.id) as ahead,
        (select jsonb_build_object('id', f.id, 'createdAt', f.created_at, 'readAt', f.read_at) from calendar_feeds f
          where f.community_id = g.community_id and f.guide_id = g.id) as feed
      from entrances e
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      left join guides g on g.community_id = e.community_id and g.entrance_id = e.id
      where e.community_id = ${found.community}
      order by b.ordinal, e.ordinal, g.name`);
    const entrances = new Map<string, { id: string; name: string; guides: GuideLine[] }>();
    for (const { feed, ...row } of rows) {
      const entrance = entrances.get(row.entranceId) ?? {
        id: row.entranceId,
        name: `${row.building} ${row.entrance}`,
        guides: [],
      };
      // An entrance without a guide is one row of nothing.
      if (row.id) entrance.guides.push({ ...row, address: feed ? addressOf(feed) : null });
      entrances.set(row.entranceId, entrance);
    }
    return { round: { id: found.id, name: found.name }, entrances: [...entrances.values()] };
  });
}
