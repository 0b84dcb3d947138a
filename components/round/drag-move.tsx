"use client";

import { useRouter } from "next/navigation";
import { type DragEvent, type ReactNode, useRef } from "react";

const kind = "application/x-doorstep-visit";

/**
 * Lets a visit be dragged to another team or place on the evening's board. Dropping it only asks: the page then shows what
 * speaks against it, the same as for whoever moves it by the keyboard.
 * @param at the board's address, with the evening in its query
 * @param start when the evening begins, as a form's local time
 */
export function DragMove({
  at,
  start,
  className,
  children,
}: {
  at: string;
  start: string;
  className: string;
  children: ReactNode;
}) {
  const router = useRouter();
  const over = useRef<Element | null>(null);
  const mark = (element: Element | null) => {
    over.current?.removeAttribute("data-over");
    element?.setAttribute("data-over", "");
    over.current = element;
  };
  const targetOf = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(kind) || !(event.target instanceof Element)) return null;
    return event.target.closest("[data-end]") ?? event.target.closest("[data-team]");
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: each visit has a link that does the same
    <div
      className={className}
      onDragStart={(event) => {
        const card = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-visit]") : null;
        if (card?.dataset.visit) event.dataTransfer.setData(kind, card.dataset.visit);
      }}
      onDragOver={(event) => {
        const target = targetOf(event);
        if (target) event.preventDefault();
        mark(target);
      }}
      onDragEnd={() => mark(null)}
      onDrop={(event) => {
        const target = targetOf(event);
        mark(null);
        const team = target?.closest<HTMLElement>("[data-team]")?.dataset.team;
        if (!target || !team) return;
        event.preventDefault();
        // After the door on which it is dropped; on the team's name, before all others.
        const time = target instanceof HTMLElement ? (target.dataset.end ?? start) : start;
        const query = new URLSearchParams({ move: event.dataTransfer.getData(kind), team, at: time });
        router.push(`${at}&${query}`);
      }}
    >
      {children}
    </div>
  );
}
