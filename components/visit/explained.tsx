"use client";

import { type ReactNode, useState } from "react";
import { SelectField, TextField } from "#components/ui/fields.tsx";
import { useForm } from "#components/ui/form.tsx";
import type { CategoryKey } from "#domain/concern/category.ts";
import { speakingOf } from "#domain/policy/answering.ts";

/** A policy explanation on the phone: to be read out, and to be noted as explained. */
export type DoorPolicy = {
  id: string;
  category: CategoryKey;
  title: string;
  /** All of it as one text, by which it is found. */
  body: string;
  /** Its text, and the parts of it with what they are about. */
  lines: { about: string | null; text: string }[];
};

export type ExplainedWords = {
  policy: string;
  noPolicy: string;
  policyLikely: string;
  policyChoose: string;
  explained: string;
  explainedHint: string;
};

type Props = { words: ExplainedWords & { policies: readonly DoorPolicy[] }; heard: ReactNode };

/** What was heard, and which policy was explained: by what is written down those are offered that speak of it. */
export function Explained({ words, heard }: Props) {
  const { state } = useForm();
  const before = (name: string) => (typeof state.values[name] === "string" ? state.values[name] : "");
  const [typed, setTyped] = useState(before("heard"));
  const [chosen, setChosen] = useState(before("policy"));
  const { policies } = words;
  const likely = speakingOf(typed, policies).filter(({ id }) => id !== chosen);
  const said = policies.find(({ id }) => id === chosen);
  return (
    <div
      className="grid grid-cols-1 gap-4"
      onInput={({ target }) => {
        if (target instanceof HTMLTextAreaElement && target.name === "heard") setTyped(target.value);
        if (target instanceof HTMLSelectElement && target.name === "policy") setChosen(target.value);
      }}
    >
      {heard}
      {policies.length > 0 && (
        <>
          {likely.length > 0 && (
            <section aria-label={words.policyLikely} className="grid grid-cols-1 gap-1 border-s-[3px] border-door ps-3">
              <p className="small">{words.policyLikely}</p>
              {likely.map((policy) => (
                <details key={policy.id}>
                  <summary className="py-2.5 font-bold">{policy.title}</summary>
                  <ReadOut policy={policy} />
                  <button
                    type="button"
                    className="btn my-2"
                    onClick={({ currentTarget }) => {
                      const field = currentTarget.form?.elements.namedItem("policy");
                      if (field instanceof HTMLSelectElement) field.value = policy.id;
                      setChosen(policy.id);
                    }}
                  >
                    {words.policyChoose}
                  </button>
                </details>
              ))}
            </section>
          )}
          <SelectField
            name="policy"
            label={words.policy}
            empty={words.noPolicy}
            options={policies.map(({ id, title }) => ({ value: id, label: title }))}
          />
          {said && (
            <details className="border-s-[3px] border-line-2 ps-3">
              <summary className="py-2.5">{said.title}</summary>
              <ReadOut policy={said} />
            </details>
          )}
        </>
      )}
      <TextField name="explained" label={words.explained} hint={words.explainedHint} />
    </div>
  );
}

function ReadOut({ policy }: { policy: DoorPolicy }) {
  return (
    <div className="grid gap-2 pb-2 text-t1" dir="auto">
      {policy.lines.map(({ about, text }) => (
        <p key={`${about}${text.slice(0, 20)}`} className="whitespace-pre-wrap">
          {about && <b>{about} </b>}
          {text}
        </p>
      ))}
    </div>
  );
}
