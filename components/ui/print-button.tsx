"use client";

import type { ReactNode } from "react";

/** Asks the browser to print; who has no JavaScript prints by the browser's own menu. */
export function PrintButton({ children }: { children: ReactNode }) {
  return (
    <button type="button" className="btn btn-main" onClick={() => window.print()}>
      {children}
    </button>
  );
}
