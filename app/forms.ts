import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { getTranslations } from "#components/i18n.ts";
import type { FormState } from "#components/ui/form-state.ts";
import { type FormValues, parkForm } from "#domain/account/parked.ts";
import type { SignedIn, Viewer } from "#domain/account/viewer.ts";
import { maxFiles } from "#domain/attachment/limits.ts";
import { pendingUploads } from "#domain/attachment/read.ts";
import { takeUpload } from "#domain/attachment/upload.ts";
import { logProblem } from "#domain/log.ts";
import { allCommunities } from "#domain/place/tree.ts";
import { NotFound, Refusal } from "#domain/refusal.ts";
import { sessionId, viewer } from "./session.ts";
import { toWait } from "./waits.ts";

export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;

type Run<S extends z.ZodType, V extends Viewer> = (
  input: z.output<S>,
  viewer: V,
) => Promise<Partial<FormState> | undefined>;

/** What was typed, by name: files and the framework's own fields left out. */
function valuesOf(data: FormData): FormValues {
  const values: FormValues = {};
  for (const name of new Set(data.keys())) {
    if (name.startsWith("$ACTION")) continue;
    const typed = data.getAll(name).filter((v): v is string => typeof v === "string");
    const [first] = typed;
    if (first !== undefined) values[name] = typed.length > 1 ? typed : first;
  }
  return values;
}

/** Secrets are never put back into a page, nor parked. */
const withoutSecrets = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !/password|current|secret/.test(name)));

type Issue = z.core.$ZodIssue & { params?: { key?: string; max?: number; min?: number } };

/** The message key of an issue: our own where a schema names one, the plain ones for the rest. */
function keyOf(issue: Issue): { key: string; params: Record<string, number> } {
  const own = issue.code === "custom" ? issue.params : undefined;
  if (own?.key) return { key: own.key, params: { max: own.max ?? 0, min: own.min ?? 0, line: own.line ?? 0 } };
  const known = ["required", "choose", "email", "phone", "time", "day", "clock", "chooseRating", "chooseUnit"];
  if (known.includes(issue.message)) return { key: issue.message, params: {} };
  if (issue.code === "too_big") return { key: "tooLong", params: { max: Number(issue.maximum) } };
  return { key: issue.code === "too_small" || issue.code === "invalid_type" ? "required" : "choose", params: {} };
}

/** What is wrong with a field, in the person's language. */
export async function issueWords(issue: z.core.$ZodIssue): Promise<string> {
  const t = await getTranslations("errors");
  const { key, params } = keyOf(issue as Issue);
  return t(key as "required", params);
}

async function refused(error: Refusal, state: FormState): Promise<FormState> {
  const t = await getTranslations("refusals");
  const text = t(error.code as "notNow", error.params);
  return error.field ? { ...state, errors: { [error.field]: text } } : { ...state, error: text };
}

/**
 * Files that came with a form (there is no JavaScript, or it had not started): taken now, so that they are kept whatever
 * else is wrong. Their ids join the form's `attachments`.
 */
async function takeFiles(who: Viewer, data: FormData, values: FormValues): Promise<string | undefined> {
  const files = data.getAll("files").filter((f): f is File => typeof f !== "string" && f.size > 0);
  const had = ([] as string[]).concat(values.attachments ?? []).filter(Boolean);
  if (!files.length) {
    values.attachments = had;
    return undefined;
  }
  const t = await getTranslations("refusals");
  if (files.length + had.length > maxFiles) {
    values.attachments = had;
    return t("tooManyFiles", { max: maxFiles });
  }
  const communityId = who.communities[0]?.id ?? (await allCommunities())[0]?.id ?? "";
  let wrong: string | undefined;
  for (const file of files) {
    try {
      const { id } = await takeUpload(
        who,
        {
          communityId: typeof values.community === "string" ? values.community : communityId,
          uploadKey: String(values.uploadKey ?? ""),
        },
        { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
      );
      had.push(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      wrong = t(error.code as "fileType", { name: file.name, ...error.params });
    }
  }
  values.attachments = had;
  return wrong;
}

async function handle<S extends z.ZodType, V extends Viewer>(
  schema: S,
  data: FormData,
  who: V,
  run: Run<S, V>,
): Promise<FormState> {
  const values = valuesOf(data);
  const fileError = data.has("files") || data.has("attachments") ? await takeFiles(who, data, values) : undefined;
  const attached = ([] as string[]).concat(values.attachments ?? []);
  const kept = withoutSecrets(values);
  const failed = async (state: Partial<FormState>): Promise<FormState> => ({
    errors: {},
    values: kept,
    uploads: await pendingUploads(who, attached, String(values.uploadKey ?? "")),
    ...state,
  });
  if (fileError) return failed({ errors: { files: fileError } });
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const errors: Record<string, string> = {};
    for (const issue of parsed.error.issues) errors[String(issue.path[0] ?? "")] ??= await issueWords(issue);
    return failed({ errors });
  }
  try {
    const done = await run(parsed.data, who);
    // Not done yet, or with a word about it: all that was typed stays, to be sent again.
    if (done?.similar || done?.error) return failed(done);
    return { errors: {}, values: {}, ...done };
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof Refusal) {
      await toWait(error);
      return refused(error, await failed({}));
    }
    if (error instanceof NotFound) {
      const t = await getTranslations("refusals");
      return failed({ error: t("gone") });
    }
    logProblem("action", error);
    const t = await getTranslations("errors");
    return failed({ error: t("unexpected") });
  }
}

/** An action that anyone may call. */
export function publicAction<S extends z.ZodType>(schema: S, run: Run<S, Viewer>): FormAction {
  return async (_state, data) => handle(schema, data, await viewer(), run);
}

/**
 * An action of a signed-in person (or one who follows by a tracking link, where allowed). Where the session is over, what
 * was typed is parked, and found again after signing in.
 */
export function action<S extends z.ZodType>(schema: S, run: Run<S, Viewer & { user: SignedIn }>): FormAction;
export function action<S extends z.ZodType>(schema: S, run: Run<S, Viewer>, options: { tracking: true }): FormAction;
export function action<S extends z.ZodType>(schema: S, run: Run<S, never>, options?: { tracking: true }): FormAction {
  return async (_state, data) => {
    const who = await viewer();
    if (!who.user && !(options?.tracking && who.tracking)) return signInFirst(data);
    return handle(schema, data, who, run as Run<S, Viewer>);
  };
}

async function signInFirst(data: FormData): Promise<never> {
  const values = withoutSecrets(valuesOf(data));
  const at = typeof values.at === "string" && values.at.startsWith("/") ? values.at : "/desk";
  const [path = "/desk", query = ""] = at.split("?");
  const params = new URLSearchParams(query);
  const id = await parkForm(path, values, await sessionId());
  params.set("parked", id);
  redirect(`/sign-in?ended=1&next=${encodeURIComponent(`${path}?${params}`)}`);
}
