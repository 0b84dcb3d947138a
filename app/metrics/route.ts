import { timingSafeEqual } from "node:crypto";
import { headers } from "next/headers";
import { settings } from "#db/settings.ts";
import { metrics } from "#domain/figures/metrics.ts";

export const dynamic = "force-dynamic";

/** Figures of this process and of the queue in Prometheus form: from this machine, or with the token. */
export async function GET(): Promise<Response> {
  const head = await headers();
  if (!allowed(head.get("x-doorstep-address") ?? "", head.get("authorization") ?? ""))
    return new Response(null, { status: 404 });
  const { text, type } = await metrics();
  return new Response(text, { headers: { "content-type": type, "cache-control": "no-store" } });
}

function allowed(address: string, authorization: string): boolean {
  const { metricsToken, trustProxy } = settings();
  const given = Buffer.from(authorization.replace(/^Bearer /, ""));
  const token = Buffer.from(metricsToken ?? "");
  if (metricsToken) return given.length === token.length && timingSafeEqual(given, token);
  // Behind a proxy everything comes from the loopback.
  return !trustProxy && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
