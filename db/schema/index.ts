export * from "./casework.ts";
export * from "./ledgers.ts";
export * from "./log.ts";
export * from "./people.ts";
export * from "./place.ts";
export * from "./rounds.ts";
export * from "./visits.ts";
