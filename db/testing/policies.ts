import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, trying, type Values, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about policy explanations. */

export const policyRowTable = `
policies                | a published one                                  | r   r   r   r   r   r   r   r   r   r   r   ru  r   r   r
policies                | a draft                                          | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
policy_texts            | of a published one                               | r   r   r   r   r   r   r   r   r   r   r   rud r   r   r
policy_texts            | of a draft                                       | .   .   .   .   .   .   .   .   .   .   .   rud .   .   .
policy_answers          | how many it answered                             | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
`;

export const policyActTable = `
policies                | + write a policy explanation                     | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
policies                | + write one in another's name                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
policies                | + write one as published already                 | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
policy_texts            | + explain the draft in another language          | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
`;

/** One that is published, and a draft. */
export async function addPolicies(sql: postgres.TransactionSql, world: World) {
  const { people, a } = world;
  const policies = { published: newId(), draft: newId() };
  await sql`insert into policies ${sql([
    {
      community_id: a,
      id: policies.published,
      category: "schooling",
      published_at: "2020-01-01",
      created_by: people.coordinator,
    },
  ])}`;
  await sql`insert into policies ${sql({ community_id: a, id: policies.draft, category: "medical", created_by: people.coordinator })}`;
  await sql`insert into policy_texts ${sql(
    Object.values(policies).map((policy_id) => ({
      community_id: a,
      policy_id,
      locale: "zh-CN",
      title: "入园",
      body: "怎么报名",
    })),
  )}`;
  await sql`insert into policy_answers ${sql({ community_id: a, policy_id: policies.published, helped: 2, not_helped: 1 })}`;
  return policies;
}

/** Which columns the app may change at all, and a harmless change of one. */
export const policyChangeable: Changeable = {
  policies: {
    columns: ["category", "changed_at", "published_at", "valid_from", "valid_until", "withdrawn_at"],
    harmless: "changed_at = now()",
  },
  policy_texts: { columns: ["ask", "body", "bring", "place", "takes", "title", "who"], harmless: "body = 'explained'" },
};

/** Where the rows stand. */
export function policyRowsOf(g: Gallery): Named<string> {
  return {
    policies: { "a published one": where.id(g.policies.published), "a draft": where.id(g.policies.draft) },
    policy_texts: {
      "of a published one": `policy_id = '${g.policies.published}'`,
      "of a draft": `policy_id = '${g.policies.draft}'`,
    },
    policy_answers: { "how many it answered": `policy_id = '${g.policies.published}'` },
  };
}

/** What a viewer might try. */
export function policyActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { user, somebody, here } = trying(g, code);
  const explains = (by: string | null, more: Values = {}) =>
    insert("policies", { ...here, id: newId(), category: "schooling", created_by: by, ...more });
  return {
    policies: {
      "+ write a policy explanation": [explains(user)],
      "+ write one in another's name": [explains(somebody)],
      "+ write one as published already": [explains(user, { published_at: sql`now()` })],
    },
    policy_texts: {
      "+ explain the draft in another language": [
        insert("policy_texts", {
          ...here,
          policy_id: g.policies.draft,
          locale: "en",
          title: "Kindergarten",
          body: "How",
        }),
      ],
    },
  };
}
