"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { accept, acceptInput } from "#domain/assignment/accept.ts";
import { hand, handInput } from "#domain/assignment/hand.ts";
import { action } from "../forms.ts";

/** The list as it was looked at. */
const back = {
  at: z
    .string()
    .regex(/^\/desk(\?[\w=&-]*)?$/)
    .catch("/desk"),
};

export const acceptHere = action(acceptInput.extend(back), async ({ at, ...input }, viewer) => {
  await accept(viewer, input);
  redirect(at);
});

export const handHere = action(handInput.extend(back), async ({ at, ...input }, viewer) => {
  await hand(viewer, input);
  redirect(at);
});
