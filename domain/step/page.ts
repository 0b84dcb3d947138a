import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type FamilyWord, papersOf, type StepCapacity, type StepStatus } from "./rules.ts";

export type StepLine = {
  id: string;
  title: string;
  titles: Partial<Record<string, string>> | null;
  papers: string[];
  at: Date | null;
  timed: boolean;
  place: string | null;
  officerId: string | null;
  officer: string | null;
  status: StepStatus;
  note: string | null;
  generic: boolean;
  settledBy: string | null;
  settledAt: Date | null;
};

export type Following = {
  startedAt: Date;
  startedBy: string | null;
  endedAt: Date | null;
  word: FamilyWord | null;
  wordVia: "online" | "door" | "phone" | null;
  wordHow: string | null;
  wordBy: string | null;
  wordAt: Date | null;
  /** What the viewer is to it. */
  roles: StepCapacity[];
  steps: StepLine[];
};

type Row = Omit<Following, "startedAt" | "endedAt" | "wordAt" | "steps"> & {
  startedAt: string;
  endedAt: string | null;
  wordAt: string | null;
  steps: (Omit<StepLine, "at" | "settledAt" | "papers"> & {
    at: string | null;
    settledAt: string | null;
    papers: string;
  })[];
};

const date = (text: string | null): Date | null => (text ? new Date(text) : null);

/** The same, for a page that asks for more in one transaction. */
export async function followingIn(tx: Transaction, number: string): Promise<Following | null> {
  const [row] = await tx.execute<Row>(sql`
    select f.started_at as "startedAt", u.name as "startedBy", f.ended_at as "endedAt", f.word, f.word_via as "wordVia",
      f.word_how as "wordHow", w.name as "wordBy", f.word_at as "wordAt", app.step_capacities(f.community_id, f.concern_id) as roles,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', s.id, 'title', s.title, 'titles', s.titles, 'papers', s.papers, 'at', s.at,
          'timed', s.timed, 'place', s.place, 'officerId', s.officer_id, 'officer', o.name, 'status', s.status, 'note', s.note,
          'generic', s.generic, 'settledBy', b.name, 'settledAt', s.settled_at) order by s.ordinal, s.id)
        from concern_steps s
        left join users o on o.id = s.officer_id
        left join users b on b.id = s.settled_by
        where s.community_id = f.community_id and s.following_id = f.id), '[]') as steps
    from concerns c
    join concern_followings f on f.community_id = c.community_id and f.concern_id = c.id
    left join users u on u.id = f.started_by
    left join users w on w.id = f.word_by
    where c.number = ${number}`);
  if (!row) return null;
  return {
    ...row,
    startedAt: new Date(row.startedAt),
    endedAt: date(row.endedAt),
    wordAt: date(row.wordAt),
    steps: row.steps.map((s) => ({
      ...s,
      at: date(s.at),
      settledAt: date(s.settledAt),
      papers: papersOf(s.papers),
    })),
  };
}

/** How a concern is followed to its end, for those who are in it; null for everybody else, and where it is not. */
export const followingOf = (viewer: Viewer, number: string): Promise<Following | null> =>
  asViewer(viewer.claims, (tx) => followingIn(tx, number));
