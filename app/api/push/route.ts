import { subscribe, subscribeInput, unsubscribeDevice } from "#domain/push/subscribe.ts";
import { sameOrigin, viewer } from "../../session.ts";

/** A browser says where and how it can be told. */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request)) return new Response(null, { status: 403 });
  const parsed = subscribeInput.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return new Response(null, { status: 400 });
  const who = await viewer();
  if (!who.user) return new Response(null, { status: 401 });
  await subscribe(who, parsed.data);
  return new Response(null, { status: 204 });
}

/** No more on this device. */
export async function DELETE(request: Request): Promise<Response> {
  if (!sameOrigin(request)) return new Response(null, { status: 403 });
  const who = await viewer();
  if (!who.user) return new Response(null, { status: 401 });
  await unsubscribeDevice(who);
  return new Response(null, { status: 204 });
}
