"use server";

import { redirect } from "next/navigation";
import { readAll } from "#domain/notification/list.ts";
import { viewer } from "../session.ts";

export async function markAllRead(): Promise<void> {
  await readAll(await viewer());
  redirect("/notifications");
}
