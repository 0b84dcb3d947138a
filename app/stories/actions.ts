"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import type { FormState } from "#components/ui/form-state.ts";
import * as beginning from "#domain/story/begin.ts";
import * as photos from "#domain/story/photo.ts";
import * as quotes from "#domain/story/quote.ts";
import * as reviewing from "#domain/story/review.ts";
import * as writing from "#domain/story/write.ts";
import { action } from "../forms.ts";

type Done = "saved" | "takenOut" | "photos" | "sent" | "moved" | "sentBack" | "answered";

/** The page stays, brought up to date, and says what was done. */
async function stays(done: Done): Promise<Partial<FormState>> {
  const t = await getTranslations("stories");
  if ((await headers()).has("next-action")) refresh();
  return { done: t(`done.${done}`) };
}

export const begin = action(beginning.beginInput, async (input, viewer) => {
  redirect(`/stories/${await beginning.beginStory(viewer, input)}/edit`);
});

export const tell = action(beginning.tellInput, async (input, viewer) => {
  redirect(`/stories/${await beginning.tellNote(viewer, input)}/edit`);
});

export const write = action(writing.writeInput, async (input, viewer) => {
  await writing.writeStory(viewer, input);
  return stays("saved");
});

export const correct = action(writing.correctInput, async (input, viewer) => {
  await writing.correctStory(viewer, input);
  redirect(`/stories/${input.story}/edit#languages`);
});

export const askQuote = action(quotes.askQuoteInput, async (input, viewer) => {
  await quotes.askQuote(viewer, input);
  redirect(`/stories/${input.story}/edit#quotes`);
});

export const takeOutQuote = action(quotes.takeOutQuoteInput, async (input, viewer) => {
  await quotes.takeOutQuote(viewer, input);
  return stays("takenOut");
});

export const answerQuote = action(quotes.answerQuoteInput, async (input, viewer) => {
  await quotes.answerQuote(viewer, input);
  return stays("answered");
});

export const addPhotos = action(photos.addPhotosInput, async (input, viewer) => {
  await photos.addPhotos(viewer, input);
  return stays("photos");
});

export const look = action(photos.lookInput, async (input, viewer) => {
  await photos.lookAtPhoto(viewer, input);
  redirect(`/stories/${input.story}/edit#photos`);
});

export const takeOutPhoto = action(photos.takeOutPhotoInput, async (input, viewer) => {
  await photos.takeOutPhoto(viewer, input);
  redirect(`/stories/${input.story}/edit#photos`);
});

export const send = action(reviewing.sendInput, async (input, viewer) => {
  await reviewing.sendStory(viewer, input);
  return stays("sent");
});

export const sendBack = action(reviewing.sendBackInput, async (input, viewer) => {
  await reviewing.sendBackStory(viewer, input);
  return stays("sentBack");
});

export const publish = action(reviewing.publishInput, async (input, viewer) => {
  await reviewing.publishStory(viewer, input);
  redirect(`/stories/${input.story}`);
});

export const move = action(reviewing.moveInput, async (input, viewer) => {
  await reviewing.moveOwnStory(viewer, input);
  return stays("moved");
});
