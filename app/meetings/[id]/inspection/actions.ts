"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { findInput, recordFinding } from "#domain/inspection/find.ts";
import { addItemsInput, addItems as addTo, dropItem as dropFrom, dropItemInput } from "#domain/inspection/items.ts";
import { action } from "../../../forms.ts";

const at = (meeting: string) => `/meetings/${meeting}/inspection`;

export const addItems = action(addItemsInput, async (input, viewer) => {
  await addTo(viewer, input);
  redirect(at(input.meeting));
});

export const dropItem = action(dropItemInput, async (input, viewer) => {
  await dropFrom(viewer, input);
  redirect(at(input.meeting));
});

export const find = action(findInput.extend({ at: z.string().optional() }), async ({ at: page, ...input }, viewer) => {
  await recordFinding(viewer, input);
  // Without scripts the page is shown anew, at the item that was looked at.
  if (!(await headers()).has("next-action")) redirect(`${page ?? "/meetings"}#item-${input.item}`);
  refresh();
  return {};
});
