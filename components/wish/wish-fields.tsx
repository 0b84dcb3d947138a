"use client";

import type { ReactNode } from "react";
import { TextField } from "#components/ui/fields.tsx";
import { useForm } from "#components/ui/form.tsx";
import type { WishKind } from "#domain/wish/kind.ts";

export type DayOffers = {
  day: string;
  label: string;
  /** Date and weekday. */
  pieces: [string, string];
  offers: { value: string; label: string; full: string }[];
};

type Props = {
  days: DayOffers[];
  /** How many days stand open; the others are folded away. */
  open: number;
  initial: { kind: WishKind; times: string[]; phone: string };
  words: Record<
    "legend" | "times" | "timesHint" | "noTimes" | "later" | "any" | "call" | "phone" | "phoneHint",
    string
  >;
};

/**
 * When a household may be visited. What belongs to a choice is shown with it, by the style sheet alone; where that is not
 * understood all is shown.
 */
export function WishFields({ days, open, initial, words }: Props) {
  const { state, id } = useForm();
  const kind = typeof state.values.kind === "string" ? state.values.kind : initial.kind;
  const given = state.values.times;
  const touched = Object.keys(state.values).length > 0;
  const times = given !== undefined ? ([] as string[]).concat(given) : touched ? [] : initial.times;
  const radio = (value: WishKind, label: string) => (
    <label className="grid min-h-(--touch) cursor-pointer grid-cols-[auto_1fr] items-center gap-x-3 border-t border-line py-2 font-bold">
      <input type="radio" name="kind" value={value} defaultChecked={kind === value} />
      {label}
    </label>
  );
  const rows = (list: DayOffers[]) => list.map((d) => <Day key={d.day} day={d} ticked={times} />);
  return (
    <fieldset id={`${id}-kind`} tabIndex={-1} className="group/kind">
      <legend className="mb-2 font-bold">{words.legend}</legend>
      <Wrong id={`${id}-kind-error`} text={state.errors.kind} />
      {days.length > 0 && radio("times", words.times)}
      {days.length > 0 && (
        <div
          id={`${id}-times`}
          tabIndex={-1}
          className="grid gap-2 pb-3 group-has-[[value=times]:not(:checked)]/kind:hidden sm:ps-8"
        >
          <p className="small">{words.timesHint}</p>
          <Wrong id={`${id}-times-error`} text={state.errors.times} />
          {rows(days.slice(0, open))}
          {days.length > open && (
            <details
              className="fold"
              open={days.slice(open).some((d) => d.offers.some((o) => times.includes(o.value)))}
            >
              <summary>{words.later}</summary>
              <div className="grid gap-2 pt-1">{rows(days.slice(open))}</div>
            </details>
          )}
        </div>
      )}
      {radio("any", words.any)}
      {days.length === 0 && <p className="small pb-3 sm:ps-8">{words.noTimes}</p>}
      {radio("call", words.call)}
      <div className="pb-3 group-has-[[value=call]:not(:checked)]/kind:hidden sm:ps-8">
        <TextField
          name="phone"
          type="tel"
          label={words.phone}
          hint={words.phoneHint}
          initial={initial.phone}
          autoComplete="tel"
        />
      </div>
    </fieldset>
  );
}

function Wrong({ id, text }: { id: string; text: string | undefined }) {
  return text ? (
    <p id={id} className="text-t1 font-bold text-late">
      {text}
    </p>
  ) : null;
}

function Day({ day, ticked }: { day: DayOffers; ticked: string[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand beside its boxes
    <div
      role="group"
      aria-label={day.label}
      className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-start gap-x-1.5 border-t border-line pt-2"
    >
      <span aria-hidden="true" className="grid text-t1 leading-tight">
        <span className="num whitespace-nowrap">{day.pieces[0]}</span>
        <span className="small">{day.pieces[1]}</span>
      </span>
      <span className="flex flex-wrap gap-1.5">
        {day.offers.map((o) => (
          <label
            key={o.value}
            className="num inline-flex min-h-(--touch) cursor-pointer items-center gap-1.5 rounded-md border border-field bg-sheet px-1.5 text-t1 has-checked:border-door has-checked:bg-door-wash"
          >
            <input
              type="checkbox"
              name="times"
              value={o.value}
              aria-label={o.full}
              defaultChecked={ticked.includes(o.value)}
            />
            {o.label}
          </label>
        ))}
      </span>
    </div>
  );
}

/** Folds a form's fields away, and stands open where something in them is wrong. */
export function Fold({ summary, open, children }: { summary: string; open: boolean; children: ReactNode }) {
  const { state } = useForm();
  const wrong = Boolean(state.error) || Object.keys(state.errors).length > 0;
  return (
    <details className="fold" open={wrong || open || undefined}>
      <summary className="min-h-14">{summary}</summary>
      <div className="grid gap-5 py-4">{children}</div>
    </details>
  );
}
