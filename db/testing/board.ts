import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import { newConcern } from "./make.ts";
import { type Changeable, insert, type Named } from "./part.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about what the public reads: the table, the rows and the acts of it. */

export const boardRowTable = `
publications            | of the neighbourhood one                         | r   r   ru  ru  r   r   r   r   r   r   r   ru  r   r   r
publications            | of the solved one, taken down                    | .   .   r   r   .   .   .   .   .   .   .   ru  .   .   .
publication_reviews     | that the neighbourhood one is for everybody      | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
publication_reviews     | that 1502 does not want the solved one there     | .   .   rd  rd  .   .   .   .   .   .   .   r   .   .   .
publication_queue       | a neighbourhood one that nobody has looked at    | .   .   .   .   .   .   .   .   .   .   .   ru  .   .   .
publication_counts      | how many there are                               | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
subscriptions           | a stranger's                                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
app.was_published()     | that the solved one was there                    | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
`;

export const boardActTable = `
publications            | + publish a neighbourhood concern                | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
publications            | + publish a private one                          | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
publications            | say something else in the one of 1502            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
publications            | put the solved one there against 1502's word     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
publication_reviews     | + keep a neighbourhood concern from the public   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
publication_reviews     | + keep one in another's name                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
publication_reviews     | + say for 1502 that it shall not be there        | .   .   a   a   .   .   .   .   .   .   .   .   .   .   .
`;

/** The number of what was taken down: nobody else has it. */
const takenDown = "2001-9102";

type Concerns = Record<"open" | "solved" | "secret", { id: string }>;

/** Adds what is published of the neighbourhood concerns: one that stands, and one that was taken down; and one not looked at. */
export async function addBoard(sql: postgres.TransactionSql, world: World, { open, solved }: Concerns) {
  const { a, people } = world;
  const here = { community_id: a };
  const free = newId();
  await newConcern(sql, world, {
    id: free,
    privacy: "neighbourhood",
    created_by: people.resident,
    number: "2001-9101",
  });
  await sql`insert into concern_people ${sql({ ...here, id: newId(), concern_id: free, role: "reporter", user_id: people.resident, household_id: world.door1502 })}`;
  await sql`insert into publications ${sql(
    [
      { concern_id: open.id, title: "电梯", body: "电梯停了" },
      { concern_id: solved.id, title: "电梯", body: "电梯停了" },
    ].map((one) => ({ ...here, ...one })),
  )}`;
  await sql`update concerns set number = ${takenDown} where id = ${solved.id}`;
  await sql`update publications set hidden_at = now() where concern_id = ${solved.id}`;
  await sql`insert into publication_reviews ${sql([
    { ...here, concern_id: open.id, decision: "published", decided_by: people.coordinator },
    { ...here, concern_id: solved.id, decision: "declined", decided_by: null },
  ])}`;
  const follower = newId();
  await sql`insert into subscriptions ${sql({ ...here, id: follower, email: "stranger@example.test", locale: "en", confirmed_at: "2020-03-01" })}`;
  return { free, follower };
}

export const boardChangeable: Changeable = {
  publication_queue: { columns: ["at"], harmless: "at = now()" },
  publications: {
    columns: ["body", "hidden_at", "outcome", "title"],
    harmless: "hidden_at = coalesce(hidden_at, now()), title = null, body = null, outcome = null",
  },
  publication_reviews: {
    columns: ["decided_at", "decided_by", "decision", "outcome_at", "reason"],
    harmless: "outcome_at = now(), decided_by = app.user()",
  },
};

/** Where the rows stand. */
export function boardRowsOf(
  { open, solved }: Concerns,
  { free, follower }: { free: string; follower: string },
): Named<string> {
  const of = ({ id }: { id: string }) => `concern_id = '${id}'`;
  return {
    publications: { "of the neighbourhood one": of(open), "of the solved one, taken down": of(solved) },
    publication_queue: { "a neighbourhood one that nobody has looked at": of({ id: free }) },
    publication_counts: { "how many there are": "n > 0" },
    subscriptions: { "a stranger's": `id = '${follower}'` },
    publication_reviews: {
      "that the neighbourhood one is for everybody": of(open),
      "that 1502 does not want the solved one there": of(solved),
    },
  };
}

/** (Whoever asks knows the number: everybody could read it.) */
export const boardFunctionsOf = (): Named<string> => ({
  "app.was_published()": { "that the solved one was there": `select 1 where app.was_published('${takenDown}')` },
});

/** What a viewer might try: the last statement is the act, what stands before prepares it. */
export function boardActsOf(
  { a, people }: World,
  { open, solved, secret }: Concerns,
  free: string,
  user: string | null,
): Named<SQL[]> {
  const here = { community_id: a };
  const publishes = (concern: string) =>
    insert("publications", { ...here, concern_id: concern, title: "电梯", body: "电梯停了" });
  const reviews = (decision: string, by: string | null) =>
    insert("publication_reviews", { ...here, concern_id: free, decision, decided_by: by });
  return {
    publications: {
      "+ publish a neighbourhood concern": [publishes(free)],
      "+ publish a private one": [publishes(secret.id)],
      "say something else in the one of 1502": [sql`update publications set body = 'x' where concern_id = ${open.id}`],
      "put the solved one there against 1502's word": [
        sql`update publications set title = 'x', body = 'x', hidden_at = null where concern_id = ${solved.id}`,
      ],
    },
    publication_reviews: {
      "+ keep a neighbourhood concern from the public": [reviews("kept", user)],
      "+ keep one in another's name": [reviews("kept", user === people.officer ? people.resident : people.officer)],
      "+ say for 1502 that it shall not be there": [reviews("declined", null)],
    },
  };
}
