"use client";

import type { ReactNode } from "react";
import { useForm } from "./form.tsx";

type FieldProps = { name: string; label: ReactNode; hint?: ReactNode; labelHidden?: boolean };

function useField(name: string, fallback: string) {
  const { state, id } = useForm();
  const given = state.values[name];
  const error = state.errors[name];
  const value = (Array.isArray(given) ? given[0] : given) ?? fallback;
  const ids = { field: `${id}-${name}`, hint: `${id}-${name}-hint`, error: `${id}-${name}-error` };
  return { error, value, ids, all: given === undefined ? undefined : ([] as string[]).concat(given) };
}

function Around({
  ids,
  label,
  hint,
  error,
  labelHidden,
  children,
}: Omit<FieldProps, "name"> & { ids: ReturnType<typeof useField>["ids"]; error?: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-2">
      <label htmlFor={ids.field} className={labelHidden ? "sr-only" : "font-bold"}>
        {label}
      </label>
      {hint && (
        <p id={ids.hint} className="small -mt-1">
          {hint}
        </p>
      )}
      {error && (
        <p id={ids.error} className="text-t1 font-bold text-late">
          {error}
        </p>
      )}
      {children}
    </div>
  );
}

const described = (ids: ReturnType<typeof useField>["ids"], hint: ReactNode, error?: string) => ({
  "aria-describedby": [hint ? ids.hint : "", error ? ids.error : ""].filter(Boolean).join(" ") || undefined,
  "aria-invalid": error ? true : undefined,
});

type TextProps = FieldProps & {
  type?: "text" | "email" | "tel" | "password" | "datetime-local" | "date" | "time" | "number" | "url";
  initial?: string;
  autoComplete?: string;
  inputMode?: "text" | "email" | "tel" | "numeric";
  min?: string;
  required?: boolean;
};

export function TextField({
  name,
  label,
  hint,
  labelHidden,
  type = "text",
  initial = "",
  required,
  ...rest
}: TextProps) {
  const { error, value, ids } = useField(name, initial);
  return (
    <Around {...{ ids, label, hint, error, labelHidden }}>
      <input
        {...rest}
        {...described(ids, hint, error)}
        id={ids.field}
        name={name}
        type={type}
        defaultValue={type === "password" ? "" : value}
        aria-required={required}
        dir={type === "text" ? "auto" : undefined}
      />
    </Around>
  );
}

export function TextArea({
  name,
  label,
  hint,
  labelHidden,
  rows = 4,
  placeholder,
  initial = "",
  required,
}: FieldProps & { rows?: number; placeholder?: string; initial?: string; required?: boolean }) {
  const { error, value, ids } = useField(name, initial);
  return (
    <Around {...{ ids, label, hint, error, labelHidden }}>
      <textarea
        {...described(ids, hint, error)}
        id={ids.field}
        name={name}
        rows={rows}
        placeholder={placeholder}
        defaultValue={value}
        aria-required={required}
        dir="auto"
      />
    </Around>
  );
}

export type Option = { value: string; label: string };

export function SelectField({
  name,
  label,
  hint,
  labelHidden,
  options,
  groups,
  empty,
  initial = "",
}: FieldProps & {
  options?: Option[];
  groups?: { label: string; options: Option[] }[];
  empty?: string;
  initial?: string;
}) {
  const { error, value, ids } = useField(name, initial);
  const items = (list: Option[]) =>
    list.map((o) => (
      <option key={o.value} value={o.value}>
        {o.label}
      </option>
    ));
  return (
    <Around {...{ ids, label, hint, error, labelHidden }}>
      <select {...described(ids, hint, error)} key={value} id={ids.field} name={name} defaultValue={value}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options && items(options)}
        {groups?.map((g) => (
          <optgroup key={g.label} label={g.label}>
            {items(g.options)}
          </optgroup>
        ))}
      </select>
    </Around>
  );
}

type Choice = Option & { hint?: string };

/** One of several, each with a word of explanation. */
export function Choices({
  name,
  label,
  labelHidden,
  choices,
  initial = "",
  inline,
}: FieldProps & { choices: Choice[]; initial?: string; inline?: boolean }) {
  const { error, value, ids } = useField(name, initial);
  return (
    <fieldset id={ids.field} tabIndex={-1} aria-describedby={error ? ids.error : undefined}>
      <legend className={labelHidden ? "sr-only" : "mb-2 font-bold"}>{label}</legend>
      {error && (
        <p id={ids.error} className="mb-2 text-t1 font-bold text-late">
          {error}
        </p>
      )}
      <div className={inline ? "flex flex-wrap gap-x-6" : ""}>
        {choices.map((c) => (
          <label
            key={c.value}
            className={`grid min-h-(--touch) cursor-pointer grid-cols-[auto_1fr] items-center gap-x-3 ${inline ? "" : "border-t border-line py-3"}`}
          >
            <input type="radio" name={name} value={c.value} defaultChecked={c.value === value} />
            <span className={inline ? "" : "font-bold"}>{c.label}</span>
            {c.hint && <span className="small col-start-2 whitespace-pre-line">{c.hint}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Any of several. */
export function Ticks({ name, label, choices, initial = [] }: FieldProps & { choices: Choice[]; initial?: string[] }) {
  const { error, ids, all } = useField(name, "");
  const ticked = all ?? initial;
  return (
    <fieldset id={ids.field} tabIndex={-1} aria-describedby={error ? ids.error : undefined}>
      <legend className="mb-1 font-bold">{label}</legend>
      {error && (
        <p id={ids.error} className="mb-2 text-t1 font-bold text-late">
          {error}
        </p>
      )}
      {choices.map((c) => (
        <label key={c.value} className="grid min-h-(--touch) cursor-pointer grid-cols-[auto_1fr] items-center gap-x-3">
          <input type="checkbox" name={name} value={c.value} defaultChecked={ticked.includes(c.value)} />
          <span>{c.label}</span>
          {c.hint && <span className="small col-start-2">{c.hint}</span>}
        </label>
      ))}
    </fieldset>
  );
}

/** Yes or no. */
export function Tick({ name, label, hint, initial = false }: FieldProps & { initial?: boolean }) {
  const { state, id } = useForm();
  const touched = Object.keys(state.values).length > 0;
  const ticked = touched ? state.values[name] === "on" : initial;
  return (
    <label className="grid min-h-(--touch) cursor-pointer grid-cols-[auto_1fr] items-center gap-x-3">
      <input id={`${id}-${name}`} type="checkbox" name={name} defaultChecked={ticked} />
      <span>{label}</span>
      {hint && <span className="small col-start-2">{hint}</span>}
    </label>
  );
}

/** One file, chosen anew where a form was sent in vain: browsers give none back. */
export function FileField({ name, label, hint, accept }: FieldProps & { accept: string }) {
  const { error, ids } = useField(name, "");
  return (
    <Around {...{ ids, label, hint, error }}>
      <input
        {...described(ids, hint, error)}
        id={ids.field}
        name={name}
        type="file"
        accept={accept}
        required
        className="file:me-3 file:rounded-md file:border file:border-field file:bg-paper file:px-3 file:py-1.5 file:font-bold file:text-ink"
      />
    </Around>
  );
}
