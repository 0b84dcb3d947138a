"use client";

import { useState } from "react";
import { useForm } from "#components/ui/form.tsx";

type Props = { version: number; words: { theirs: string; yours: string } };

/**
 * Against which version of a line this form was filled in: the one that was read first, however often the page is brought
 * up to date meanwhile. Where somebody was faster, theirs is shown beside one's own, and the next press is against that.
 */
export function Version({ version, words }: Props) {
  const { state } = useForm();
  const [read] = useState(version);
  const { theirs, version: newer } = state.shown ?? {};
  const mine = state.values.body;
  return (
    <>
      <input type="hidden" name="version" value={newer ?? read} />
      {theirs !== undefined && (
        <div className="grid gap-4 sm:grid-cols-2">
          <div className="grid content-start gap-1 border-s-4 border-going ps-3">
            <b className="text-t1">{words.theirs}</b>
            <p className="said" dir="auto" data-theirs="">
              {theirs}
            </p>
          </div>
          {typeof mine === "string" && (
            <div className="grid content-start gap-1 border-s-4 border-waiting ps-3">
              <b className="text-t1">{words.yours}</b>
              <p className="said" dir="auto" data-yours="">
                {mine}
              </p>
            </div>
          )}
        </div>
      )}
    </>
  );
}
