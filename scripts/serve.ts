import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { closePools } from "#db/connect.ts";
import { schemaMark } from "#db/migrate.ts";
import { authSecret, settings } from "#db/settings.ts";
import { locales } from "#domain/account/preferences.ts";
import { logProblem } from "#domain/log.ts";
import { answersStrangers } from "./serve/answer.ts";
import { answerMissing } from "./serve/missing.ts";
import { ownReason } from "./serve/own.ts";
import { lines } from "./serve/words.ts";

/**
 * Serves the app. What stands here is what must hold for every answer: the security headers with a nonce for each page,
 * where the request came from, pages for strangers that are kept for a moment (serve/), and a clean end.
 */
const dev = process.argv.includes("--dev");
const { port, host, baseUrl } = settings();

process.env.DOORSTEP_SCHEMA = schemaMark();
// Under this name phones keep what pages are made of; in development, which changes under one's hands, they keep nothing.
process.env.DOORSTEP_BUILD = dev ? "" : readFileSync(".next/BUILD_ID", "utf8").trim();
// next-auth reads its own names.
process.env.NEXTAUTH_URL = baseUrl;
process.env.NEXTAUTH_SECRET = authSecret();

const app = next({ dev, dir: process.cwd(), hostname: host, port });
await app.prepare();
const handle = app.getRequestHandler();
const upgrade = app.getUpgradeHandler();

const https = baseUrl.startsWith("https:");

/** @param scripts what may run beside the site's own files: by nonce, or by the hashes of a page that is kept */
function policy(scripts: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts}${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "worker-src 'self'",
    "manifest-src 'self'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** The language that an address names (`?lang=`); it is passed on as a header, since a layout does not see the address. */
function languageIn(url = ""): string {
  if (!url.includes("lang=")) return "";
  const asked = URL.parse(url, baseUrl)?.searchParams.get("lang");
  return locales.find((l) => l === asked) ?? "";
}

/** An address whose path is no UTF-8 names nothing: what cannot be read of it becomes a character that nothing is called by. */
function readable(url: string): string {
  const [path = "", ...rest] = url.replace(/^https?:\/\/[^/?#]*\/?/i, "/").split("?");
  const legible = (part: string) => {
    try {
      decodeURIComponent(part);
      return part.replaceAll("\\", "%5C");
    } catch {
      return "%EF%BF%BD";
    }
  };
  return [path.split("/").map(legible).join("/"), ...rest].join("?");
}

const methods = ["GET", "HEAD", "POST"];

/** What a proxy says of whom it asks for. */
const forwards = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"];

/** Ends a body that says no length once it is longer than the largest that is taken. */
function bounded(request: IncomingMessage): void {
  const push = request.push.bind(request);
  let size = 0;
  request.push = (chunk: Buffer | null, ...rest) => {
    size += chunk?.length ?? 0;
    if (size <= maxBody) return push(chunk, ...rest);
    request.destroy();
    return false;
  };
}

/** What looks for itself at who sends it: by a key, or a check of its own. */
const ownGate = /^\/(?:api\/|open311\/v2(?:[/?]|$))/;

/** Whether a browser says that a form was sent from another site; also without the framework, which calls that our fault. */
function foreign(headers: IncomingHttpHeaders): boolean {
  if (headers.origin === undefined) return headers["sec-fetch-site"] === "cross-site";
  const hosts = [headers.host, headers["x-forwarded-host"], new URL(baseUrl).host];
  // (What is no address is no site of ours: "null".)
  return !hosts.includes(URL.parse(headers.origin)?.host ?? "null");
}

// A form with six photos of 20 MB is the largest that is taken.
const maxBody = 130 * 1024 * 1024;

const server = createServer((request, response) => {
  void serve(request, response).catch((error: unknown) => {
    logProblem("request", error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const own = ownReason(request);
  request.url = readable(request.url ?? "/");
  // A file that somebody sent is no page: it runs nothing and loads nothing. A page that is kept has no nonce; in every
  // other its scripts carry that of their page, and what they load may run too. (Development evaluates code.)
  const csp = request.url?.startsWith("/attachments/")
    ? "default-src 'none'; sandbox"
    : policy(own === "keep" ? "" : `'nonce-${randomBytes(16).toString("base64")}' 'strict-dynamic'`);
  // The framework takes the nonce for its own scripts from here.
  request.headers["content-security-policy"] = csp;
  request.headers["x-doorstep-address"] = request.socket.remoteAddress ?? "";
  // (Asked here: further in, the framework says so of every request.)
  request.headers["x-doorstep-forwarded"] = forwards.some((name) => request.headers[name]) ? "1" : "";
  const lang = languageIn(request.url);
  request.headers["x-doorstep-lang"] = lang;
  if (!own) answerMissing(server, request, response);
  response.setHeader("Content-Security-Policy", csp);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Permissions-Policy", "camera=(self), geolocation=(), microphone=()");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  if (https) response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  // Pages are read and forms are posted; what an endpoint takes besides it says itself.
  const endpoint = ownGate.test(request.url) || request.method === "OPTIONS";
  if (!request.url.startsWith("/") || !(endpoint || methods.includes(request.method ?? ""))) {
    response.writeHead(request.url.startsWith("/") ? 405 : 400, { Allow: methods.join(", ") }).end();
    return;
  }
  // What is no endpoint of its own is a page, or a file.
  if (request.method === "OPTIONS" && !ownGate.test(request.url)) {
    const isFile = /\.\w+(?:\?|$)/.test(request.url);
    response.writeHead(204, { Allow: [...(isFile ? methods.slice(0, 2) : methods), "OPTIONS"].join(", ") }).end();
    return;
  }
  // A body in parts that does not say where they end cannot be read, by nobody's fault here.
  if (/^multipart\/form-data\b(?!.*\bboundary=.)/i.test(request.headers["content-type"] ?? "")) {
    response.writeHead(400, { "Content-Type": "text/plain; charset=utf-8" }).end("No boundary in Content-Type.\n");
    return;
  }
  if (request.method === "POST" && !ownGate.test(request.url) && foreign(request.headers)) {
    response.writeHead(403, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
    response.end(lines("foreign"));
    return;
  }
  if (Number(request.headers["content-length"] ?? 0) > maxBody) {
    response.writeHead(413, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
    response.end(lines("tooLarge"));
    return;
  }
  if (request.headers["transfer-encoding"]) bounded(request);
  if (!dev && !own && (await strangers(request, response, lang))) return;
  await handle(request, response);
}

const strangers = answersStrangers(server, policy);
server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));
// Photos from a slow phone take their time.
server.requestTimeout = 10 * 60_000;
server.keepAliveTimeout = 65_000;

server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken. Set PORT to another one.` : error.message);
  process.exit(1);
});
server.listen(port, host, () => process.send?.("ready"));

let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  server.close();
  // Requests under way may finish; open streams are ended.
  setTimeout(() => server.closeAllConnections(), 1500).unref();
  server.closeIdleConnections();
  await new Promise((resolve) => server.once("close", resolve));
  await closePools();
  process.exit(0);
}
process.on("SIGINT", () => void end());
process.on("SIGTERM", () => void end());
process.on("disconnect", () => void end());
