"use server";

import { redirect } from "next/navigation";
import { addHoliday, dropHoliday, dropHolidayInput, holidayInput } from "#domain/deadline/holiday.ts";
import { hoursInput, setHours } from "#domain/deadline/hours.ts";
import { dropTarget, dropTargetInput, setTarget, targetInput } from "#domain/deadline/set-target.ts";
import { action } from "../forms.ts";

export const saveHours = action(hoursInput, async (input, viewer) => {
  await setHours(viewer, input);
  return redirect("/deadlines?saved=1");
});

export const enterHoliday = action(holidayInput, async (input, viewer) => {
  await addHoliday(viewer, input);
  return redirect("/deadlines?saved=1#holidays");
});

export const removeHoliday = action(dropHolidayInput, async (input, viewer) => {
  await dropHoliday(viewer, input);
  return redirect("/deadlines?saved=1#holidays");
});

export const saveTarget = action(targetInput, async (input, viewer) => {
  await setTarget(viewer, input);
  return redirect("/deadlines?saved=1#targets");
});

export const usualTarget = action(dropTargetInput, async (input, viewer) => {
  await dropTarget(viewer, input);
  return redirect("/deadlines?saved=1#targets");
});
