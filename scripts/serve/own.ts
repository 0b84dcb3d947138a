import { randomUUID } from "node:crypto";
import {
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
} from "node:http";
import type { AddressInfo } from "node:net";

/** A request that this process asks itself says so by a secret of this start. */
const ownWord = randomUUID();
const ownHeader = "x-doorstep-own";

/** What a request of this process to itself is for: a page that is kept for strangers, one that stands for another. */
export type OwnReason = "keep" | "stand-in";

/** Whether a request comes from here, and what for. */
export function ownReason(request: IncomingMessage): OwnReason | null {
  const [word, reason] = (request.headers[ownHeader]?.toString() ?? "").split(" ");
  return word === ownWord && (reason === "keep" || reason === "stand-in") ? reason : null;
}

/** Asks this process for one of its pages, unpacked. */
export function askOwn(
  server: Server,
  reason: OwnReason,
  path: string,
  headers: OutgoingHttpHeaders,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  const { port, address } = server.address() as AddressInfo;
  const host = address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address;
  return new Promise((resolve, reject) => {
    const asked = ask(
      { host, port, path, headers: { ...headers, "accept-encoding": "identity", [ownHeader]: `${ownWord} ${reason}` } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
        );
      },
    );
    asked.setTimeout(20_000, () => asked.destroy(new Error("the page took too long")));
    asked.on("error", reject);
    asked.end();
  });
}
