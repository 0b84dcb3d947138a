import type { Look } from "../concern/rules.ts";

/** How a concern stands, as everybody is told: raised, somebody is at it, solved, or ended otherwise. */
export const publicStates = ["open", "doing", "solved", "closed"] as const;

export type PublicState = (typeof publicStates)[number];

export const publicLook: Record<PublicState, Look> = { open: "new", doing: "going", solved: "done", closed: "quiet" };

/** Why a neighbourhood concern is not put before the public. */
export const keptReasons = ["personal", "dispute", "nothing", "unclear"] as const;

/** Where it stands with the public, for whoever raised it and for who leads. */
export const standings = ["waiting", "published", "kept", "declined", "hidden"] as const;

export type Standing = (typeof standings)[number];

/** Whether something came of it, or nothing more will: then it is said what. */
export const hasEnded = (state: PublicState): boolean => state === "solved" || state === "closed";
