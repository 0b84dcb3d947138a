"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { emptyState } from "#components/ui/form-state.ts";
import { closeRoom, closeRoomInput } from "#domain/room/close.ts";
import { openRoom, roomInput } from "#domain/room/create.ts";
import { addMembersInput, addMembers as addToRoom, removeMember, removeMemberInput } from "#domain/room/member.ts";
import { sayInput, sayInRoom } from "#domain/room/say.ts";
import { deleteInput, deleteMessage } from "#domain/thread/delete.ts";
import { saveDraft } from "#domain/thread/draft.ts";
import { editInput, edit as editMessage } from "#domain/thread/edit.ts";
import { whereInput } from "#domain/thread/where.ts";
import { unlessCollided } from "../../../collided.ts";
import { action } from "../../../forms.ts";

type At = { number: string; room?: string | null | undefined };

const pathOf = ({ number, room }: At) => `/concerns/${number}/rooms/${room}`;
const entry = z.coerce.number().int().min(0).catch(0);

export const open = action(roomInput, async (input, viewer) => {
  const room = await openRoom(viewer, input);
  redirect(pathOf({ number: input.number, room }));
});

export const reply = action(sayInput, async (input, viewer) => {
  const collided = await unlessCollided(sayInRoom(viewer, input));
  if (collided) return collided;
  // In place where the page is alive: one goes on reading where one was.
  if (!(await headers()).has("next-action")) redirect(pathOf(input));
  refresh();
  return {};
});

export const edit = action(editInput.extend({ entry }), async (input, viewer) => {
  await editMessage(viewer, input);
  redirect(`${pathOf(input)}#e${input.entry}`);
});

export const takeBack = action(deleteInput.extend({ entry }), async (input, viewer) => {
  await deleteMessage(viewer, input);
  redirect(`${pathOf(input)}#e${input.entry}`);
});

const discard = action(whereInput, async (where, viewer) => {
  await saveDraft(viewer, { ...where, body: "", audience: "everyone" });
  if (!(await headers()).has("next-action")) redirect(`${pathOf(where)}#reply`);
  refresh();
  return {};
});

export async function discardDraft(data: FormData): Promise<void> {
  await discard(emptyState, data);
}

export const addMembers = action(addMembersInput, async (input, viewer) => {
  await addToRoom(viewer, input);
  redirect(pathOf(input));
});

/** Whoever takes themselves out sees the room no more: then to the desk. */
export const remove = action(removeMemberInput, async (input, viewer) => {
  await removeMember(viewer, input);
  redirect(input.member === viewer.user.id && !viewer.claims.coordinates.length ? "/desk" : pathOf(input));
});

export const close = action(closeRoomInput, async (input, viewer) => {
  await closeRoom(viewer, input);
  redirect(pathOf(input));
});
