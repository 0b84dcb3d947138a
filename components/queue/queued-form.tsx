"use client";

import { type ReactNode, useState } from "react";
import { Form, valuesOf } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { type QueuedItem, type QueuedKind, type QueuedPhoto, withQueue } from "#domain/visit/queue.ts";
import type { VisitStatus } from "#domain/visit/rules.ts";
import { Photos } from "./photos.tsx";
import { send } from "./send.ts";
import { change, put, useQueue } from "./store.ts";

/** The door that an entry is about. */
export type DoorOfEntry = {
  id: string;
  community: string;
  label: string;
  status: VisitStatus;
  /** When the page was made that says so; what waits on the phone comes on top. Nothing where that is in it already. */
  rendered?: number;
};

export type QueueFormWords = { required: string; kept: string; noRoom: string };

type Props = {
  kind: QueuedKind;
  door: DoorOfEntry;
  /** An entry that is corrected before it is sent. */
  edit?: QueuedItem;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  at: string;
  name?: string;
  restored?: Record<string, string | string[]> | null;
  label?: string;
  className?: string;
  words: QueueFormWords;
  /** Told when the entry lies on the phone. */
  onKept?: (item: QueuedItem) => void;
  children: ReactNode;
};

/** What belongs to the page, not to the entry. */
const ofPage = ["key", "at", "form", "files", "attachments"];

/**
 * A form whose entry is first laid down on the phone, and then sent: with or without signal it is the same way. Before
 * the page is alive, and where a browser keeps nothing, it posts like any other form.
 */
export function QueuedForm({ kind, door, edit, words, onKept, restored, children, ...rest }: Props) {
  const { user, available, items } = useQueue();
  const [photos, setPhotos] = useState<QueuedPhoto[]>(edit?.photos ?? []);

  async function keep(_state: FormState, data: FormData): Promise<FormState> {
    const values = Object.fromEntries(
      Object.entries(valuesOf(data)).filter(([name]) => !name.startsWith("$") && !ofPage.includes(name)),
    );
    const problem = problemOf(kind, values, photos.length, words.required);
    if (problem) return { errors: problem, values };
    const seen = door.rendered === undefined ? door.status : withQueue(door, items, door.rendered).status;
    const item: QueuedItem = {
      ...{ key: edit?.key ?? crypto.randomUUID(), user, kind, visit: door.id, community: door.community },
      ...{ door: door.label, values, photos, seen: edit?.seen ?? seen, at: edit?.at ?? Date.now() },
      state: "waiting",
    };
    try {
      // One that was refused had not been taken: corrected, it is the same entry.
      if (edit) await change(edit.key, (old) => (old.state === "sent" ? null : item));
      else await put(item);
    } catch {
      return { errors: {}, error: words.noRoom, values };
    }
    void navigator.storage?.persist?.().catch(() => false);
    setPhotos([]);
    onKept?.(item);
    void send();
    return { errors: {}, values: {}, done: kind === "note" || kind === "raise" ? words.kept : undefined };
  }

  return (
    <Photos value={{ photos, set: setPhotos, available }}>
      <Form {...rest} restored={edit ? edit.values : restored} instead={available ? keep : undefined}>
        {children}
      </Form>
    </Photos>
  );
}

/** What would be refused anyway is said at once: there may be no signal to hear it later. */
function problemOf(
  kind: QueuedKind,
  values: FormState["values"],
  photos: number,
  required: string,
): Record<string, string> | null {
  const said = (name: string) => String(values[name] ?? "").trim() !== "";
  if (kind === "raise" && !said("body")) return { body: required };
  if (kind === "note" && !photos && !["heard", "explained", "reflection"].some(said)) return { heard: required };
  return null;
}
