import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { addressOf, Unreachable } from "./guard.ts";

/** What is waited for, from the first packet to the last, in milliseconds. */
const patience = 10_000;

/**
 * Posts to an address that somebody else named: never into a private network, never after a redirect, never longer than
 * ten seconds; of the answer only its status is taken.
 * @returns the status
 * @throws Unreachable with a code: `private`, `unknown_host`, `timeout`, `failed`
 */
export async function post(
  url: string,
  {
    headers,
    body,
    allowed,
  }: { headers: Record<string, string>; body: string | Uint8Array; allowed: readonly string[] },
): Promise<number> {
  const target = new URL(url);
  const { address, family } = await addressOf(target.hostname, allowed);
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return new Promise<number>((resolve, reject) => {
    const send = target.protocol === "https:" ? overHttps : overHttp;
    const call = send(
      target,
      {
        method: "POST",
        headers: { ...headers, "content-length": String(bytes.byteLength) },
        // The name was looked up above: the connection goes there and nowhere else.
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
        agent: false,
        signal: AbortSignal.timeout(patience),
      },
      (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    call.on("error", (error) =>
      reject(new Unreachable(error.name === "AbortError" || error.name === "TimeoutError" ? "timeout" : "failed")),
    );
    call.end(bytes);
  });
}
