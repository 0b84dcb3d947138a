"use client";

import { useEffect, useRef, useState } from "react";
import { SelectField } from "#components/ui/fields.tsx";

type Props = {
  names: Record<string, string>;
  words: { label: string; auto: string; suggested: string; because: string };
};

type Suggestion = { category: string; because: string } | null;

/** The category, suggested from what is typed with the word that speaks for it; the person can always choose another. */
export function CategoryField({ names, words }: Props) {
  const [suggestion, setSuggestion] = useState<Suggestion>(null);
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const text = field.current?.closest("form")?.querySelector<HTMLTextAreaElement>("textarea[name=body]");
    if (!text) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const typed = text.value.trim();
        if (typed.length < 2) return setSuggestion(null);
        const answer = await fetch("/api/suggest", { method: "POST", body: typed.slice(0, 2000) }).catch(() => null);
        if (answer?.ok) setSuggestion((await answer.json()) as Suggestion);
      }, 500);
    };
    ask();
    text.addEventListener("input", ask);
    return () => {
      clearTimeout(timer);
      text.removeEventListener("input", ask);
    };
  }, []);
  const auto = suggestion ? words.suggested.replace("{category}", names[suggestion.category] ?? "") : words.auto;
  return (
    <div ref={field} className="grid gap-1">
      <SelectField
        name="category"
        label={words.label}
        initial="auto"
        options={[{ value: "auto", label: auto }, ...Object.entries(names).map(([value, label]) => ({ value, label }))]}
      />
      <p className="small" role="status">
        {suggestion ? words.because.replace("{word}", suggestion.because) : ""}
      </p>
    </div>
  );
}
