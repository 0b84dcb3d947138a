import { timingSafeEqual } from "node:crypto";
import { headers } from "next/headers";
import { settings } from "#db/settings.ts";
import { metrics } from "#domain/figures/metrics.ts";

export const dynamic = "force-dynamic";

/** Figures of this process and of the queue in Prometheus form: from this machine, or with the token. */
export async function GET(): Promise<Response> {
  const head = await headers();
  const forwarded = head.get("x-doorstep-forwarded") === "1";
  if (!allowed(head.get("x-doorstep-address") ?? "", head.get("authorization") ?? "", forwarded))
    return new Response(null, { status: 404 });
  const { text, type } = await metrics();
  return new Response(text, { headers: { "content-type": type, "cache-control": "no-store" } });
}

function allowed(address: string, authorization: string, forwarded: boolean): boolean {
  const { metricsToken, trustProxy } = settings();
  const given = Buffer.from(authorization.replace(/^Bearer /, ""));
  const token = Buffer.from(metricsToken ?? "");
  if (metricsToken && given.length === token.length && timingSafeEqual(given, token)) return true;
  // Behind a proxy everything comes from the loopback; most say that they are one, also where nobody said it here.
  return !trustProxy && !forwarded && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
