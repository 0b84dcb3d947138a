export const storyStatuses = ["draft", "in_review", "published", "withdrawn"] as const;

export type StoryStatus = (typeof storyStatuses)[number];

/** What somebody is to a story; app.story_capacities() in the database finds the same. */
export type StoryCapacity = "author" | "reviewer" | "lead";

type Rule = { act: string; from: readonly StoryStatus[]; to: StoryStatus; allowed: readonly StoryCapacity[] };

/** The one transition table of the story: nobody publishes what they wrote. */
const rules = [
  { act: "send", from: ["draft"], to: "in_review", allowed: ["author", "lead"] },
  { act: "take_back", from: ["in_review"], to: "draft", allowed: ["author", "lead"] },
  { act: "send_back", from: ["in_review"], to: "draft", allowed: ["reviewer"] },
  { act: "publish", from: ["in_review"], to: "published", allowed: ["reviewer"] },
  { act: "withdraw", from: ["published"], to: "withdrawn", allowed: ["author", "lead"] },
  { act: "rework", from: ["withdrawn"], to: "draft", allowed: ["author", "lead"] },
] as const satisfies readonly Rule[];

export type StoryAct = (typeof rules)[number]["act"];

export const storyTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

/** What a story comes to by an act of one who may; nothing where that is not possible now, or not theirs to do. */
export const storyAfter = (
  act: StoryAct,
  status: StoryStatus,
  capacities: readonly StoryCapacity[],
): StoryStatus | undefined =>
  storyTransitions.find((t) => t.act === act && t.from === status && t.allowed.some((c) => capacities.includes(c)))?.to;

/** How a household's answer came: by its own account, at the door, on paper. */
export const answeredHow = ["door", "paper"] as const;

/** What one says to one's words in a story. `unnamed`, for whose words they are: yes, but without saying so. */
export const quoteAnswers = ["yes", "unnamed", "no"] as const;

export type QuoteAnswer = (typeof quoteAnswers)[number];
