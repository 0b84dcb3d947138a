"use client";

import { useEffect, useId, useRef, useState } from "react";

/** A text to take elsewhere: marked whole where one enters it, copied by a button where a script runs. */
export function Copied({
  label,
  text,
  words,
}: {
  label: string;
  text: string;
  words: { copy: string; copied: string };
}) {
  const [alive, setAlive] = useState(false);
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => setAlive(true), []);
  const copy = async () => {
    field.current?.select();
    // Beyond localhost and https there is no clipboard; the text is marked, to be copied by hand.
    await navigator.clipboard?.writeText(text);
    setCopied(Boolean(navigator.clipboard));
  };
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="font-bold">
        {label}
      </label>
      <div className="flex flex-wrap gap-3">
        <input
          ref={field}
          id={id}
          readOnly
          value={text}
          dir="ltr"
          className="min-w-48 flex-1"
          onFocus={(event) => event.currentTarget.select()}
        />
        {alive && (
          <button type="button" className="btn" onClick={() => void copy().catch(() => undefined)}>
            {copied ? words.copied : words.copy}
          </button>
        )}
      </div>
      <span role="status" className="sr-only">
        {copied ? words.copied : ""}
      </span>
    </div>
  );
}
