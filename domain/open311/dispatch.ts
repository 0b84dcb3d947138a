import { settings } from "#db/settings.ts";
import type { Locale } from "../account/preferences.ts";
import {
  definitionDocument,
  discoveryDocument,
  filedDocument,
  requestsDocument,
  servicesDocument,
  tokenDocument,
  updatedDocument,
  updatesDocument,
} from "./answers.ts";
import { bulkOf } from "./bulk.ts";
import type { Document } from "./document.ts";
import { Fault } from "./fault.ts";
import { fileRequest, isToken, numberUnder } from "./file.ts";
import { bulkFiltersOf, filtersOf, updatesSpanOf } from "./filters.ts";
import type { Asking } from "./key.ts";
import { listRequests } from "./list.ts";
import type { Params } from "./params.ts";
import { chosen, type Jurisdiction, jurisdictions } from "./place.ts";
import { changeset, definitionOf, isService, servicesIn } from "./services.ts";
import { submissionOf } from "./submission.ts";
import { addUpdate, listUpdates, updateOf } from "./updates.ts";
import { sentencesIn } from "./words.ts";

/** A request to the endpoint, as far as it has been read. */
export type Ask = {
  method: "GET" | "POST";
  /** Its path without the format: `["services", "lift"]`. */
  path: readonly string[];
  params: Params;
  asking: Asking;
  locale: Locale;
  /** The name that the system gave to what it sends. */
  token: string | null;
};

/** @throws Fault */
export async function answerTo(ask: Ask): Promise<Document> {
  const [resource, of, more] = ask.path;
  if (more !== undefined) throw new Fault({ code: "nothing_here" });
  if (resource === "discovery" && of === undefined) return discovery(ask);
  const where = chosen(await jurisdictions(), ask.params.one("jurisdiction_id"));
  if (ask.asking.key && ask.asking.key.community !== where.id) throw new Fault({ code: "key_elsewhere" });
  switch (resource) {
    case "services":
      only(ask, "GET");
      return of === undefined ? servicesDocument(servicesIn(ask.locale)) : definition(of, ask);
    case "tokens":
      only(ask, "GET");
      if (of === undefined) throw new Fault({ code: "token_unknown" });
      return tokenDocument({ id: await numberUnder(where, of, ask.asking), token: of });
    case "requests":
      return of === undefined ? requests(ask, where) : oneRequest(of, ask, where);
    case "servicerequestupdates":
      if (of !== undefined) break;
      return updates(ask, where);
  }
  throw new Fault({ code: "nothing_here" });
}

/** Everything published as one file. @throws Fault */
export async function bulkAnswerTo(ask: Ask): Promise<ReadableStream<Uint8Array>> {
  if (ask.path.join("/") !== "requests") throw new Fault({ code: "nothing_here" });
  only(ask, "GET");
  const where = chosen(await jurisdictions(), ask.params.one("jurisdiction_id"));
  if (ask.asking.key && ask.asking.key.community !== where.id) throw new Fault({ code: "key_elsewhere" });
  const listed = await listRequests(ask.asking, where, bulkFiltersOf(ask.params, new Date()), ask.locale);
  return bulkOf(listed, where.timeZone);
}

function only({ method }: Ask, allowed: Ask["method"]): void {
  if (method !== allowed) throw new Fault({ code: "method_wrong" });
}

async function discovery(ask: Ask): Promise<Document> {
  only(ask, "GET");
  const base = settings().baseUrl;
  const say = sentencesIn(ask.locale);
  const demo = (await jurisdictions()).every((c) => c.demo);
  return discoveryDocument({
    changeset,
    contact: say.contactUs(base),
    keyService: say.keyService(base),
    endpoints: [{ url: `${base}/open311/v2`, changeset, type: demo ? "test" : "production" }],
  });
}

function definition(code: string, ask: Ask): Document {
  if (!isService(code)) throw new Fault({ code: "service_unknown", params: { code: code.slice(0, 60) } });
  return definitionDocument(code, definitionOf(code, ask.locale));
}

/** Whoever writes needs a key. */
function withKey({ asking }: Ask): Asking & { key: NonNullable<Asking["key"]> } {
  if (!asking.key) throw new Fault({ code: "key_missing" });
  return { ...asking, key: asking.key };
}

async function requests(ask: Ask, where: Jurisdiction): Promise<Document> {
  if (ask.method === "POST") {
    const asking = withKey(ask);
    const token = ask.token && isToken(ask.token) ? ask.token : null;
    return filedDocument(await fileRequest(asking, where, submissionOf(ask.params), { token, locale: ask.locale }));
  }
  const listed = await listRequests(ask.asking, where, filtersOf(ask.params, new Date()), ask.locale);
  return requestsDocument(listed, where.timeZone);
}

async function oneRequest(number: string, ask: Ask, where: Jurisdiction): Promise<Document> {
  only(ask, "GET");
  const listed = await listRequests(ask.asking, where, { ids: [number] }, ask.locale);
  // What is not published does not exist.
  if (!listed.length) throw new Fault({ code: "request_unknown" });
  return requestsDocument(listed, where.timeZone);
}

async function updates(ask: Ask, where: Jurisdiction): Promise<Document> {
  if (ask.method === "POST")
    return updatedDocument(await addUpdate(withKey(ask), where, updateOf(ask.params, new Date())));
  const span = updatesSpanOf(ask.params, new Date());
  const listed = await listUpdates(
    ask.asking,
    where,
    { span, ids: ask.params.several("service_request_id") },
    ask.locale,
  );
  return updatesDocument(listed, where.timeZone);
}
