"use client";

import type { ReactNode } from "react";
import { Tick } from "#components/ui/fields.tsx";
import { useForm } from "#components/ui/form.tsx";

type BoxProps = { name: string; value: string; initial?: boolean; className?: string; children: ReactNode };

/** One of several boxes of a name, which may stand apart from one another. */
export function Box({ name, value, initial = false, className = "", children }: BoxProps) {
  const { state } = useForm();
  const given = state.values[name];
  const ticked = given === undefined ? initial : [given].flat().includes(value);
  return (
    <label className={`min-h-(--touch) cursor-pointer items-center ${className}`}>
      <input type="checkbox" name={name} value={value} defaultChecked={ticked} />
      {children}
    </label>
  );
}

/** What several boxes are about, and what is wrong with them. Says, too, that none of them is ticked. */
export function Boxes({
  name,
  legend,
  hint,
  children,
}: {
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
}) {
  const { state, id } = useForm();
  const error = state.errors[name];
  return (
    <fieldset id={`${id}-${name}`} tabIndex={-1} aria-describedby={error ? `${id}-${name}-error` : undefined}>
      <legend className="font-bold">{legend}</legend>
      {hint && <p className="small">{hint}</p>}
      {error && (
        <p id={`${id}-${name}-error`} className="text-t1 font-bold text-late">
          {error}
        </p>
      )}
      <input type="hidden" name={name} value="" />
      {children}
    </fieldset>
  );
}

/** Folded away as long as nothing in it is wrong. */
export function Fold({ about, summary, children }: { about: string[]; summary: ReactNode; children: ReactNode }) {
  const { state } = useForm();
  const wrong = about.some((name) => state.errors[name]);
  return (
    <details className="fold" open={wrong || undefined} key={String(wrong)}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}

/** A second word that is asked for only where the first was not enough. */
export function Sure({ label }: { label: string }) {
  const { state } = useForm();
  return state.errors.sure ? <Tick name="sure" label={<b>{label}</b>} /> : null;
}
