import { randomUUID } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from "node:http";
import { logProblem } from "#domain/log.ts";
import { defaultLocale, messages } from "#domain/words.ts";
import { askOwn } from "./own.ts";
import { cutShort } from "./whole.ts";
import { inAll, lines } from "./words.ts";

/** In all languages and by itself: what gives a page its language, and its looks, may be what broke. */
const text = inAll("text");
const said = inAll("title").map(
  ({ locale, words }, i) => `<h1 lang="${locale}">${words}</h1><p lang="${locale}">${text[i]?.words}</p>\n`,
);
const again = inAll("again").map(({ locale, words }) => `<span lang="${locale}">${words}</span>`);
const brokenPage = `<!doctype html><html lang="${defaultLocale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${messages[defaultLocale].serve.title}</title></head><body><main>
${said.join("")}<p><a href="">${again.join(" · ")}</a></p></main></body></html>`;

/** Requests whose page found that what was there is gone (app/gone.ts), or that came too often (app/waits.ts). */
const marked = globalThis as typeof globalThis & { doorstepGone?: Set<string>; doorstepWaits?: Map<string, number> };

/**
 * Puts a page that is read without scripts in the place of the framework's own where nothing is: 404, or 410 where the page
 * has said that something was public there once. And where a page broke, since then the framework's is empty without them;
 * unless what was sent to it ended in the middle (400).
 */
export function answerMissing(server: Server, request: IncomingMessage, response: ServerResponse): void {
  const id = randomUUID();
  request.headers["x-doorstep-request"] = id;
  response.once("close", () => {
    marked.doorstepGone?.delete(id);
    marked.doorstepWaits?.delete(id);
  });
  const head: (status: number, headers: OutgoingHttpHeaders) => ServerResponse = response.writeHead.bind(response);
  const raw = { writeHead: response.writeHead, write: response.write, end: response.end, flush: response.flushHeaders };
  const parts = Boolean(request.headers.rsc);
  const short = cutShort(request);
  let missing: number | null = null;
  const decide = (status: number) => {
    if ((status !== 404 && status < 500) || response.headersSent) return false;
    const html = response.getHeader("content-type")?.toString().startsWith("text/html") && !parts;
    // (Of a form that it cannot read the framework says in plain text that the fault is ours.)
    const page = html || (status >= 500 && short());
    if (page) missing = status === 404 && marked.doorstepGone?.has(id) ? 410 : status;
    return Boolean(page);
  };
  const lost = () => missing !== null || decide(response.statusCode);
  response.writeHead = ((status: number, ...rest: []) => {
    if (missing !== null || decide(status)) return response;
    // (What the page's own scripts sent is answered in words of theirs.)
    const wait = status === 200 && !request.headers["next-action"] && marked.doorstepWaits?.get(id);
    if (wait) response.setHeader("Retry-After", wait);
    const said = wait ? 429 : status === 404 && marked.doorstepGone?.has(id) ? 410 : status;
    return raw.writeHead.call(response, said, ...rest);
  }) as typeof raw.writeHead;
  response.flushHeaders = () => {
    if (!lost()) raw.flush.call(response);
  };
  response.write = ((...given: Parameters<typeof raw.write>) =>
    lost() ? true : raw.write.apply(response, given)) as typeof raw.write;
  response.end = ((...given: Parameters<typeof raw.end>) => {
    if (!lost()) return raw.end.apply(response, given);
    if (missing !== null && missing >= 500) {
      broken(missing);
      return response;
    }
    if (request.url?.startsWith("/api/")) {
      unpack();
      head(404, { "Content-Type": "application/json", "Cache-Control": "private, no-store" });
      raw.end.call(response, request.method === "HEAD" ? "" : '{"error":"not found"}', "utf8");
      return response;
    }
    void standIn().catch((error: unknown) => {
      logProblem("request", error);
      head(missing ?? 404, { "Content-Type": "text/plain; charset=utf-8" });
      raw.end.call(response, "404\n", "utf8");
    });
    return response;
  }) as typeof raw.end;

  /** Takes away what was said of the body that is not sent. */
  function unpack(): void {
    for (const name of ["content-encoding", "content-length", "transfer-encoding", "link", "etag"])
      response.removeHeader(name);
  }

  function broken(status: number): void {
    unpack();
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    response.setHeader("Cache-Control", "private, no-store");
    const isShort = short();
    head(isShort ? 400 : status, { "Content-Type": `text/${isShort ? "plain" : "html"}; charset=utf-8` });
    raw.end.call(response, request.method === "HEAD" ? "" : isShort ? lines("cut") : brokenPage, "utf8");
  }

  async function standIn(): Promise<void> {
    const lang = request.headers["x-doorstep-lang"];
    const { headers, body } = await askOwn(
      server,
      "stand-in",
      `/not-here?${new URLSearchParams({ ...(missing === 410 ? { gone: "1" } : {}), ...(lang ? { lang: `${lang}` } : {}) })}`,
      { cookie: request.headers.cookie ?? "", "accept-language": request.headers["accept-language"] ?? "" },
    );
    unpack();
    // The scripts of this page are allowed by its own policy.
    response.setHeader("Content-Security-Policy", headers["content-security-policy"] ?? "default-src 'none'");
    head(missing ?? 404, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Length": body.byteLength,
      "Cache-Control": "private, no-store",
    });
    raw.end.call(response, request.method === "HEAD" ? "" : body, "utf8");
  }
}
