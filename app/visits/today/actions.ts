"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { floorInput, nobodyHome, takeBack } from "#domain/visit/floor.ts";
import { recordInput, recordVisit } from "#domain/visit/record.ts";
import { action } from "../../forms.ts";
import { safeNext } from "../../session.ts";

/** The sheet goes on with its next door. */
async function goOn(): Promise<undefined> {
  const head = await headers();
  if (head.has("next-action")) return refresh() as undefined;
  const from = head.get("referer");
  redirect(from && URL.canParse(from) ? safeNext(new URL(from).pathname + new URL(from).search) : "/visits/today");
}

export const recordDoor = action(recordInput, async (input, viewer) => {
  await recordVisit(viewer, input);
  return goOn();
});

export const nobodyOnFloor = action(floorInput, async (input, viewer) => {
  await nobodyHome(viewer, input);
  return goOn();
});

export const takeFloorBack = action(floorInput, async (input, viewer) => {
  await takeBack(viewer, input);
  return goOn();
});
