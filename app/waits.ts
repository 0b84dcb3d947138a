import { headers } from "next/headers";
import type { Refusal } from "#domain/refusal.ts";

/** Which requests came too often, and in how many seconds they may come again: the server in front answers them with 429. */
const marked = () => {
  const held = globalThis as typeof globalThis & { doorstepWaits?: Map<string, number> };
  held.doorstepWaits ??= new Map();
  return held.doorstepWaits;
};

/** Seconds until whoever came too often may come again; null of any other refusal. */
export const waitOf = ({ code, params }: Refusal): number | null =>
  code === "tooManyAttempts" ? Number(params.minutes ?? 15) * 60 : null;

/** Says with the page that whoever asks came too often; its words are the page's own. */
export async function toWait(refusal: Refusal): Promise<void> {
  const seconds = waitOf(refusal);
  const request = (await headers()).get("x-doorstep-request");
  if (request && seconds !== null) marked().set(request, seconds);
}
