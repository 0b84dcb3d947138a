import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import type { Audience } from "../event.ts";
import type { SavedReply } from "./saved.ts";

/** What a page needs besides the talk itself, for one who writes there. */
export type Writing = {
  draft: { body: string; audience: Audience; savedAt: Date } | null;
  saved: SavedReply[];
  /** Who else of those who work on it has read all that was said; nobody for everybody else. */
  readers: { name: string; seq: number }[];
};

export const writesNothing: Writing = { draft: null, saved: [], readers: [] };

/** @param subject a thread, as rows of community_id and id */
export async function writingOf(tx: Transaction, subject: SQL): Promise<Writing> {
  const [row] = await tx.execute<{
    draft: { body: string; audience: Audience; savedAt: string } | null;
    saved: SavedReply[];
    readers: Writing["readers"];
  }>(sql`
    select (
      select jsonb_build_object('body', d.body, 'audience', d.audience, 'savedAt', d.saved_at) from drafts d
      where d.community_id = s.community_id and d.thread_id = s.id and d.user_id = app.user()) as draft,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', r.id, 'organization', r.organization_id, 'name', r.name, 'body', r.body) order by r.name)
        from saved_replies r where r.community_id = s.community_id), '[]') as saved,
      coalesce((
        select jsonb_agg(jsonb_build_object('name', r.name, 'seq', r.seq)) from app.thread_readers(s.community_id, s.id) r), '[]') as readers
    from ${subject} s`);
  const draft = row?.draft;
  return {
    draft: draft ? { ...draft, savedAt: new Date(draft.savedAt) } : null,
    saved: row?.saved ?? [],
    readers: row?.readers ?? [],
  };
}
