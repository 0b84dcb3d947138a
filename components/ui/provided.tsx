"use client";

import { createContext, type ReactNode, use } from "react";

/** What every form and every field for files says, in the person's language: given once a page, by the layout. */
export type FormWords = {
  problem: string;
  offline: string;
  files: string;
  filesHint: string;
  remove: string;
  uploading: string;
  uploadFailed: string;
  tooMany: string;
};

const Context = createContext<FormWords | null>(null);

export function FormWordsProvider({ words, children }: { words: FormWords; children: ReactNode }) {
  return <Context value={words}>{children}</Context>;
}

export function useFormWords(): FormWords {
  const words = use(Context);
  if (!words) throw new Error("forms stand within the layout");
  return words;
}
