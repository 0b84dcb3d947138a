"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { fill } from "#components/ui/fill.ts";
import { useForm } from "#components/ui/form.tsx";
import type { Mentionable } from "#domain/thread/mention.ts";
import { useDraft } from "./keep-draft.ts";

export type WriteWords = {
  text: string;
  placeholder: string;
  mention: string;
  mentionHint: string;
  /** "{count} …", said to screen readers as the list changes. */
  found: string;
};

type Props = {
  words: WriteWords;
  /** Where whom one may name is asked for. */
  mentionable: string;
  audience: "everyone" | "working";
  initial: string;
  /** What names the thread, for the draft to be kept; null where none is. */
  draft: Record<string, string> | null;
};

const most = 8;

/** What is being typed behind an @ before the caret. */
const asked = (before: string) => /(?<![\p{Script=Latin}\d._%+-])[@＠]([^\s@＠]{0,20})$/u.exec(before)?.[1];

/**
 * The text of a message. Behind an @ a list of those who can be named opens: arrows choose, Enter takes, Escape closes.
 * Without JavaScript it is a plain field, and a whole name behind an @ is understood all the same.
 */
export function WriteArea({ words, mentionable, audience, initial, draft }: Props) {
  const { state, id, submission } = useForm();
  const list = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useDraft(field, draft, submission);
  const [names, setNames] = useState<{ audience: string; list: Mentionable[] } | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const error = state.errors.body;
  const given = state.values.body;
  const value = (Array.isArray(given) ? given[0] : given) ?? initial;
  const lower = (typed ?? "").toLowerCase();
  const found =
    typed === null || names?.audience !== audience
      ? []
      : names.list.filter(({ label }) => label.toLowerCase().includes(lower)).slice(0, most);
  const chosen = Math.min(at, found.length - 1);

  useEffect(() => {
    if (typed === null || names?.audience === audience) return;
    let wanted = true;
    fetch(`${mentionable}&audience=${audience}`)
      .then((r) => (r.ok ? (r.json() as Promise<Mentionable[]>) : []))
      .then((all) => wanted && setNames({ audience, list: all }))
      // No line: the names can be typed in full.
      .catch(() => {});
    return () => {
      wanted = false;
    };
  }, [typed, audience, names, mentionable]);

  // A draft that was thrown away goes from the field too, unless it was written on since.
  const begun = useRef(initial);
  useEffect(() => {
    const area = field.current;
    if (area && begun.current && !initial && area.value === begun.current) area.value = "";
    begun.current = initial;
  }, [initial]);

  const look = () => {
    const area = field.current;
    const next = area ? asked(area.value.slice(0, area.selectionStart)) : undefined;
    setTyped(next ?? null);
    setAt(0);
  };
  const take = (one: Mentionable) => {
    const area = field.current;
    if (!area) return;
    const end = area.selectionStart;
    area.setRangeText(`${one.label} `, end - (typed ?? "").length, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
    setTyped(null);
  };
  const onKey = (event: KeyboardEvent) => {
    const one = found[chosen];
    if (!one || event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((chosen + step + found.length) % found.length);
    else if (event.key === "Enter" || event.key === "Tab") take(one);
    else if (event.key === "Escape") setTyped(null);
    else return;
    event.preventDefault();
  };
  return (
    <div className="grid content-start gap-2">
      <label htmlFor={`${id}-body`} className="sr-only">
        {words.text}
      </label>
      {error && (
        <p id={`${id}-body-error`} className="text-t1 font-bold text-late">
          {error}
        </p>
      )}
      <textarea
        ref={field}
        id={`${id}-body`}
        name="body"
        rows={4}
        placeholder={words.placeholder}
        defaultValue={value}
        aria-required
        aria-invalid={error ? true : undefined}
        aria-describedby={`${error ? `${id}-body-error ` : ""}${list}-hint`}
        aria-autocomplete="list"
        aria-controls={found.length ? list : undefined}
        aria-activedescendant={found.length ? `${list}-${chosen}` : undefined}
        dir="auto"
        onInput={look}
        onClick={look}
        onKeyDown={onKey}
        onBlur={() => setTyped(null)}
      />
      {found.length > 0 && (
        <div id={list} role="listbox" aria-label={words.mention} className="rounded-md border border-line-2 bg-sheet">
          {found.map((one, i) => (
            // The field keeps the focus, and its keys: this is for the finger and the mouse.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text field's keys choose here
            // biome-ignore lint/a11y/useFocusableInteractive: the text field points here (aria-activedescendant)
            <div
              key={one.id}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === chosen}
              className="flex min-h-(--touch) cursor-pointer flex-wrap items-center gap-x-3 px-3 text-t1 aria-selected:bg-paper aria-selected:font-bold"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(one)}
            >
              {one.label}
              {one.detail && <span className="small">{one.detail}</span>}
            </div>
          ))}
        </div>
      )}
      <p role="status" className="sr-only">
        {typed !== null && names ? fill(words.found, { count: found.length }) : ""}
      </p>
      <p id={`${list}-hint`} className="small">
        {words.mentionHint}
      </p>
    </div>
  );
}
