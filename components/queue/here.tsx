"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { EntryWords } from "#components/visit/entry.tsx";
import { send } from "./send.ts";
import { open, tidy, useQueue } from "./store.ts";
import { Unsent } from "./unsent.tsx";
import type { QueueWords } from "./words.ts";

type Props = {
  self: string;
  visit: string;
  at: string;
  rendered: number;
  locale: string;
  timeZone: string;
  words: QueueWords;
  entry: EntryWords;
};

/** The queue on the page of one visit: what waits for it, and a new page once that has arrived. */
export function QueueHere({ self, rendered, ...props }: Props) {
  const { sending } = useQueue();
  const router = useRouter();
  useEffect(() => void open(self).then(() => send()), [self]);
  useEffect(() => void tidy(rendered, performance.timeOrigin).catch(() => undefined), [rendered]);
  useEffect(() => {
    if (sending.phase === "sent" && navigator.onLine) router.refresh();
  }, [sending.phase, router]);
  return <Unsent {...props} />;
}
