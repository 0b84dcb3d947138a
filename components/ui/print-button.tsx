"use client";

import type { ReactNode } from "react";

/** Asks the browser to print; who has no JavaScript prints by the browser's own menu. */
export function PrintButton({ children, plain }: { children: ReactNode; plain?: boolean }) {
  return (
    <button type="button" className={plain ? "btn" : "btn btn-main"} onClick={() => window.print()}>
      {children}
    </button>
  );
}
