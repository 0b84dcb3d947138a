import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { ConcernsOf } from "./concerns.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, trying, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about common problems. */

export const problemRowTable = `
problems                | one that is published                            | .   r   r   r   r   .   ru  r   .   r   r   ru  .   .   .
problem_briefs          | what it is, for those who work on it             | .   .   .   .   .   .   ru  r   .   r   .   ru  .   .   .
problem_totals          | how many with the private ones                   | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
problem_concerns        | a private one behind it                          | .   .   r   r   .   .   .   .   .   r   .   rd  .   .   .
problem_concerns        | a neighbourhood one behind it                    | .   .   r   r   r   .   rd  r   .   r   r   rd  .   .   .
problem_units           | the property company at its table                | .   r   r   r   r   .   ru  r   .   r   r   ru  .   .   .
problem_searches        | a search that was asked for                      | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
problem_proposals       | a proposal                                       | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
problem_proposal_concerns | a neighbourhood one in it                        | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
`;

export const problemActTable = `
problems                | + make a problem                                 | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
problems                | + make a problem in another's name               | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problems                | lead the problem to the talks                    | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
problems                | lead the problem to what is done                 | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problems                | say how many stand behind it                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problem_briefs          | + say what a problem is that one made            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
problem_concerns        | + put a neighbourhood one behind the problem     | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
problem_concerns        | + put a private one behind the problem           | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
problem_concerns        | + put one of another community behind it         | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problem_concerns        | + put one behind it in another's name            | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problem_concerns        | take the neighbourhood one out of it             | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
problem_searches        | + ask for a search                               | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
problem_searches        | + ask for one in another's name                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
problem_units           | + ask the fire brigade to its table              | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
problem_units           | + ask the agency of another community to its table | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

/** A common problem with a neighbourhood and a private concern behind it, the property company at its table; and a proposal. */
export async function addProblem(
  sql: postgres.TransactionSql,
  { a, people, property, agencyA }: World,
  { secret, open, solved }: ConcernsOf,
) {
  const ids = { id: newId(), proposal: newId(), search: newId(), said: newId(), working: newId() };
  const here = { community_id: a };
  const it = { ...here, problem_id: ids.id };
  await sql`insert into problems ${sql({
    ...here,
    id: ids.id,
    number: "2001-9001",
    title: "电梯老化",
    category: "lift",
    owner_id: people.officer,
    next_at: "2099-01-01",
    created_by: people.coordinator,
    face: "电梯旧了",
    published_at: "2020-01-01",
  })}`;
  for (const [id, audience] of [
    [ids.said, "everyone"],
    [ids.working, "working"],
  ] as const)
    await sql`insert into messages ${sql({ ...here, id, thread_id: ids.id, problem_id: ids.id, author_id: people.coordinator, organization_id: agencyA, audience, body: audience })}`;
  await sql`insert into problem_briefs ${sql({ ...it, summary: "两部电梯" })}`;
  await sql`insert into problem_concerns ${sql([secret, open].map(({ id }) => ({ ...it, concern_id: id, added_by: people.coordinator })))}`;
  await sql`insert into problem_units ${sql({ ...it, organization_id: property, added_by: people.coordinator })}`;
  await sql`insert into problem_searches ${sql({ ...here, id: ids.search, asked_by: people.coordinator })}`;
  await sql`insert into problem_proposals ${sql({ ...here, id: ids.proposal, title: "电梯", category: "lift", likeness: 0.5 })}`;
  await sql`insert into problem_proposal_concerns ${sql({ ...here, proposal_id: ids.proposal, concern_id: solved.id })}`;
  for (const [kind, audience] of [
    ["created", "everyone"],
    ["next_set", "working"],
    ["concerns_added", "office"],
  ] as const)
    await sql`insert into events ${sql({ ...here, subject_type: "problem", subject_id: ids.id, kind, audience, actor_id: people.coordinator })}`;
  return ids;
}

/** Which columns the app may change at all, and a harmless change of one. */
export const problemChangeable: Changeable = {
  problems: {
    columns: [
      "category",
      "close_reason",
      "closed_at",
      "face",
      "next_at",
      "next_note",
      "owner_id",
      "published_at",
      "status",
      "title",
    ],
    harmless: "next_note = 'soon'",
  },
  problem_briefs: { columns: ["summary"], harmless: "summary = 'more'" },
  problem_units: { columns: ["ended_at"], harmless: "ended_at = null" },
  problem_proposals: {
    columns: ["decided_at", "decided_by", "decision"],
    harmless: "decided_at = now(), decided_by = app.user(), decision = 'set_aside'",
  },
};

/** Where the rows stand. */
export function problemRowsOf(g: Gallery): Named<string> {
  const { concerns } = g;
  return {
    problems: { "one that is published": where.id(g.problem.id) },
    problem_briefs: { "what it is, for those who work on it": `problem_id = '${g.problem.id}'` },
    problem_totals: { "how many with the private ones": `problem_id = '${g.problem.id}'` },
    problem_concerns: {
      "a private one behind it": `concern_id = '${concerns.secret.id}'`,
      "a neighbourhood one behind it": `concern_id = '${concerns.open.id}'`,
    },
    problem_units: { "the property company at its table": `problem_id = '${g.problem.id}'` },
    problem_searches: { "a search that was asked for": where.id(g.problem.search) },
    problem_proposals: { "a proposal": where.id(g.problem.proposal) },
    problem_proposal_concerns: { "a neighbourhood one in it": `proposal_id = '${g.problem.proposal}'` },
  };
}

/** What a viewer might try. */
export function problemActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people, concerns } = g;
  const { user, somebody, here, later, change, event } = trying(g, code);
  const problem = {
    ...here,
    id: newId(),
    number: sql`app.new_number('Asia/Shanghai')`,
    title: "路灯",
    category: "other",
    owner_id: people.coordinator,
    next_at: later,
    created_by: user,
  };
  const behind = (concern: { id: string }, by = user) =>
    insert("problem_concerns", { ...here, problem_id: g.problem.id, concern_id: concern.id, added_by: by });
  const seats = (unit: string) =>
    insert("problem_units", { ...here, problem_id: g.problem.id, organization_id: unit, added_by: user });
  return {
    problems: {
      "+ make a problem": [insert("problems", problem)],
      "+ make a problem in another's name": [insert("problems", { ...problem, created_by: somebody })],
      "lead the problem to the talks": [
        event("problem", g.problem.id, { from_status: "open", to_status: "talks" }),
        change("problems", sql`status = 'talks'`, sql`id = ${g.problem.id}`),
      ],
      "lead the problem to what is done": [
        event("problem", g.problem.id, { from_status: "open", to_status: "done" }),
        change("problems", sql`status = 'done'`, sql`id = ${g.problem.id}`),
      ],
      "say how many stand behind it": [change("problems", sql`households = 99`, sql`id = ${g.problem.id}`)],
    },
    problem_briefs: {
      "+ say what a problem is that one made": [
        insert("problems", problem),
        insert("problem_briefs", { ...here, problem_id: problem.id, summary: "x" }),
      ],
    },
    problem_concerns: {
      "+ put a neighbourhood one behind the problem": [behind(concerns.solved)],
      "+ put a private one behind the problem": [behind(concerns.told)],
      "+ put one of another community behind it": [behind(concerns.elsewhere)],
      "+ put one behind it in another's name": [behind(concerns.solved, somebody)],
      "take the neighbourhood one out of it": [
        sql`delete from problem_concerns where concern_id = ${concerns.open.id}`,
      ],
    },
    problem_searches: {
      "+ ask for a search": [insert("problem_searches", { ...here, id: newId(), asked_by: user })],
      "+ ask for one in another's name": [insert("problem_searches", { ...here, id: newId(), asked_by: somebody })],
    },
    problem_units: {
      "+ ask the fire brigade to its table": [seats(g.fire)],
      "+ ask the agency of another community to its table": [seats(g.agencyB)],
    },
  };
}
