"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import type { FormState } from "#components/ui/form-state.ts";
import * as beginning from "#domain/agreement/begin.ts";
import * as drafting from "#domain/agreement/draft.ts";
import * as measuring from "#domain/agreement/measure.ts";
import * as parties from "#domain/agreement/party.ts";
import * as polls from "#domain/agreement/poll.ts";
import * as signing from "#domain/agreement/sign.ts";
import * as votes from "#domain/agreement/vote.ts";
import { action } from "../forms.ts";

type Done = "saved" | "offered" | "signedNow" | "calledBack" | "partyLeft";

/** The page stays, brought up to date, and says what was done. */
async function stays(done: Done): Promise<Partial<FormState>> {
  const t = await getTranslations("agreement");
  if ((await headers()).has("next-action")) refresh();
  return { done: t(`done.${done}`) };
}

async function saysOfVote(
  done: "cast" | "paperFirst" | "paperCounts" | "paperBack",
  receipt = "",
): Promise<Partial<FormState>> {
  const t = await getTranslations("poll");
  if ((await headers()).has("next-action")) refresh();
  return { done: t(`done.${done}`, { receipt }) };
}

export const begin = action(beginning.beginInput, async (input, viewer) => {
  redirect(`/agreements/${await beginning.beginAgreement(viewer, input)}/edit`);
});

export const writeText = action(drafting.draftInput, async (input, viewer) => {
  await drafting.writeDraft(viewer, input);
  return stays("saved");
});

export const setMeasure = action(measuring.measureInput, async (input, viewer) => {
  await measuring.setMeasure(viewer, input);
  return stays("saved");
});

export const takeOutMeasure = action(measuring.dropMeasureInput, async (input, viewer) => {
  await measuring.takeOutMeasure(viewer, input);
  return stays("saved");
});

export const addParty = action(parties.partyInput, async (input, viewer) => {
  await parties.addParty(viewer, input);
  return stays("saved");
});

export const letPartyLeave = action(parties.removePartyInput, async (input, viewer) => {
  await parties.letPartyLeave(viewer, input);
  return stays("partyLeft");
});

export const setShares = action(parties.sharesInput, async (input, viewer) => {
  await parties.setShares(viewer, input);
  return stays("saved");
});

export const offer = action(signing.offerInput, async (input, viewer) => {
  await signing.offer(viewer, input);
  return stays("offered");
});

export const recall = action(signing.backInput, async (input, viewer) => {
  await signing.recall(viewer, input);
  return stays("calledBack");
});

export const drop = action(signing.backInput, async (input, viewer) => {
  await signing.drop(viewer, input);
  return stays("saved");
});

export const sign = action(signing.signInput, async (input, viewer) => {
  await signing.sign(viewer, input);
  return stays("signedNow");
});

export const openPoll = action(polls.pollInput, async (input, viewer) => {
  await polls.openPoll(viewer, input);
  return stays("saved");
});

export const vote = action(votes.voteInput, async (input, viewer) =>
  saysOfVote("cast", await votes.vote(viewer, input)),
);

export const enterPaper = action(votes.paperInput, async (input, viewer) => {
  const { counts, receipt } = await votes.enterPaper(viewer, input);
  return saysOfVote(counts ? "paperCounts" : "paperFirst", receipt ?? "");
});

export const takeBackPaper = action(votes.takeBackInput, async (input, viewer) => {
  await votes.takeBackPaper(viewer, input);
  return saysOfVote("paperBack");
});
