/** What a policy explanation says beside its text, in the order in which one asks: each where there is something to say. */
export const policyParts = ["who", "bring", "place", "takes", "ask"] as const;

export type PolicyPart = (typeof policyParts)[number];

export type PolicyParts = Record<PolicyPart, string | null>;

/** Text and parts as one text: what is searched for, and compared with what somebody writes. */
export const wholeText = ({ body, ...parts }: { body: string } & Partial<PolicyParts>): string =>
  [body, ...policyParts.map((part) => parts[part])].filter(Boolean).join("\n");
