import type { Found } from "./find.ts";

/** What was proposed before: open, or set aside by somebody. */
export type Before = { id: string; concerns: readonly string[]; decision: "set_aside" | null; problem: string | null };

export type Settled = {
  /** What is new, to be proposed. */
  fresh: Found[];
  /** Open ones that are found again just as they were. */
  same: string[];
  /** Open ones that are not found again: in their place stands what was. */
  outdated: string[];
};

/** What was set aside comes back when it has grown by half. */
const grown = 1.5;

/** So much of the smaller one in common: it is the same group. */
const sameShare = 0.5;

/** Compares what was found with what was proposed before. */
export function settle(found: readonly Found[], before: readonly Before[]): Settled {
  const common = (f: Found, b: Before) => {
    const had = new Set(b.concerns);
    return f.concerns.filter((id) => had.has(id)).length;
  };
  const aside = before.filter((b) => b.decision === "set_aside");
  const open = before.filter((b) => b.decision === null);
  const wanted = found.filter(
    (f) =>
      !aside.some(
        (b) =>
          b.problem === f.problem &&
          common(f, b) >= sameShare * Math.min(f.concerns.length, b.concerns.length) &&
          f.concerns.length < grown * b.concerns.length,
      ),
  );
  const sameAs = (f: Found) =>
    open.find(
      (b) => b.problem === f.problem && b.concerns.length === f.concerns.length && common(f, b) === f.concerns.length,
    );
  const same = wanted.flatMap((f) => sameAs(f)?.id ?? []);
  return {
    fresh: wanted.filter((f) => !sameAs(f)),
    same,
    outdated: open.map((b) => b.id).filter((id) => !same.includes(id)),
  };
}
