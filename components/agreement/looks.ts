import type { AgreementStatus } from "#domain/agreement/rules.ts";
import type { Look } from "#domain/concern/rules.ts";

export const agreementLooks = {
  draft: "new",
  signing: "waiting",
  consent: "waiting",
  refused: "late",
  concluded: "going",
  carried_out: "done",
  dropped: "quiet",
} as const satisfies Record<AgreementStatus, Look>;
