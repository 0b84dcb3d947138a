import type { Listened } from "#components/report/candidates.ts";
import type { Attached } from "#domain/attachment/attached.ts";

/** What an action answers to its form. */
export type FormState = {
  /** By field, in the person's language. */
  errors: Record<string, string>;
  /** About the form as a whole. */
  error?: string;
  /** What was typed, so that nothing of it is lost. */
  values: Record<string, string | string[]>;
  /** Files that came along and are kept. */
  uploads?: Attached[];
  /** Done, with a word about it, where the page stays. */
  done?: string;
  /** What may be the same, or answer it at once: to be looked at before it is sent again. */
  similar?: Listened;
  /** Something to be shown this once, such as a code or a telephone number. */
  shown?: Record<string, string>;
};

export const emptyState: FormState = { errors: {}, values: {} };
