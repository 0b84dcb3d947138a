import postgres from "postgres";

export const dynamic = "force-dynamic";

const sql = postgres(process.env.BARE_DATABASE_URL ?? "", { max: 12 });

/** What a page costs that only reads and prints fifty rows: no session, no permissions, no words. */
export default async function Page() {
  const rows = await sql`
    select m.id, m.body, m.created_at, u.name from messages m left join users u on u.id = m.author_id
    where m.thread_id = ${process.env.BARE_THREAD ?? ""} order by m.created_at limit 50`;
  return (
    <ol>
      {rows.map((row) => (
        <li key={row.id}>
          <b>{row.name}</b> <time>{row.created_at.toISOString()}</time>
          <p>{row.body}</p>
        </li>
      ))}
    </ol>
  );
}
