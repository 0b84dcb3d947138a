"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { signIn as openSession, signInInput } from "#domain/account/sign-in.ts";
import { publicAction } from "../forms.ts";
import { clientAddress, keepSession, safeNext } from "../session.ts";

const input = signInInput.extend({ next: z.string().optional() });

export const signIn = publicAction(input, async ({ next, ...credentials }) => {
  const agent = (await headers()).get("user-agent");
  const { session } = await openSession(credentials, { address: await clientAddress(), agent });
  await keepSession(session);
  redirect(safeNext(next));
});
