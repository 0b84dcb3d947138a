"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { getTranslations } from "#components/i18n.ts";
import { emptyState } from "#components/ui/form-state.ts";
import { throttle } from "#domain/account/sign-in.ts";
import type { Viewer } from "#domain/account/viewer.ts";
import { accept as acceptAssignment, acceptInput } from "#domain/assignment/accept.ts";
import { answer as answerAssignment, answerInput } from "#domain/assignment/answer.ts";
import { askAgainInput, askAgain as askUnitAgain } from "#domain/assignment/ask-again.ts";
import { hand as handAssignment, handInput } from "#domain/assignment/hand.ts";
import { giveBack as giveBackAssignment, returnInput } from "#domain/assignment/return.ts";
import { askInput, ask as askReporter } from "#domain/concern/ask.ts";
import { assignInput, assign as assignUnits } from "#domain/concern/assign.ts";
import {
  close as closeConcern,
  closeInput,
  withdraw as withdrawConcern,
  withdrawInput,
} from "#domain/concern/close.ts";
import { confirm as confirmConcern, confirmInput } from "#domain/concern/confirm.ts";
import { contactInput, readContact } from "#domain/concern/contact.ts";
import { concernIdOf } from "#domain/concern/follow.ts";
import { unmerge as unmergeConcern, unmergeInput } from "#domain/concern/merge.ts";
import { nudgeInput, nudge as nudgeOwner } from "#domain/concern/nudge.ts";
import { rateAsVoice, voiceRatingInput } from "#domain/concern/rate.ts";
import { reopen as reopenConcern, reopenInput } from "#domain/concern/reopen.ts";
import { replyInput, reply as replyTo } from "#domain/concern/reply.ts";
import { solve as solveConcern, solveInput } from "#domain/concern/solve.ts";
import {
  handOver as handOverConcern,
  handOverInput,
  nextInput,
  setNext as setNextDate,
  sort as sortConcern,
  sortInput,
  takeInInput,
  takeIn as takeInOfficer,
} from "#domain/concern/steer.ts";
import { take as takeConcern, takeInput } from "#domain/concern/take.ts";
import { addVoice, dropVoice as dropOwnVoice, voiceInput } from "#domain/concern/voice.ts";
import { setLabels as setConcernLabels, setLabelsInput } from "#domain/label/labels.ts";
import { muteInput, setMuted } from "#domain/notification/mute.ts";
import { agree as agreePublication, decline as declinePublication, ownPublicInput } from "#domain/publication/own.ts";
import { deleteInput, deleteMessage } from "#domain/thread/delete.ts";
import { saveDraft } from "#domain/thread/draft.ts";
import { editInput, edit as editMessage } from "#domain/thread/edit.ts";
import { whereInput } from "#domain/thread/where.ts";
import { unlessCollided } from "../../collided.ts";
import { action } from "../../forms.ts";

/** Back to the concern as it is now. Whoever gave a private one away may no longer see it: then to the desk. */
async function shown(viewer: Viewer, number: string): Promise<never> {
  redirect((await concernIdOf(viewer, number)) ? `/concerns/${number}` : "/desk");
}

const reporterToo = { tracking: true } as const;

export const mute = action(muteInput, async (input, viewer) => {
  await setMuted(viewer, input);
  return shown(viewer, input.number);
});

export const take = action(takeInput, async (input, viewer) => {
  await takeConcern(viewer, input);
  return shown(viewer, input.number);
});

export const assign = action(assignInput, async (input, viewer) => {
  await assignUnits(viewer, input);
  return shown(viewer, input.number);
});

export const accept = action(acceptInput, async (input, viewer) => {
  await acceptAssignment(viewer, input);
  return shown(viewer, input.number);
});

export const answer = action(answerInput, async (input, viewer) => {
  await answerAssignment(viewer, input);
  return shown(viewer, input.number);
});

export const hand = action(handInput, async (input, viewer) => {
  await handAssignment(viewer, input);
  return shown(viewer, input.number);
});

export const giveBack = action(returnInput, async (input, viewer) => {
  await giveBackAssignment(viewer, input);
  return shown(viewer, input.number);
});

export const askAgain = action(askAgainInput, async (input, viewer) => {
  await askUnitAgain(viewer, input);
  return shown(viewer, input.number);
});

const discard = action(whereInput, async ({ number }, viewer) => {
  await saveDraft(viewer, { number, body: "", audience: "everyone" });
  if (!(await headers()).has("next-action")) redirect(`/concerns/${number}#reply`);
  refresh();
  return {};
});

