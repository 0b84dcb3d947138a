import { z } from "zod";
import { getTranslations } from "#components/i18n.ts";
import { throttle } from "#domain/account/sign-in.ts";
import { maxBytes } from "#domain/attachment/limits.ts";
import { takeUpload } from "#domain/attachment/upload.ts";
import { NotFound, Refusal } from "#domain/refusal.ts";
import { clientAddress, sameOrigin, viewer } from "../../session.ts";
import { waitOf } from "../../waits.ts";

/** A file chosen in a form, sent ahead of it. */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request)) return new Response(null, { status: 403 });
  const t = await getTranslations("refusals");
  const refuse = (error: string, status: number, more: Record<string, string> = {}) =>
    Response.json({ error }, { status, headers: { "cache-control": "no-store", ...more } });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes + 100_000) {
    return refuse(t("fileTooBig", { name: "", max: maxBytes / 1024 / 1024 }), 413);
  }
  const who = await viewer();
  // A phone keeps its photo until its officer has signed in again.
  if (!who.user && new URL(request.url).searchParams.has("queued")) return refuse(t("gone"), 401);
  const data = await request.formData().catch(() => null);
  const file = data?.get("file");
  if (!data || !file || typeof file === "string") return refuse(t("fileType", { name: "" }), 400);
  try {
    // A phone that was without signal for an evening sends its photos all at once.
    const chosen = who.user ? (z.uuid().safeParse(data.get("id")).data ?? null) : null;
    await throttle(`upload ${who.user?.id ?? (await clientAddress())}`, chosen ? 600 : 120, "1 hour");
    const community = z.uuid().safeParse(data.get("community"));
    const key = z.uuid().safeParse(data.get("uploadKey"));
    const communityId = community.success ? community.data : who.communities[0]?.id;
    if (!communityId || (!who.user && !key.success)) throw new NotFound();
    const taken = await takeUpload(
      who,
      { communityId, uploadKey: key.data ?? "", chosen },
      { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
    );
    return Response.json(taken, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    const wait = error instanceof Refusal && waitOf(error);
    if (error instanceof Refusal && wait)
      return refuse(t("tooManyAttempts", error.params), 429, { "retry-after": `${wait}` });
    if (error instanceof Refusal) return refuse(t(error.code as "fileType", { name: file.name, ...error.params }), 400);
    if (error instanceof NotFound) return refuse(t("gone"), 404);
    throw error;
  }
}
