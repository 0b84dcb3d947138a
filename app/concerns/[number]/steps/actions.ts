"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Viewer } from "#domain/account/viewer.ts";
import { concernIdOf } from "#domain/concern/follow.ts";
import { followInput, follow as followToTheEnd } from "#domain/step/follow.ts";
import { takeOverInput, takeOver as takeOverSteps } from "#domain/step/offers.ts";
import { moveStep, orderInput, removeInput, removeStep } from "#domain/step/order.ts";
import { settleInput, settleStep } from "#domain/step/settle.ts";
import { heardInput, noteWord, stopFollowing, stopInput } from "#domain/step/word.ts";
import { stepInput, writeStep } from "#domain/step/write.ts";
import { action } from "../../../forms.ts";

const reporterToo = { tracking: true } as const;

/** To the checklist as it is now. */
const shown = (number: string): never => redirect(`/concerns/${number}/steps`);

/** To the concern; whoever noted the last word of a private one may no longer see it: then to the desk. */
async function concern(viewer: Viewer, number: string): Promise<never> {
  redirect((await concernIdOf(viewer, number)) ? `/concerns/${number}#steps` : "/desk");
}

export const begin = action(followInput, async (input, viewer) => {
  await followToTheEnd(viewer, input);
  return shown(input.number);
});

export const write = action(stepInput, async (input, viewer) => {
  await writeStep(viewer, input);
  return shown(input.number);
});

export const takeOver = action(takeOverInput, async (input, viewer) => {
  await takeOverSteps(viewer, input);
  return shown(input.number);
});

const back = z.enum(["steps"]).optional().catch(undefined);

export const settle = action(
  settleInput.extend({ back }),
  async ({ back: to, ...input }, viewer) => {
    await settleStep(viewer, input);
    // In place where the page is alive: one goes on reading where one was.
    if (!(await headers()).has("next-action"))
      redirect(to ? `/concerns/${input.number}/steps#steps` : `/concerns/${input.number}#steps`);
    refresh();
    return {};
  },
  reporterToo,
);

export const move = action(orderInput, async (input, viewer) => {
  await moveStep(viewer, input);
  return shown(input.number);
});

export const remove = action(removeInput, async (input, viewer) => {
  await removeStep(viewer, input);
  return shown(input.number);
});

export const noteHeard = action(heardInput, async (input, viewer) => {
  await noteWord(viewer, input);
  return concern(viewer, input.number);
});

export const stop = action(
  stopInput,
  async (input, viewer) => {
    await stopFollowing(viewer, input);
    return concern(viewer, input.number);
  },
  reporterToo,
);
