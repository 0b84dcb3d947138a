import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { listening, subscribe } from "#domain/live/hub.ts";
import { encodingFor, KeptPages, type Made } from "./kept.ts";
import { askOwn } from "./own.ts";
import { type Reading, strangersReading } from "./stranger.ts";

type Policy = (scripts: string) => string;

/**
 * Answers strangers with pages that are made once and sent to many; dropped in every process as soon as one of them
 * changes what the public reads.
 * @param policy the security policy of a page, for the scripts that it may run
 * @returns whether it answered; false: the request goes its usual way
 */
export function answersStrangers(server: Server, policy: Policy) {
  const kept = new KeptPages();
  subscribe((a) => {
    if (a.type === "public" || a.type === "resumed") kept.drop();
  });
  // What is committed before this process listens nobody tells it: until then nothing is kept.
  let listens = false;
  listening().then(
    () => {
      listens = true;
    },
    () => undefined,
  );
  return async (request: IncomingMessage, response: ServerResponse, lang: string): Promise<boolean> => {
    if (!listens) return false;
    const reading = strangersReading(request.method, request.url, request.headers, lang);
    if (!reading) return false;
    const page = await kept.page(reading.key, () => makePage(server, reading, policy)).catch(() => null);
    if (!page) return false;
    response.setHeader("Content-Security-Policy", page.csp);
    response.setHeader("ETag", page.etag);
    response.setHeader("Vary", "Cookie, Accept-Language, Accept-Encoding");
    // Browsers ask each time, and are told in a few bytes that nothing changed; what is taken down is gone at once.
    response.setHeader("Cache-Control", "no-cache");
    if (request.headers["if-none-match"]?.includes(page.etag)) {
      response.writeHead(304).end();
      return true;
    }
    const encoding = encodingFor(request.headers["accept-encoding"]?.toString());
    const body = page.bodies[encoding];
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Length": body.byteLength,
      ...(encoding === "identity" ? {} : { "Content-Encoding": encoding }),
    });
    response.end(request.method === "HEAD" ? undefined : body);
    return true;
  };
}

async function makePage(server: Server, { path, headers }: Reading, policy: Policy): Promise<Made> {
  const answer = await askOwn(server, "keep", path, headers);
  const page = answer.status === 200 && !answer.headers["set-cookie"];
  const html = page && answer.headers["content-type"]?.startsWith("text/html");
  return html ? { html: answer.body.toString("utf8"), policy } : null;
}
