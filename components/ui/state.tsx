import type { Look } from "#domain/concern/rules.ts";

/** A state: colour, shape and word. */
export function State({ look, children }: { look: Look; children: React.ReactNode }) {
  return <span className={`st ${look === "quiet" ? "" : `st-${look}`}`}>{children}</span>;
}
