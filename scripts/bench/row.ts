/** A line of the bench: what was measured, its figure, and whether it keeps the budget. */
export const row = (what: string, figure: string, budget: string, holds: boolean): void =>
  console.log(`${holds ? "✓" : "✗"} ${what.padEnd(58)} ${figure.padEnd(30)} budget ${budget}`);
