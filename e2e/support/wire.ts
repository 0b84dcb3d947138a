import {
  type APIRequestContext,
  type APIResponse,
  type BrowserContextOptions,
  type Page,
  request,
} from "@playwright/test";
import { address } from "./settings.ts";

/**
 * A browser without JavaScript, without the browser: it reads pages, fills the forms it finds in them and posts them. So
 * a hundred forms are tried in the time of one, with bytes that no browser would send.
 */
export type Wire = {
  get: (path: string) => Promise<Answer>;
  /** Posts a form of a page that was read, with some of its fields changed (null: not sent). */
  post: (page: Answer, form: ParsedForm, changes?: Changes) => Promise<Answer>;
  /** Posts, and goes where it is sent. */
  submit: (page: Answer, form: ParsedForm, changes?: Changes) => Promise<Answer>;
  request: APIRequestContext;
};

export type Upload = { file: string; type: string; bytes: Buffer };
type Value = string | Buffer | Upload;
export type Changes = Record<string, Value | readonly Value[] | null>;

export type ParsedForm = {
  /** What it is called, and the text of its buttons. */
  label: string;
  buttons: string[];
  /** What a browser would send of it as it stands. */
  entries: [string, string][];
  /** The fields that a person fills, by name, and of which kind they are. */
  fields: Record<string, string>;
  /** What stands beside its fields, and about it as a whole. */
  errors: Record<string, string>;
  alert: string;
  done: string;
};

export type Answer = {
  status: number;
  path: string;
  location: string | null;
  headers: Record<string, string>;
  html: string;
  lang: string;
  heading: string;
  /** What `main` holds, in words. */
  text: string;
  forms: ParsedForm[];
  /** What else can be done: each form behind an address of its own. */
  acts: { title: string; path: string }[];
};

/** Opens a wire with the cookies of somebody, or of nobody. @param reader an empty page that reads HTML for it */
export async function wireWith(
  reader: Page,
  storageState: BrowserContextOptions["storageState"],
  locale = "zh-CN",
): Promise<Wire> {
  const context = await request.newContext({
    baseURL: address,
    storageState,
    extraHTTPHeaders: { "accept-language": locale, accept: "text/html" },
  });
  const get = async (path: string) =>
    answerOf(reader, path, await context.get(path.split("#")[0] ?? path, { maxRedirects: 0 }));
  const post = async (page: Answer, form: ParsedForm, changes: Changes = {}) => {
    const { body, type } = multipart(form.entries, changes);
    const response = await context.post(page.path, {
      data: body,
      headers: { "content-type": type, origin: address, referer: address + page.path },
      maxRedirects: 0,
    });
    return answerOf(reader, page.path, response);
  };
  const submit = async (page: Answer, form: ParsedForm, changes?: Changes) => {
    const answer = await post(page, form, changes);
    return answer.location ? get(answer.location) : answer;
  };
  return { get, post, submit, request: context };
}

/** The form that has a field of this name, or is called so. */
export function formWith(
  page: Answer,
  wanted: { label?: string; field?: string; value?: [string, string] },
): ParsedForm {
  const found = page.forms.filter(
    (f) =>
      (wanted.label === undefined || f.label === wanted.label) &&
      (wanted.field === undefined || f.entries.some(([name]) => name === wanted.field)) &&
      (wanted.value === undefined || f.entries.some(([n, v]) => n === wanted.value?.[0] && v === wanted.value[1])),
  );
  const [form] = found;
  if (!form) throw new Error(`no form ${JSON.stringify(wanted)} on ${page.path} (${page.status} ${page.heading})`);
  return form;
}

/** The page on which a form of this title stands open: this one, or the one behind its link. */
export async function opened(wire: Wire, path: string, title: string): Promise<Answer> {
  const page = await wire.get(path);
  const act = page.acts.find((a) => a.title === title);
  return page.forms.some((f) => f.label === title) || !act ? page : wire.get(act.path);
}

/** A page and all that can be done on it: each form once, with the page that it is posted to. */
export async function everyForm(wire: Wire, path: string): Promise<{ page: Answer; form: ParsedForm }[]> {
  const first = await wire.get(path);
  const found = first.forms.map((form) => ({ page: first, form }));
  for (const act of first.acts) {
    const page = await wire.get(act.path);
    const form = page.forms.find((f) => f.label === act.title);
    if (!form) throw new Error(`no form behind "${act.title}" on ${path}`);
    found.push({ page, form });
  }
  return found;
}

export const valueIn = (form: ParsedForm, name: string): string | undefined =>
  form.entries.find(([n]) => n === name)?.[1];

function multipart(entries: [string, string][], changes: Changes): { body: Buffer; type: string } {
  const boundary = "----wire-of-the-tests";
  const parts: Buffer[] = [];
  const add = (name: string, value: Value) => {
    const upload = typeof value === "object" && !Buffer.isBuffer(value) ? value : undefined;
    const more = upload ? `; filename="${upload.file}"\r\nContent-Type: ${upload.type}` : "";
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`));
    parts.push(upload ? upload.bytes : Buffer.isBuffer(value) ? value : Buffer.from(String(value)));
    parts.push(Buffer.from("\r\n"));
  };
  for (const [name, value] of entries) if (!(name in changes)) add(name, value);
  for (const [name, given] of Object.entries(changes)) {
    if (given === null) continue;
    for (const value of Array.isArray(given) ? (given as readonly Value[]) : [given as Value]) add(name, value);
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { body: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

async function answerOf(reader: Page, path: string, response: APIResponse): Promise<Answer> {
  const headers = response.headers();
  const html = /text\/html/.test(headers["content-type"] ?? "") ? await response.text() : "";
  return {
    status: response.status(),
    path: path.split("#")[0] ?? path,
    location: headers.location?.replace(address, "") ?? null,
    headers,
    html,
    ...(await reader.evaluate(parse, html)),
  };
}

/** Runs in the reader's page: HTML as a browser understands it. */
function parse(html: string): Omit<Answer, "status" | "path" | "location" | "headers" | "html"> {
  const page = new DOMParser().parseFromString(html, "text/html");
  const said = (element: Element | null) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
  const forms = [...page.querySelectorAll("form")].map((form) => {
    const errors: Record<string, string> = {};
    for (const message of form.querySelectorAll('[id$="-error"]')) {
      errors[message.id.split("-")[1] ?? ""] = said(message);
    }
    const files = form.querySelector('p[role="alert"]');
    if (files) errors.files = said(files);
    const fields: Record<string, string> = {};
    for (const field of form.querySelectorAll("input, textarea, select")) {
      const kind = field instanceof HTMLInputElement ? field.type : field.localName;
      if (kind !== "hidden") fields[field.getAttribute("name") ?? ""] = kind;
    }
    const entries = [...new FormData(form)].filter((e): e is [string, string] => typeof e[1] === "string");
    return {
      label: form.getAttribute("aria-label") ?? "",
      buttons: [...form.querySelectorAll("button")].map((b) => said(b)),
      entries,
      fields,
      errors,
      alert: said(form.querySelector('div[role="alert"]')),
      done: said(form.querySelector('div[role="status"]')),
    };
  });
  const main = page.querySelector("main");
  const acts = [...page.querySelectorAll('nav a[href*="?do="]')].map((a) => ({
    title: said(a),
    path: (a.getAttribute("href") ?? "").replace(/#.*/, ""),
  }));
  return { lang: page.documentElement.lang, heading: said(page.querySelector("h1")), text: said(main), forms, acts };
}
