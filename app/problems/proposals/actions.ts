"use server";

import { redirect } from "next/navigation";
import { setAsideInput, setAside as setProposalAside } from "#domain/problem/propose/decide.ts";
import { askForSearch, searchInput } from "#domain/problem/propose/search.ts";
import { action } from "../../forms.ts";

export const search = action(searchInput, async (input, viewer) => {
  await askForSearch(viewer, input);
  return redirect("/problems/proposals");
});

export const setAside = action(setAsideInput, async (input, viewer) => {
  await setProposalAside(viewer, input);
  return redirect("/problems/proposals");
});
