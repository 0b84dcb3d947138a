import { z } from "zod";
import { readUpTo } from "#domain/concern/read.ts";
import { readProblemOf } from "#domain/problem/desk.ts";
import { readRoom } from "#domain/room/read.ts";
import { whereInput } from "#domain/thread/where.ts";
import { sameOrigin, viewer } from "../../session.ts";

const input = whereInput.extend({ seq: z.int().min(0).max(1_000_000) });

/** An open page says how far it was read. */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request)) return new Response(null, { status: 403 });
  const parsed = input.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return new Response(null, { status: 400 });
  const who = await viewer();
  if (!who.user) return new Response(null, { status: 401 });
  const { number, room, seq } = parsed.data;
  await (room ? readRoom(who, room, seq) : readUpTo(who, number, seq));
  // (No two things have the same number.)
  if (!room) await readProblemOf(who, number);
  return new Response(null, { status: 204 });
}
