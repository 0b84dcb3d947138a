import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "#db/at-most.ts";
import { pool, type Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../../account/viewer.ts";
import { id, submissionKey } from "../../input.ts";
import { logProblem } from "../../log.ts";
import { NotFound } from "../../refusal.ts";
import { type Found, findProblems } from "./find.ts";
import { type Before, settle } from "./settle.ts";
import type { Raised } from "./vector.ts";

export const searchInput = z.object({ key: submissionKey, community: id });

/** Asks for a search for what belongs together: queued work, which tells how far it is. One at a time. */
export async function askForSearch(viewer: Viewer, { key, community }: z.output<typeof searchInput>): Promise<void> {
  const userId = viewer.user?.id;
  if (!userId || !viewer.claims.coordinates.includes(community)) throw new NotFound();
  await submit(viewer.claims, { key, command: "problem.search", content: community }, async (tx, search) => {
    const [running] = await tx.execute(sql`
      select from problem_searches
      where community_id = ${community} and finished_at is null and asked_at > now() - interval '1 hour' limit 1`);
    if (running) return;
    await tx.execute(
      sql`insert into problem_searches (community_id, id, asked_by) values (${community}, ${search}, ${userId})`,
    );
    await tx.execute(
      sql`insert into outbox (topic, payload) values ('problems_find', ${JSON.stringify({ community, search })}::jsonb)`,
    );
  });
}

type Work = { community: string; search?: string };

/** It looks back so far from the newest, at so many: a list of years ago that was imported is searched as it stands. */
const lookBack = { months: 18, most: 100_000 };

/** How often a search that is under way tells how far it is, in milliseconds. */
const tellEvery = 500;

/** A search that was asked for, or the nightly one. Begun again after the process ended, it begins anew. */
export async function searchForProblems(tx: Transaction, { community, search: asked }: Work): Promise<void> {
  const search = asked ?? newId();
  const worker = pool("doorstep_worker");
  await worker.transaction((own) =>
    own.execute(sql`
      insert into problem_searches (community_id, id, started_at) values (${community}, ${search}, now())
      on conflict (community_id, id) do update set started_at = now(), progress = 0, failed = null`),
  );
  const concerns = await concernsOf(tx, community);
  let last = 0;
  const onProgress = async (done: number) => {
    // Others have their turn while it goes on.
    await setImmediate();
    if (Date.now() - last < tellEvery) return;
    last = Date.now();
    await worker.transaction((own) =>
      own.execute(
        sql`update problem_searches set progress = ${done} where community_id = ${community} and id = ${search}`,
      ),
    );
  };
  let found: Found[];
  try {
    found = await findProblems(concerns, { onProgress });
  } catch (error) {
    logProblem("search", error, { search });
    await worker.transaction((own) =>
      own.execute(sql`
        update problem_searches set failed = 'searchFailed', finished_at = now() where community_id = ${community} and id = ${search}`),
    );
    return;
  }
  const { fresh, outdated } = settle(found, await beforeOf(tx, community));
  await write(tx, community, fresh, outdated);
  await tx.execute(sql`
    update problem_searches set finished_at = now(), progress = 1, concerns = ${concerns.length}, groups = ${fresh.length}
    where community_id = ${community} and id = ${search}`);
}

async function concernsOf(tx: Transaction, community: string): Promise<Raised[]> {
  const rows = await tx.execute<Omit<Raised, "at"> & { at: string }>(sql`
    select c.id, c.title, left(c.body, 400) as body, c.category, c.building_id as "buildingId", c.area,
      extract(epoch from c.created_at) * 1000 as at, p.id as problem,
      coalesce((
        select array_agg(distinct coalesce(x.household_id, x.user_id, x.id)) from concern_people x
        where x.community_id = c.community_id and x.concern_id = c.id and x.role in ('reporter', 'voice')), '{}') as who
    from concerns c
    left join problem_concerns pc on pc.community_id = c.community_id and pc.concern_id = c.id
    left join problems p on p.community_id = pc.community_id and p.id = pc.problem_id
    where c.community_id = ${community} and c.created_at > (
      select max(x.created_at) from concerns x where x.community_id = ${community}) - make_interval(months => ${lookBack.months})
      and c.status <> 'unconfirmed' and c.merged_into is null and c.close_reason is distinct from 'withdrawn'
      and (pc.concern_id is null or p.closed_at is null)
    order by c.created_at desc ${atMost(lookBack.most)}`);
  return [...rows].map((row) => ({ ...row, at: Number(row.at) }));
}

async function beforeOf(tx: Transaction, community: string): Promise<Before[]> {
  return [
    ...(await tx.execute<Before>(sql`
      select p.id, p.decision, p.problem_id as problem,
        coalesce((select array_agg(x.concern_id) from problem_proposal_concerns x
          where x.community_id = p.community_id and x.proposal_id = p.id), '{}') as concerns
      from problem_proposals p
      where p.community_id = ${community} and (p.decided_at is null or p.decision = 'set_aside')`)),
  ];
}

async function write(tx: Transaction, community: string, fresh: readonly Found[], outdated: readonly string[]) {
  await tx.execute(sql`
    update problem_proposals set decided_at = now(), decision = 'outdated'
    where community_id = ${community} and id = any (${`{${outdated.join(",")}}`}::uuid[])`);
  for (const f of fresh) {
    const proposal = newId();
    await tx.execute(sql`
      insert into problem_proposals (community_id, id, title, category, words, likeness, households, problem_id)
      values (${community}, ${proposal}, ${f.words.join(" · ")}, ${f.category},
        array(select jsonb_array_elements_text(${JSON.stringify(f.words)}::jsonb)), ${f.likeness}, ${f.households}, ${f.problem})`);
    await tx.execute(sql`
      insert into problem_proposal_concerns (community_id, proposal_id, concern_id)
      select ${community}, ${proposal}, x.id from unnest(${`{${f.concerns.join(",")}}`}::uuid[]) x (id)`);
  }
}
