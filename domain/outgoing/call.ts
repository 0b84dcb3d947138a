import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { type Address, addressOf, Unreachable } from "./guard.ts";

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
        lookup: only({ address, family }),
        agent: false,
        signal: AbortSignal.timeout(patience),
      },
      (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    call.on("error", (error) => reject(whyNot(error)));
    call.end(bytes);
  });
}

/** The name was looked up before: the connection goes there and nowhere else. */
const only =
  ({ address, family }: Address): LookupFunction =>
  (_host, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family);

const whyNot = (error: Error) =>
  new Unreachable(error.name === "AbortError" || error.name === "TimeoutError" ? "timeout" : "failed");

/**
 * Fetches what stands at an address that somebody else named: never into a private network, never after a redirect, never
 * more than so many bytes, never longer than ten seconds.
 * @throws Unreachable with a code: `private`, `unknown_host`, `timeout`, `failed`, `too_big`
 */
export async function fetchBytes(
  url: string,
  { most, allowed }: { most: number; allowed: readonly string[] },
): Promise<{ status: number; bytes: Uint8Array }> {
  const target = new URL(url);
  const address = await addressOf(target.hostname, allowed);
  return new Promise((resolve, reject) => {
    const send = target.protocol === "https:" ? overHttps : overHttp;
    const call = send(
      target,
      {
        headers: { "user-agent": "Doorstep", accept: "image/*, application/pdf" },
        lookup: only(address),
        agent: false,
        signal: AbortSignal.timeout(patience),
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on("data", (part: Buffer) => {
          size += part.byteLength;
          if (size > most) {
            reject(new Unreachable("too_big"));
            answer.destroy();
          } else parts.push(part);
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(parts) }));
        answer.on("error", (error) => reject(whyNot(error)));
      },
    );
    call.on("error", (error) => reject(whyNot(error)));
    call.end();
  });
}
