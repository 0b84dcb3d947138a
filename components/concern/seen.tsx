"use client";

import { useEffect, useRef, useState } from "react";
import { useForm } from "#components/ui/form.tsx";

/**
 * What stood in the thread as the writer began: what came while they looked at their own text does not count as seen, until
 * the form has come back and said so.
 */
export function Seen({ newest }: { newest: number }) {
  const { state, submission } = useForm();
  const field = useRef<HTMLInputElement>(null);
  const [begun, setBegun] = useState<{ submission: string; seen: number } | null>(null);
  useEffect(() => {
    const form = field.current?.form;
    const begin = () => {
      // What came since the page was made stands in the thread already.
      const shown = Number(document.querySelector<HTMLElement>("ol.thread")?.dataset.newest ?? 0);
      setBegun((was) => (was?.submission === submission ? was : { submission, seen: Math.max(newest, shown) }));
    };
    form?.addEventListener("input", begin);
    return () => form?.removeEventListener("input", begin);
  }, [submission, newest]);
  const seen = begun?.submission === submission ? begun.seen : newest;
  return <input ref={field} type="hidden" name="seen" value={Math.max(seen, Number(state.shown?.seen ?? 0))} />;
}
