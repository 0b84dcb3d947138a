"use client";

import { useEffect, useState } from "react";

type Props = {
  /** What is said of the draft that the page brought; null where it brought none. */
  note: string | null;
  discard: (data: FormData) => Promise<void>;
  fields: Record<string, string>;
  button: string;
};

/** That the text below is a draft from before, and a way to throw it away. What is typed now is no draft to speak of. */
export function DraftNote({ note, discard, fields, button }: Props) {
  const [first] = useState(note);
  const [gone, setGone] = useState(false);
  useEffect(() => {
    if (!note) setGone(true);
  }, [note]);
  if (!first || !note || gone) return null;
  return (
    <form
      action={discard}
      className="mt-8 flex flex-wrap items-center gap-x-4 text-t1 text-ink-2"
      onSubmit={() => {
        const area = document.querySelector<HTMLTextAreaElement>("#reply textarea[name=body]");
        if (area) area.value = "";
      }}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <span>{first}</span>
      <button type="submit" className="btn btn-plain">
        {button}
      </button>
    </form>
  );
}
