import { locales } from "#domain/account/preferences.ts";
import { throttle } from "#domain/account/sign-in.ts";
import { logProblem } from "#domain/log.ts";
import { answerTo, bulkAnswerTo } from "#domain/open311/dispatch.ts";
import { asJson, asXml, type Document } from "#domain/open311/document.ts";
import { errorsDocument, Fault, type Wrong } from "#domain/open311/fault.ts";
import { type Asking, askingWith, stranger } from "#domain/open311/key.ts";
import { paramsOf } from "#domain/open311/params.ts";
import { wordsFor } from "#domain/open311/words.ts";
import { Refusal } from "#domain/refusal.ts";
import { negotiate } from "#domain/words.ts";
import { clientAddress } from "../../../session.ts";

type Format = "xml" | "json" | "csv";
type Context = { params: Promise<{ path?: string[] }> };
type Method = "GET" | "POST" | "OTHER";

/** A description of 4,000 rare characters, percent-encoded, and the rest. */
const mostBytes = 128 * 1024;

/** Reading is generous; writing is what people do. Counted before any work is done. */
const limits = {
  read: { allowed: 1200, window: "10 minutes" },
  readByKey: { allowed: 6000, window: "10 minutes" },
  write: { allowed: 300, window: "10 minutes" },
  writeByKey: { allowed: 600, window: "1 hour" },
} as const;

/** Open311 GeoReport v2: docs/open311.md says what there is. No session is read here: only a key speaks for anybody. */
export const GET = (request: Request, { params }: Context) => handle("GET", request, params);
export const POST = (request: Request, { params }: Context) => handle("POST", request, params);
const refuse = (request: Request, { params }: Context) => handle("OTHER", request, params);

export { refuse as DELETE, refuse as PATCH, refuse as PUT };

async function handle(method: Method, request: Request, params: Context["params"]): Promise<Response> {
  const query = new URL(request.url).searchParams;
  // Whoever asks the endpoint itself is told what there is.
  const { path, format } = formatOf((await params).path ?? ["discovery"], request);
  const locale = locales.find((l) => l === query.get("lang")) ?? negotiate(request.headers.get("accept-language"));
  let keyed = true;
  try {
    await limited(method === "GET" ? "read" : "write", await clientAddress());
    if (method === "OTHER") throw new Fault({ code: "method_wrong" });
    const given = paramsOf(method === "GET" ? query : await bodyOf(request, query));
    const secret = request.headers.get("x-api-key") ?? given.one("api_key");
    keyed = secret !== null;
    const asking = await whoAsks(secret, method);
    const ask = { method, path, params: given, asking, locale, token: request.headers.get("idempotency-key") };
    if (format === null) throw new Fault({ code: "nothing_here" });
    if (format === "csv") {
      return new Response(await bulkAnswerTo(ask), {
        headers: {
          ...headersOf(keyed),
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": 'attachment; filename="requests.csv"',
        },
      });
    }
    return written(await answerTo(ask), format, headersOf(keyed));
  } catch (error) {
    const { wrongs, status } = faultOf(error);
    const t = wordsFor(locale);
    const sentence = ({ code, params: said }: Wrong) => t(`errors.${code}`, said);
    return written(
      errorsDocument(wrongs, sentence),
      format === "json" ? "json" : "xml",
      {
        ...headersOf(true),
        ...(keyed ? {} : { "access-control-allow-origin": "*" }),
        ...(status === 429 ? { "retry-after": "600" } : {}),
        ...(status === 405 ? { allow: writtenTo.test(path.join("/")) ? "GET, HEAD, POST" : "GET, HEAD" } : {}),
      },
      status,
    );
  }
}

/** What is not only read. */
const writtenTo = /^(?:requests|servicerequestupdates)$/;

/** The format is the end of the address; without one it is what is asked for, and XML where nothing is. */
function formatOf(path: readonly string[], request: Request): { path: string[]; format: Format | null } {
  const last = path.at(-1) ?? "";
  const [, name = last, ending] = /^(.*)\.([a-z]+)$/i.exec(last) ?? [];
  const formats: readonly Format[] = ["xml", "json", "csv"];
  const asked = request.headers.get("accept")?.includes("application/json") ? "json" : "xml";
  return {
    path: [...path.slice(0, -1), name],
    format: ending === undefined ? asked : (formats.find((f) => f === ending.toLowerCase()) ?? null),
  };
}

async function bodyOf(request: Request, query: URLSearchParams): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get("content-type") ?? ""))
    throw new Fault({ code: "not_form" });
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size <= mostBytes) parts.push(part);
    // (Read to its end, it can be answered; what has none is cut off.)
    else if (size > 64 * mostBytes) break;
  }
  if (size > mostBytes) throw new Fault({ code: "too_large" });
  const body = new URLSearchParams(Buffer.concat(parts).toString("utf8"));
  // (Some clients say the jurisdiction in the address. A key is not taken from there: addresses are kept in logs.)
  query.delete("api_key");
  return new URLSearchParams([...body, ...query]);
}

async function whoAsks(secret: string | null, method: "GET" | "POST"): Promise<Asking> {
  if (secret === null) return stranger;
  const asking = await askingWith(secret);
  if (!asking?.key) throw new Fault({ code: "key_wrong" });
  await limited(method === "GET" ? "readByKey" : "writeByKey", asking.key.id);
  return asking;
}

const limited = (what: keyof typeof limits, of: string) =>
  throttle(`open311 ${what} ${of}`, limits[what].allowed, limits[what].window);

/** What anybody may read, any page of any site may read. */
const headersOf = (keyed: boolean): Record<string, string> =>
  keyed
    ? { "cache-control": "private, no-store" }
    : { "cache-control": "public, max-age=30", "access-control-allow-origin": "*", vary: "accept, accept-language" };

const written = (document: Document, format: "xml" | "json", headers: Record<string, string>, status = 200) =>
  new Response(format === "json" ? asJson(document) : asXml(document), {
    status,
    headers: { ...headers, "content-type": `${format === "json" ? "application/json" : "text/xml"}; charset=utf-8` },
  });

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof Refusal && error.code === "tooManyAttempts") return new Fault({ code: "too_many" });
  logProblem("open311", error);
  return new Fault({ code: "unexpected" });
}
