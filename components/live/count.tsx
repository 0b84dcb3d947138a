"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { listen } from "./stream.ts";

/** How much is unread, kept true while the page is open. */
export function LiveCount({ href, count, label, word }: { href: string; count: number; label: string; word: string }) {
  const [live, setLive] = useState(count);
  useEffect(() => setLive(count), [count]);
  useEffect(
    () =>
      listen((message) => {
        if (message.type === "unread") setLive(message.count);
        // Somebody ended this session: the page must not go on showing what it shows.
        // (Signing out in this very page leads away by itself.)
        if (message.type === "ended" && !document.documentElement.dataset.leaving) location.reload();
      }),
    [],
  );
  return (
    <Link href={href} prefetch={false} className="btn btn-plain">
      <span className="sr-only">{live === count ? label : `${word} ${live}`}</span>
      <span aria-hidden="true" className="contents">
        {word}
        {live > 0 && (
          <b className="num rounded-md bg-door-fill px-1.5 text-t0 text-door-ink">{live > 99 ? "99+" : live}</b>
        )}
      </span>
    </Link>
  );
}
