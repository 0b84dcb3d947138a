"use client";

import { unstable_rethrow } from "next/navigation";
import { createContext, type ReactNode, use, useActionState, useEffect, useId, useRef, useState } from "react";
import { useFormStatus } from "react-dom";
import { emptyState, type FormState } from "./form-state.ts";
import { useFormWords } from "./provided.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type FormContext = { state: FormState; id: string; submission: string };

const Context = createContext<FormContext>({ state: emptyState, id: "", submission: "" });

/** The state of the form a field stands in. */
export const useForm = () => use(Context);

export type FormProps = {
  action: Action;
  /** What happens instead, once the page is alive: for entries that are kept on the phone first. */
  instead?: Action;
  /** The key of this submission: the same one twice is one. */
  submission?: string;
  /** Where the form stands, to come back to after signing in. */
  at?: string;
  /** Names the form where a page has several that could be parked. */
  name?: string;
  /** What was typed before a session ended. */
  restored?: Record<string, string | string[]> | null;
  className?: string;
  /** For a link that leads to it. */
  id?: string;
  children: ReactNode;
  label?: string;
};

/**
 * A form that posts without JavaScript, shows what is wrong beside each field and above the form, and keeps everything
 * that was typed, also when the connection breaks.
 */
export function Form({
  action,
  instead,
  submission,
  at,
  name,
  restored,
  className,
  id: anchor,
  children,
  label,
}: FormProps) {
  const words = useFormWords();
  const initial = restored && (!name || restored.form === name) ? { ...emptyState, values: restored } : emptyState;
  const [started, setStarted] = useState(false);
  // A page that is brought up to date brings new keys; this submission keeps its own until it has arrived.
  const [key, setKey] = useState(submission ?? "");
  const kept = async (state: FormState, data: FormData): Promise<FormState> => {
    try {
      return await (instead ?? action)(state, data);
    } catch (error) {
      unstable_rethrow(error);
      return { errors: {}, error: words.offline, values: valuesOf(data), uploads: state.uploads };
    }
  };
  // Until the page is alive the form must know the server's own action; then lost connections are caught.
  const [state, submit, pending] = useActionState(started ? kept : action, initial);
  const id = useId();
  const summary = useRef<HTMLDivElement>(null);
  const errors = Object.entries(state.errors);
  useEffect(() => setStarted(true), []);
  const settled = useRef(state);
  useEffect(() => {
    if (settled.current === state) return;
    if (Object.keys(state.errors).length || state.error || state.done) summary.current?.focus();
    if (Object.keys(state.errors).length || state.error) return;
    settled.current = state;
    setKey(submission ?? "");
  }, [state, submission]);
  return (
    <Context value={{ state, id, submission: key }}>
      <form
        id={anchor}
        action={submit}
        noValidate
        className={className}
        aria-label={label}
        aria-busy={pending}
        onSubmit={(event) => {
          if (pending) event.preventDefault();
        }}
      >
        {key && <input type="hidden" name="key" value={key} />}
        {at && <input type="hidden" name="at" value={at} />}
        {name && <input type="hidden" name="form" value={name} />}
        {(errors.length > 0 || state.error) && (
          <div ref={summary} tabIndex={-1} role="alert" className="border-s-4 border-late bg-late-wash p-4 text-late">
            <p className="font-bold">{state.error ?? words.problem}</p>
            {errors.length > 0 && (
              <ul className="mt-2 grid gap-1">
                {errors.map(([field, text]) => (
                  <li key={field}>
                    <a href={`#${id}-${field}`}>{text}</a>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
        {state.done && (
          <div ref={summary} tabIndex={-1} role="status" className="border-s-4 border-done bg-done-wash p-4 text-done">
            {state.done}
          </div>
        )}
        {children}
      </form>
    </Context>
  );
}

/** What was typed, by name, without files. */
export function valuesOf(data: FormData): FormState["values"] {
  const values: FormState["values"] = {};
  for (const name of new Set(data.keys())) {
    const typed = data.getAll(name).filter((v): v is string => typeof v === "string");
    values[name] = typed.length > 1 ? typed : (typed[0] ?? "");
  }
  return values;
}

/** The button that sends the form; while it is under way it says so and does nothing more. */
export function Submit({
  children,
  main = false,
  name,
  value,
  className = "",
}: {
  children: ReactNode;
  main?: boolean;
  name?: string;
  value?: string;
  className?: string;
}) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      name={name}
      value={value}
      aria-disabled={pending}
      className={`btn ${main ? "btn-main" : ""} ${className}`}
    >
      {children}
    </button>
  );
}

/** Something that an action answered to be shown this once. */
export function Shown({ name, label }: { name: string; label: string }) {
  const { state } = useForm();
  const text = state.shown?.[name];
  return text ? (
    <p role="status">
      <span className="small block">{label}</span>
      <b className="num text-t4">{text}</b>
    </p>
  ) : null;
}
