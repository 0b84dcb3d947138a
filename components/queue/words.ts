import type { Finding } from "#domain/inspection/rules.ts";
import type { QueuedKind } from "#domain/visit/queue.ts";

/** What is said of entries that wait. */
export type QueueWords = {
  title: string;
  unsent: string;
  noSignal: string;
  sending: string;
  allSent: string;
  signIn: string;
  signInLink: string;
  trouble: string;
  retry: string;
  correct: string;
  discard: string;
  thrown: string;
  getBack: string;
  keep: string;
  leave: string;
  refused: string;
  sendAgain: string;
  beingSent: string;
  raised: string;
  conflict: string;
  photos: string;
  kinds: Record<Exclude<QueuedKind, "record" | "finding">, string>;
  findings: Record<Finding, string>;
  finding: string;
  findingNote: string;
  asOf: string;
  required: string;
};
