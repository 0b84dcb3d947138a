/**
 * What a story can tell in figures: references to the portal's own counts, as everybody may know them. app.story_figure() in
 * the database knows the same keys; each is defined in words under `stories.figures` in the messages.
 */
export const storyFigureKinds = {
  doors_visited: { unit: "doors", of: null, at: () => "/figures" },
  doors_all: { unit: "doors", of: null, at: () => "/figures" },
  concerns_raised: { unit: "concerns", of: null, at: () => "/figures" },
  concerns_solved: { unit: "concerns", of: null, at: () => "/figures" },
  answered_in_time: { unit: "percent", of: null, at: () => "/figures" },
  problem_households: { unit: "households", of: "problem", at: (problem: string) => `/problems/${problem}` },
  told_back_yes: { unit: "households", of: "problem", at: (problem: string) => `/problems/${problem}` },
  agreement_signers: { unit: "parties", of: "problem", at: (problem: string) => `/problems/${problem}` },
  agreement_cost: { unit: "yuan", of: "problem", at: (problem: string) => `/problems/${problem}` },
  measures_done: { unit: "measures", of: "problem", at: (problem: string) => `/problems/${problem}` },
} as const satisfies Record<
  string,
  {
    unit: "doors" | "concerns" | "percent" | "households" | "parties" | "yuan" | "measures";
    /** What its argument names, if it has one. */
    of: "problem" | null;
    /** Where to see it. */
    at: (argument: string) => string;
  }
>;

export type StoryFigureKey = keyof typeof storyFigureKinds;

export const storyFigureKeys = Object.keys(storyFigureKinds) as StoryFigureKey[];

export const isStoryFigure = (key: string): key is StoryFigureKey => Object.hasOwn(storyFigureKinds, key);

/** The marker of a figure. */
export const figureMarker = (key: StoryFigureKey, argument = ""): string =>
  `[[figure:${key}${argument ? `:${argument}` : ""}]]`;
