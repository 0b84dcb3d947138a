"use client";

import type { KeyboardEvent } from "react";
import type { Option } from "#components/ui/fields.tsx";
import { Form, Submit, useForm } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";

type PaperDoor = { id: string; place: string; door: string };

type Words = {
  title: string;
  empty: string;
  outcome: string;
  note: string;
  none: string;
  save: string;
  outcomes: Option[];
};

type Props = {
  doors: PaperDoor[];
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  at: string;
  restored: Record<string, string | string[]> | null;
  words: Words;
};

/** The letter that chooses an outcome: the same as on the paper's legend. */
const letters: Record<string, string> = {
  v: "visited",
  n: "nobody_home",
  d: "declined",
  m: "moved_away",
  l: "no_language",
};

/** A letter chooses the row's outcome, Enter goes to the next row: a sheet is typed as fast as it is read. */
function onKey(event: KeyboardEvent<HTMLElement>): void {
  const field = event.target as HTMLElement;
  const row = field.closest("fieldset");
  if (!row || !(field instanceof HTMLInputElement)) return;
  const outcome =
    field.type === "radio" && !event.metaKey && !event.ctrlKey && !event.altKey && letters[event.key.toLowerCase()];
  if (outcome) {
    event.preventDefault();
    const radio = row.querySelector<HTMLInputElement>(`input[value="${outcome}"]`);
    radio?.click();
    radio?.focus();
  }
  if (event.key === "Enter") {
    event.preventDefault();
    const next = row.nextElementSibling;
    const radios = next?.querySelectorAll<HTMLInputElement>('input[type="radio"]');
    const to = [...(radios ?? [])].find((radio) => radio.checked) ?? next?.querySelector("button");
    (to as HTMLElement | undefined)?.focus();
  }
}

/** A walk sheet as a form: a row a door. */
export function PaperSheet({ doors, words, ...form }: Props) {
  return (
    <Form {...form} label={words.title} className="grid">
      <Rows doors={doors} words={words} />
    </Form>
  );
}

function Rows({ doors, words }: Pick<Props, "doors" | "words">) {
  const { state, id } = useForm();
  if (!doors.length) return <p className="rule">{words.empty}</p>;
  return doors
    .map((door, i) => {
      const error = state.errors[door.id];
      const chosen = String(state.values[`outcome-${door.id}`] ?? "");
      return (
        <fieldset
          key={door.id}
          id={`${id}-${door.id}`}
          tabIndex={-1}
          aria-describedby={error ? `${id}-${door.id}-error` : undefined}
          onKeyDown={onKey}
          className="grid gap-x-6 gap-y-1 border-t border-line py-3 focus-within:bg-sheet md:grid-cols-[minmax(0,1fr)_16rem]"
        >
          {doors[i - 1]?.place !== door.place && <p className="small md:col-span-2">{door.place}</p>}
          <legend className="sr-only">
            {door.place} {door.door}
          </legend>
          <input type="hidden" name="visits" value={door.id} />
          {error && (
            <p id={`${id}-${door.id}-error`} className="text-t1 font-bold text-late md:col-span-2">
              {error}
            </p>
          )}
          <div className="flex flex-wrap items-center gap-x-4">
            <b aria-hidden="true" className="num w-16 text-t3">
              {door.door}
            </b>
            {[...words.outcomes, { value: "", label: words.none }].map((o) => (
              <label key={o.value} className="flex min-h-(--touch) cursor-pointer items-center gap-2 text-t1">
                <input type="radio" name={`outcome-${door.id}`} value={o.value} defaultChecked={o.value === chosen} />
                {o.label}
              </label>
            ))}
          </div>
          <input
            name={`heard-${door.id}`}
            aria-label={`${door.door} ${words.note}`}
            placeholder={words.note}
            defaultValue={String(state.values[`heard-${door.id}`] ?? "")}
            dir="auto"
          />
        </fieldset>
      );
    })
    .concat(
      <div key="save" className="border-t border-line pt-4">
        <Submit main>{words.save}</Submit>
      </div>,
    );
}
