import NextAuth from "next-auth";
import { authOptions } from "../../../auth.ts";

type Handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

const handler = NextAuth(authOptions()) as Handler;

export { handler as POST };

/** As next-auth does; but where a form of its own is only posted to, nothing is to be read (it would call that its fault). */
export async function GET(request: Request, context: Parameters<Handler>[1]): Promise<Response> {
  const { nextauth } = await context.params;
  return nextauth.join("/") === "callback/credentials"
    ? new Response(null, { status: 404 })
    : handler(request, context);
}
