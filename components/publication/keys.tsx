"use client";

import { useEffect } from "react";

/** Keys for looking through several in a row; everything they do can be done without them. */
export function ReviewKeys() {
  useEffect(() => {
    const find = <T extends HTMLElement>(name: string) => document.querySelector<T>(`[data-review=${name}]`);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        find("publish")?.querySelector("form")?.requestSubmit();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement).matches("textarea, select, input:not([type=checkbox], [type=radio])")) return;
      if (event.key === "e") {
        event.preventDefault();
        find("publish")?.querySelector<HTMLElement>("input[name=title], textarea")?.focus();
      } else if (event.key === "n") {
        const fold = find<HTMLDetailsElement>("keep");
        if (!fold) return;
        event.preventDefault();
        fold.open = true;
        fold.querySelector<HTMLElement>("input[type=radio]")?.focus();
      } else if (event.key === "l") {
        event.preventDefault();
        find("later")?.querySelector("form")?.requestSubmit();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
