"use client";

import { type ReactNode, useState } from "react";
import { Submit, useForm } from "#components/ui/form.tsx";
import { WriteArea, type WriteWords } from "./write-area.tsx";

type Props = {
  main: boolean;
  /** Whether the writer may write to officers and units alone. */
  working: boolean;
  /** The one audience there is for what is written now. */
  only?: "working";
  /** The one chosen at first: that of a draft. */
  initial?: "everyone" | "working";
  words: {
    legend: string;
    everyone: string;
    working: string;
    sendEveryone: string;
    sendWorking: string;
  };
  write: { words: WriteWords; mentionable: string; initial: string; draft: Record<string, string> | null };
  children: ReactNode;
};

/** The choice of who reads, the text, and a button that repeats the choice. */
export function AudienceField({ main, working, only, initial, words, write, children }: Props) {
  const { state, id } = useForm();
  const [chosen, setAudience] = useState((state.values.audience ?? initial) === "working" ? "working" : "everyone");
  const audience: "everyone" | "working" = only ?? (working && chosen === "working" ? "working" : "everyone");
  const error = state.errors.audience;
  const choice = (value: "everyone" | "working", label: string) => (
    <label className="flex min-h-(--touch) cursor-pointer items-center gap-2 px-4 py-1 text-t1 has-checked:font-bold has-checked:shadow-[inset_0_-3px_0_var(--door)]">
      <input
        type="radio"
        name="audience"
        value={value}
        checked={audience === value}
        onChange={() => setAudience(value)}
      />
      {label}
    </label>
  );
  return (
    <>
      <div
        className={`overflow-hidden rounded-md border border-field bg-sheet ${audience === "working" ? "border-dashed border-waiting" : ""}`}
      >
        {working && !only ? (
          <fieldset
            id={`${id}-audience`}
            tabIndex={-1}
            aria-describedby={error ? `${id}-audience-error` : undefined}
            className="grid border-b border-line sm:grid-cols-2"
          >
            <legend className="sr-only">{words.legend}</legend>
            {error && (
              <p id={`${id}-audience-error`} className="col-span-full px-4 pt-2 text-t1 font-bold text-late">
                {error}
              </p>
            )}
            {choice("everyone", words.everyone)}
            {choice("working", words.working)}
          </fieldset>
        ) : (
          <p className="border-b border-line px-4 py-2 text-t1">
            <input type="hidden" name="audience" value={audience} />
            {words[audience]}
          </p>
        )}
        <div className="p-3">
          <WriteArea {...write} audience={audience} />
        </div>
      </div>
      {children}
      <Submit main={main} className="justify-self-start">
        {audience === "working" ? words.sendWorking : words.sendEveryone}
      </Submit>
    </>
  );
}
