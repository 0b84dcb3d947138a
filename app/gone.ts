import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";

/** Which requests ask for something that the public could read once: the server in front answers them with 410. */
const marked = () => {
  const held = globalThis as typeof globalThis & { doorstepGone?: Set<string> };
  held.doorstepGone ??= new Set();
  return held.doorstepGone;
};

const asked = cache(() => ({ gone: false }));

/** Says that what was here has been taken away: 410, with a sentence (app/not-found.tsx). Only of what was public. */
export async function gone(): Promise<never> {
  const request = (await headers()).get("x-doorstep-request");
  if (request) marked().add(request);
  asked().gone = true;
  notFound();
}

/** Whether the page of this request was found to be gone. */
export const isGone = (): boolean => asked().gone;
