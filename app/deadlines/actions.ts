"use server";

import { redirect } from "next/navigation";
import {
  addHoliday,
  addHolidays,
  agreedInput,
  dropHoliday,
  dropHolidayInput,
  holidayInput,
} from "#domain/deadline/holiday.ts";
import { hoursInput, setHours } from "#domain/deadline/hours.ts";
import { asText, pastedInput } from "#domain/deadline/pasted-days.ts";
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

/** What was pasted is looked through before it is agreed to: nothing is changed yet. */
export const readHolidays = action(pastedInput, async ({ days }) =>
  redirect(`/deadlines/holidays?${new URLSearchParams(days.map((one) => ["days", asText(one)]))}`),
);

export const agreeHolidays = action(agreedInput, async (input, viewer) => {
  await addHolidays(viewer, input);
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
