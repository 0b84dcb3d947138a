import { sql } from "drizzle-orm";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { pool } from "#db/connect.ts";
import { subscribers } from "../live/hub.ts";

type Global = typeof globalThis & { doorstepMetrics?: Registry };

function registry(): Registry {
  const held = globalThis as Global;
  if (held.doorstepMetrics) return held.doorstepMetrics;
  const made = new Registry();
  collectDefaultMetrics({ register: made });
  new Gauge({
    name: "doorstep_live_streams",
    help: "Open pages that follow, in this process",
    registers: [made],
    collect() {
      this.set(subscribers());
    },
  });
  new Gauge({
    name: "doorstep_outbox",
    help: "Queued work by state",
    labelNames: ["state"],
    registers: [made],
    async collect() {
      const [row] = await pool("doorstep_app").db.execute<{ waiting: number; failed: number }>(
        sql`select * from app.queue_length()`,
      );
      this.set({ state: "waiting" }, row?.waiting ?? 0);
      this.set({ state: "failed" }, row?.failed ?? 0);
    },
  });
  held.doorstepMetrics = made;
  return made;
}

/** All figures in Prometheus' text form. */
export async function metrics(): Promise<{ text: string; type: string }> {
  const found = registry();
  return { text: await found.metrics(), type: found.contentType };
}
