"use client";

import Link from "next/link";
import { useId, useRef } from "react";

export type FilledReply = { id: string; name: string; text: string };

type Props = {
  replies: FilledReply[];
  /** Leads to where they are written, for those who may. */
  manage: boolean;
  words: { saved: string; choose: string; insert: string; manage: string };
};

/** The form that asks for a page with a saved reply in it, for browsers that run no scripts; it stands beside the other. */
export const pickForm = "saved-pick";

/** Saved replies, filled in for this concern: chosen, and put in where the caret stands. */
export function SavedPicker({ replies, manage, words }: Props) {
  const own = useId();
  const select = useRef<HTMLSelectElement>(null);
  const insert = () => {
    const reply = replies.find(({ id }) => id === select.current?.value);
    const field = document.querySelector<HTMLTextAreaElement>("#reply textarea[name=body]");
    if (!reply || !field) return;
    field.setRangeText(reply.text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
  return (
    <p className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <span className="grid min-w-0 gap-1 text-t1">
        <label htmlFor={own}>{words.saved}</label>
        <select ref={select} id={own} name="saved" form={pickForm} defaultValue="" className="max-w-full">
          <option value="">{words.choose}</option>
          {replies.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </span>
      <button
        type="submit"
        form={pickForm}
        className="btn"
        onClick={(event) => {
          event.preventDefault();
          insert();
        }}
      >
        {words.insert}
      </button>
      {manage && (
        <Link href="/replies" prefetch={false} className="lone text-t1">
          {words.manage}
        </Link>
      )}
    </p>
  );
}
