"use client";

import { useForm } from "#components/ui/form.tsx";

type Props = { label: string; hint: string; each: string; count: number };

/** Several days and times under one name; those left empty do not count. What was typed stays in each. */
export function TimesField({ label, hint, each, count }: Props) {
  const { state, id } = useForm();
  const typed = ([] as string[]).concat(state.values.times ?? []);
  const error = state.errors.times;
  return (
    <fieldset id={`${id}-times`} tabIndex={-1} aria-describedby={`${id}-times-hint`} className="grid gap-2">
      <legend className="font-bold">{label}</legend>
      <p id={`${id}-times-hint`} className="small">
        {hint}
      </p>
      {error && <p className="text-t1 font-bold text-late">{error}</p>}
      <div className="grid gap-3 sm:grid-cols-2">
        {Array.from({ length: count }, (_, i) => (
          <input
            // biome-ignore lint/suspicious/noArrayIndexKey: the fields have no identity but their place
            key={i}
            type="datetime-local"
            name="times"
            aria-label={`${each} ${i + 1}`}
            aria-invalid={error ? true : undefined}
            defaultValue={typed[i] ?? ""}
          />
        ))}
      </div>
    </fieldset>
  );
}
