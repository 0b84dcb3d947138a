import { redirect } from "next/navigation";
import { throttle } from "#domain/account/sign-in.ts";
import { followed } from "#domain/concern/track.ts";
import { NotFound, Refusal } from "#domain/refusal.ts";
import { clientAddress, keepFollow } from "../../session.ts";

/** The private link of a mail: it is kept in a cookie, so that it stands in no address from then on. */
export async function GET(_request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const { token } = await params;
  let number: string;
  try {
    await throttle(`follow ${await clientAddress()}`, 60, "1 hour");
    number = await followed(token);
  } catch (error) {
    if (error instanceof NotFound) redirect("/follow?gone=1");
    // The link may well be a good one: nobody is told that it is too old.
    if (error instanceof Refusal) redirect("/follow?wait=1");
    throw error;
  }
  await keepFollow(token);
  redirect(`/concerns/${number}`);
}
