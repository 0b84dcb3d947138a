"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { connected, listen } from "#components/live/stream.ts";
import { beside } from "./keys.ts";

/**
 * What the elevation does in a browser with scripts; without them its links lead to the same pages. It is brought up to
 * date when something happens in the round, doors open without moving the page, and arrow keys go from door to door.
 */
export function Follow({ round, stamp, door }: { round: string; stamp: string; door: string | null }) {
  const router = useRouter();
  const follow = useRef({ round, stamp });
  follow.current.stamp = stamp;

  useEffect(() => {
    follow.current.round = round;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = listen((message) => {
      if (message.type !== "round") return;
      // Many pages are open when a team walks: they do not all ask at once, and none more than once a second.
      timer ??= setTimeout(
        () => {
          timer = undefined;
          // Cut off meanwhile, the page stays as it is: the stream says so again when the line is mended.
          if (connected()) router.refresh();
        },
        500 + Math.random() * 500,
      );
    }, follow.current);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [round, router]);

  useEffect(() => {
    const press = (event: MouseEvent) => {
      const link = (event.target as Element).closest("a[data-door]");
      const other = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
      if (!link || other || event.defaultPrevented) return;
      event.preventDefault();
      router.push(`${link.getAttribute("href")}`.replace(/#.*/, ""), { scroll: false });
    };
    const type = (event: KeyboardEvent) => {
      if (event.key === "Escape") document.querySelector<HTMLElement>("a[data-close]")?.click();
      const next = beside(event.target as Element, event.key);
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    document.addEventListener("click", press);
    document.addEventListener("keydown", type);
    return () => {
      document.removeEventListener("click", press);
      document.removeEventListener("keydown", type);
    };
  }, [router]);

  // Who opens a door goes to what it shows, and back to the door when it is closed; whoever comes by a link finds it.
  const shown = useRef<string | null | undefined>(undefined);
  useEffect(() => {
    const before = shown.current;
    if (before === door) return;
    shown.current = door;
    const cell = document.getElementById(`at-${door ?? before}`);
    if (before !== undefined) (door ? document.getElementById("door") : cell)?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [door]);
  return null;
}
