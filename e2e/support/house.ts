import type postgres from "postgres";

/**
 * Has the portal keep its house now, as it does by itself once a minute: what is due by the clock is done, and looked for
 * by whoever asks. (Asked while it is at it, it hears nothing of it: ask again.)
 */
export const asksForHouse = (sql: postgres.Sql) => sql.notify("doorstep_house", "");
