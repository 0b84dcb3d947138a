/** Whether what was agreed on is done, as a household sees it. */
export const toldAnswers = ["yes", "no", "not_yet"] as const;

export type ToldAnswer = (typeof toldAnswers)[number];
