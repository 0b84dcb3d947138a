import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { XMLParser } from "fast-xml-parser";

/**
 * The client of Code for America (npm `open311`), which knows nothing of this portal: its own code asks, reads and files.
 * It was written when Node had no fetch: what carries its requests, and what reads XML for it, are of today.
 */
export type Client = {
  serviceDiscovery: (options: object, done: Done) => void;
  serviceList: (done: Done) => void;
  serviceDefinition: (code: string, done: Done) => void;
  submitRequest: (data: object, done: Done) => void;
  token: (token: string, done: Done) => void;
  serviceRequests: (id: string | string[] | object, params: object | Done, done?: Done) => void;
  endpoint: string;
  format: "json" | "xml";
};

type Done = (error: unknown, data: unknown) => void;
type Options = { discovery: string; format?: "json" | "xml"; jurisdiction?: string; apiKey?: string };
type Sent = { url: string; qs?: Record<string, string>; form?: Record<string, string> };
type Answered = (error: unknown, response: { statusCode: number }, body: string) => void;

const send = (method: "GET" | "POST") => (sent: Sent, done: Answered) => {
  const url = new URL(sent.url);
  for (const [name, value] of Object.entries(sent.qs ?? {})) url.searchParams.append(name, value);
  fetch(url, { method, ...(sent.form ? { body: new URLSearchParams(sent.form) } : {}) })
    .then(async (answer) => done(null, { statusCode: answer.status }, await answer.text()))
    .catch((error: unknown) => done(error, { statusCode: 0 }, ""));
};

const parser = new XMLParser({ ignoreDeclaration: true, parseTagValue: false });

const lists = ["service", "attribute", "value", "request", "endpoint", "format", "error"];

/** Spark's convention: https://wiki.open311.org/JSON_and_XML_Conversion */
function spark(node: unknown): unknown {
  if (node === "") return null;
  if (node === "true" || node === "false") return node === "true";
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node);
  const [only] = entries;
  if (only && entries.length === 1 && lists.includes(only[0])) return [only[1]].flat().map(spark);
  return Object.fromEntries(entries.map(([name, inner]) => [name, spark(inner)]));
}

export function clientOf(options: Options): Client {
  const require = createRequire(import.meta.url);
  const path = require.resolve("open311");
  const theirs = createRequire(path);
  const given: Record<string, unknown> = {
    request: { get: send("GET"), post: send("POST") },
    sparkxml: { parseXml: (text: string) => spark(Object.values(parser.parse(text) as object)[0]) },
    xml2json: { toJson: (text: string) => parser.parse(text) as object },
  };
  const module = { exports: {} as new (options: Options) => Client };
  const run = new Function("require", "module", "exports", readFileSync(path, "utf8"));
  run((name: string) => given[name] ?? theirs(name), module, module.exports);
  return new module.exports(options);
}

/** What the client calls back with, as a promise. */
export const answer = <T>(ask: (done: Done) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    ask((error, data) => (error ? reject(new Error(String(data))) : resolve(data as T)));
  });
