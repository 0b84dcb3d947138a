import { suggestCategory } from "#domain/concern/category.ts";
import { sameOrigin } from "../../session.ts";

/** The category that a text being typed speaks for; nothing of it is kept. */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request)) return new Response(null, { status: 403 });
  const text = (await request.text()).slice(0, 4000);
  return Response.json(suggestCategory(text) ?? null, { headers: { "cache-control": "no-store" } });
}
