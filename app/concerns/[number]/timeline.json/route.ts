import { machineTimeline } from "#domain/concern/machine.ts";
import { concernNumber } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { viewer } from "../../../session.ts";

/** What happened on a concern, for programs: what its page shows to the same person. */
export async function GET(_request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  const { number } = await params;
  const headers = { "cache-control": "private, no-store" };
  if (!concernNumber.safeParse(number).success) return new Response(null, { status: 404, headers });
  try {
    return Response.json(await machineTimeline(await viewer(), number), { headers });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404, headers });
    throw error;
  }
}
