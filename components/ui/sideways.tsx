import type { CSSProperties, ReactNode } from "react";

type Props = { label: string; className: string; style?: CSSProperties; children: ReactNode };

/** A region that may be wider than the screen: it scrolls by itself, by keyboard too. */
export function Sideways({ label, className, style, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section tabIndex={0} aria-label={label} className={className} style={style}>
      {children}
    </section>
  );
}
