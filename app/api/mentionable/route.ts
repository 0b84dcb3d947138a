import { z } from "zod";
import { NotFound } from "#domain/refusal.ts";
import { whomToMention } from "#domain/thread/mention.ts";
import { whereInput } from "#domain/thread/where.ts";
import { requestLocale } from "../../i18n.ts";
import { viewer } from "../../session.ts";

const input = whereInput.extend({ audience: z.enum(["everyone", "working"]) });

/** Whom one may name in what one writes in a thread, for these readers. */
export async function GET(request: Request): Promise<Response> {
  const parsed = input.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) return new Response(null, { status: 404 });
  try {
    const names = await whomToMention(await viewer(), parsed.data, await requestLocale());
    return Response.json(names, { headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}
