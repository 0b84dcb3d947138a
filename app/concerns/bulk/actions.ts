"use server";

import { redirect } from "next/navigation";
import { bulkInput, carryOutBulk, planInput } from "#domain/triage/bulk.ts";
import { action } from "../../forms.ts";

/** What is to be done is said in the address of the preview: nothing is changed yet. */
export const plan = action(planInput, async (input) => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) for (const one of [value].flat()) params.append(name, String(one));
  return redirect(`/concerns/bulk?${params}`);
});

export const carryOut = action(bulkInput, async (input, viewer) => {
  const { done, left } = await carryOutBulk(viewer, input);
  const params = new URLSearchParams({ done: String(done.length) });
  if (left.length) params.set("left", left.map(({ number }) => number).join(","));
  return redirect(`/concerns/inbox?${params}`);
});
