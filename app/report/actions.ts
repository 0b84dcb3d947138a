"use server";

import { redirect } from "next/navigation";
import { throttle } from "#domain/account/sign-in.ts";
import type { SignedIn, Viewer } from "#domain/account/viewer.ts";
import { idOfReport, raise } from "#domain/concern/raise.ts";
import { reportInput, similarInput } from "#domain/concern/similar.ts";
import { addVoice } from "#domain/concern/voice.ts";
import { joining } from "#domain/problem/similar.ts";
import { Refusal } from "#domain/refusal.ts";
import { publicAction } from "../forms.ts";
import { requestLocale } from "../i18n.ts";
import { clientAddress, keepFollow } from "../session.ts";
import { listen } from "./listen.ts";

export const report = publicAction(reportInput, async ({ considered, voice, problem, ...input }, viewer) => {
  await throttle(`report ${viewer.user?.id ?? (await clientAddress())}`, viewer.user ? 60 : 12, "1 hour");
  if (voice) {
    if (!viewer.user) throw new Refusal("notNow");
    await addVoice(viewer as Viewer & { user: SignedIn }, { key: input.key, number: voice });
    redirect(`/concerns/${voice}`);
  }
  // Not shown while it was written (there is no JavaScript): shown now, and sent by the next press.
  const similar =
    considered || problem ? null : await listen(viewer, similarInput.parse(input), idOfReport(viewer, input));
  if (similar) return { similar };
  const { number, trackingSecret } = await raise(viewer, input, await requestLocale(), {
    also: problem && viewer.user ? joining(input.community, problem) : undefined,
  });
  if (trackingSecret) await keepFollow(trackingSecret);
  // (Who may raise it and not follow it does not see it.)
  const helped = input.helper ? viewer.user?.helps.find((h) => h.id === input.helper) : undefined;
  if (helped && !helped.mayFollow) redirect("/helpers?raised=1");
  redirect(`/concerns/${number}?raised=1`);
});
