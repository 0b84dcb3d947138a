import { z } from "zod";
import { readUpTo } from "#domain/concern/read.ts";
import { concernNumber } from "#domain/input.ts";
import { sameOrigin, viewer } from "../../session.ts";

const input = z.object({ number: concernNumber, seq: z.int().min(0).max(1_000_000) });

/** An open page says how far it was read. */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request)) return new Response(null, { status: 403 });
  const parsed = input.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return new Response(null, { status: 400 });
  const who = await viewer();
  if (!who.user) return new Response(null, { status: 401 });
  await readUpTo(who, parsed.data.number, parsed.data.seq);
  return new Response(null, { status: 204 });
}
