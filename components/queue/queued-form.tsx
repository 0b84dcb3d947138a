"use client";

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Form, valuesOf } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { type QueuedItem, type QueuedKind, type QueuedPhoto, withQueue } from "#domain/visit/queue.ts";
import type { VisitStatus } from "#domain/visit/rules.ts";
import { Photos } from "./photos.tsx";
import { send } from "./send.ts";
import { change, keepTyped, put, typed, useQueue } from "./store.ts";

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
  /** Which of several forms of a kind at this door it is. */
  about?: string;
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
export function QueuedForm({ kind, door, about, edit, words, onKept, restored, children, ...rest }: Props) {
  const { user, available, items } = useQueue();
  const { photos, setPhotos, draft, follow, done } = useDraft(
    [kind === "told" ? rest.name : kind, door.id, about].filter(Boolean).join(" "),
    available && !edit,
    edit?.photos,
  );

  async function keep(_state: FormState, data: FormData): Promise<FormState> {
    const values = ofEntry(data);
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
    done();
    onKept?.(item);
    void send();
    return {
      errors: {},
      values: {},
      done: kind === "note" || kind === "raise" || kind === "finding" ? words.kept : undefined,
    };
  }

  return (
    <Photos value={{ photos, set: setPhotos, available }}>
      <div className="contents" onInput={follow}>
        <Form
          {...rest}
          key={draft ? "draft" : "new"}
          restored={edit?.values ?? draft ?? restored}
          name={draft ? undefined : rest.name}
          instead={available ? keep : undefined}
        >
          {children}
        </Form>
      </div>
    </Photos>
  );
}

/** What a form holds of the entry itself. */
const ofEntry = (data: FormData): FormState["values"] =>
  Object.fromEntries(
    Object.entries(valuesOf(data)).filter(([name]) => !name.startsWith("$") && !ofPage.includes(name)),
  );

/** Texts of which nothing may be lost. */
const texts = ["heard", "explained", "reflection", "body", "note", "word"];

/** What is being typed, kept while it is typed: a phone that takes a photo may end the page. */
function useDraft(id: string, on: boolean, initial: QueuedPhoto[] = []) {
  const [photos, show] = useState<QueuedPhoto[]>(initial);
  const latest = useRef(initial);
  const [draft, setDraft] = useState<FormState["values"] | null>(null);
  const form = useRef<HTMLFormElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const values = useRef<FormState["values"]>({});
  const set = (held: QueuedPhoto[]) => {
    latest.current = held;
    show(held);
  };
  useEffect(() => {
    if (!on) return;
    typed(id)
      .then((found) => {
        if (!found) return;
        values.current = found.values;
        latest.current = found.photos;
        show(found.photos);
        setDraft(found.values);
      })
      .catch(() => undefined);
  }, [id, on]);
  const lay = () => {
    const held = latest.current;
    const said = held.length > 0 || texts.some((name) => String(values.current[name] ?? "").trim());
    if (on) void keepTyped(id, said ? { values: values.current, photos: held } : null).catch(() => undefined);
  };
  /** What stands in the form now, kept at once. */
  const gather = () => {
    clearTimeout(timer.current);
    if (form.current) values.current = ofEntry(new FormData(form.current));
    lay();
  };
  const gathering = useRef(gather);
  gathering.current = gather;
  useEffect(() => {
    // The page is left, or the phone takes it away, before the pause in typing was over.
    const leave = () => {
      if (form.current?.isConnected) gathering.current();
    };
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, []);
  return {
    photos,
    draft,
    setPhotos: (held: QueuedPhoto[]) => {
      set(held);
      gather();
    },
    follow: (event: FormEvent<HTMLElement>) => {
      form.current = (event.target as HTMLElement).closest("form");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => gathering.current(), 300);
    },
    done: () => {
      clearTimeout(timer.current);
      form.current = null;
      values.current = {};
      set([]);
      setDraft(null);
      if (on) void keepTyped(id, null).catch(() => undefined);
    },
  };
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
  if (kind === "note" && !photos && !["heard", "policy", "explained", "reflection"].some(said))
    return { heard: required };
  return null;
}
