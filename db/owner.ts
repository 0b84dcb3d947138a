import postgres from "postgres";

/**
 * Carries out something as the owner of the tables, in one transaction: for whoever runs the installation, by command,
 * never for a request.
 * @param url the database, as its administrator
 */
export async function asOwner<T>(url: string, work: (sql: postgres.TransactionSql) => Promise<T>): Promise<T> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: "doorstep setup" } });
  try {
    return (await client.begin(async (sql) => {
      await sql`set local role doorstep_owner`;
      return work(sql);
    })) as T;
  } finally {
    await client.end();
  }
}
