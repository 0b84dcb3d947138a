/** What went wrong, for the log: names, codes and places in the code, never what people wrote. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code } = error as { code?: unknown };
  const place = error.stack?.split("\n").find((l) => /^\s+at .*\/(domain|app|db|scripts)\//.test(l));
  const below = error.cause instanceof Error ? ` < ${causeOf(error.cause)}` : "";
  return `${error.name}${typeof code === "string" ? ` ${code}` : ""}${place ? ` ${place.trim()}` : ""}${below}`;
}

/** One line of JSON in the log. @param what the part that failed, @param ids what it was about: ids, never texts */
export function logProblem(what: string, error: unknown, ids: Record<string, string | number> = {}): void {
  console.error(JSON.stringify({ level: "error", at: new Date().toISOString(), what, reason: causeOf(error), ...ids }));
}
