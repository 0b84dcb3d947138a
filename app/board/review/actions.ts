"use server";

import { redirect } from "next/navigation";
import {
  keep as keepBack,
  keepInput,
  leaveOutcome,
  publish as publishConcern,
  publishInput,
  putOff as putOffConcern,
  putOffInput,
} from "#domain/publication/publish.ts";
import { action } from "../../forms.ts";

/** On to the next one that waits, with a word about the one before. */
const onward = (done: string, number: string): never => redirect(`/board/review?done=${done}&was=${number}`);

export const publish = action(publishInput, async (input, viewer) => {
  await publishConcern(viewer, input);
  return onward("published", input.number);
});

export const keep = action(keepInput, async (input, viewer) => {
  await keepBack(viewer, input);
  return onward("kept", input.number);
});

export const putOff = action(putOffInput, async (input, viewer) => {
  await putOffConcern(viewer, input);
  return onward("later", input.number);
});

export const noOutcome = action(putOffInput, async (input, viewer) => {
  await leaveOutcome(viewer, input);
  return onward("noOutcome", input.number);
});