export async function discardDraft(data: FormData): Promise<void> {
  await discard(emptyState, data);
}

export const reply = action(
  replyInput,
  async (input, viewer) => {
    const collided = await unlessCollided(replyTo(viewer, input));
    if (collided) return collided;
    // In place where the page is alive: one goes on reading where one was.
    if (!(await headers()).has("next-action")) return shown(viewer, input.number);
    refresh();
    return {};
  },
  reporterToo,
);

export const declinePublic = action(
  ownPublicInput,
  async (input, viewer) => {
    await declinePublication(viewer, input);
    return shown(viewer, input.number);
  },
  reporterToo,
);

export const agreePublic = action(
  ownPublicInput,
  async (input, viewer) => {
    await agreePublication(viewer, input);
    return shown(viewer, input.number);
  },
  reporterToo,
);

/** Back to the entry that was changed. */
const back = async (viewer: Viewer, { number, entry }: { number: string; entry: number }): Promise<never> => {
  if (!(await concernIdOf(viewer, number))) redirect("/desk");
  redirect(`/concerns/${number}#e${entry}`);
};

const entry = z.coerce.number().int().min(0).catch(0);

export const edit = action(editInput.extend({ entry }), async (input, viewer) => {
  await editMessage(viewer, input);
  return back(viewer, input);
});

export const takeBack = action(deleteInput.extend({ entry }), async (input, viewer) => {
  await deleteMessage(viewer, input);
  return back(viewer, input);
});

export const ask = action(askInput, async (input, viewer) => {
  await askReporter(viewer, input);
  return shown(viewer, input.number);
});

export const solve = action(solveInput, async (input, viewer) => {
  await solveConcern(viewer, input);
  return shown(viewer, input.number);
});

export const confirm = action(
  confirmInput,
  async (input, viewer) => {
    await confirmConcern(viewer, input);
    return shown(viewer, input.number);
  },
  reporterToo,
);

export const reopen = action(
  reopenInput,
  async (input, viewer) => {
    await reopenConcern(viewer, input);
    return shown(viewer, input.number);
  },
  reporterToo,
);

export const close = action(closeInput, async (input, viewer) => {
  await closeConcern(viewer, input);
  return shown(viewer, input.number);
});

export const withdraw = action(
  withdrawInput,
  async (input, viewer) => {
    await withdrawConcern(viewer, input);
    return shown(viewer, input.number);
  },
  reporterToo,
);

export const nudge = action(
  nudgeInput,
  async (input, viewer) => {
    await nudgeOwner(viewer, input);
    return shown(viewer, input.number);
  },
  reporterToo,
);

export const unmerge = action(unmergeInput, async (input, viewer) => {
  await unmergeConcern(viewer, input);
  return shown(viewer, input.number);
});

export const setLabels = action(setLabelsInput, async (input, viewer) => {
  await setConcernLabels(viewer, input);
  return shown(viewer, input.number);
});

export const setNext = action(nextInput, async (input, viewer) => {
  await setNextDate(viewer, input);
  return shown(viewer, input.number);
});

export const handOver = action(handOverInput, async (input, viewer) => {
  await handOverConcern(viewer, input);
  return shown(viewer, input.number);
});

export const takeIn = action(takeInInput, async (input, viewer) => {
  await takeInOfficer(viewer, input);
  return shown(viewer, input.number);
});

export const sort = action(sortInput, async (input, viewer) => {
  await sortConcern(viewer, input);
  return shown(viewer, input.number);
});

export const voice = action(voiceInput, async (input, viewer) => {
  // Each one stands in the thread of those who work on it: not to be said and taken back all day.
  await throttle(`voice ${viewer.user.id}`, 40, "1 hour");
  await addVoice(viewer, input);
  return shown(viewer, input.number);
});

export const dropVoice = action(voiceInput, async (input, viewer) => {
  await dropOwnVoice(viewer, input);
  return shown(viewer, input.number);
});

export const rateVoice = action(voiceRatingInput, async (input, viewer) => {
  await rateAsVoice(viewer, input);
  return shown(viewer, input.number);
});

export const contact = action(contactInput, async (input, viewer) => {
  const found = await readContact(viewer, input);
  const t = await getTranslations("concern");
  const ways = [found.name, found.phone, found.email].filter(Boolean).join(" · ");
  return { shown: { contact: ways || t("noContact") } };
});
