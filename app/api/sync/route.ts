import { ZodError } from "zod";
import { getTranslations } from "#components/i18n.ts";
import { throttle } from "#domain/account/sign-in.ts";
import type { SignedIn, Viewer } from "#domain/account/viewer.ts";
import { logProblem } from "#domain/log.ts";
import { NotFound, Refusal } from "#domain/refusal.ts";
import { queuedInput, takeQueued } from "#domain/visit/sync.ts";
import { issueWords } from "../../forms.ts";
import { requestLocale } from "../../i18n.ts";
import { sameOrigin, viewer } from "../../session.ts";

// Texts alone: photos have come before, each by itself.
const maxBody = 256 * 1024;

/** What a phone answers to: the clock of the portal goes along with each, so that pages made later are told from earlier ones. */
const say = (body: object, status = 200) =>
  Response.json({ ...body, now: Date.now() }, { status, headers: { "cache-control": "no-store" } });

/** One entry that waited on a phone. 401: the session is over, 403: it is somebody else's; the phone keeps it. */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request)) return new Response(null, { status: 403 });
  const body = await request.text();
  if (body.length > maxBody) return say({ refused: (await getTranslations("errors"))("unexpected") }, 413);
  const who = await viewer();
  if (!who.user) return say({ signIn: true }, 401);
  const parsed = queuedInput.safeParse(parseJson(body));
  if (!parsed.success) return say({ refused: (await getTranslations("errors"))("unexpected") }, 400);
  if (parsed.data.user !== who.user.id) return say({ other: true }, 403);
  try {
    await throttle(`sync ${who.user.id}`, 3000, "1 hour");
    return say(await takeQueued(who as Viewer & { user: SignedIn }, parsed.data, await requestLocale()));
  } catch (error) {
    return refusal(error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What the portal will not take, in words: it stays on the phone with them, to be corrected or thrown away. */
async function refusal(error: unknown): Promise<Response> {
  if (error instanceof Refusal && error.code === "tooManyAttempts") return say({ later: true }, 429);
  if (error instanceof Refusal) {
    const t = await getTranslations("refusals");
    return say({ refused: t(error.code as "notNow", error.params), field: error.field });
  }
  if (error instanceof NotFound) return say({ refused: (await getTranslations("refusals"))("gone") });
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    return say({ refused: issue ? await issueWords(issue) : "", field: String(issue?.path[0] ?? "") });
  }
  logProblem("sync", error);
  return say({ later: true }, 500);
}
