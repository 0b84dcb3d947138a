import type { Story, UnitKind } from "../story.ts";

/**
 * What comes back each year, told by many: a line is one concern, its title, what was written, how it ended and, from some, what
 * they said to that, parted by ｜. What an officer noted down begins with 住户 or 来电.
 */
export type Matter = {
  category: string;
  /** The months in which it is raised; left out: all year round. */
  months?: readonly number[];
  area?: Story["area"];
  private?: boolean;
  /** Who handles it; none: it is explained. */
  units: readonly UnitKind[];
  told: string;
};

export const winter = [12, 1, 2] as const;
export const spring = [3, 4, 5] as const;
export const summer = [6, 7, 8] as const;
export const autumn = [9, 10, 11] as const;
