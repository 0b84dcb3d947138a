"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

/** Looks again every second while something is under way; a link for where no script runs. */
export function Watch({ href, word }: { href: string; word: string }) {
  const router = useRouter();
  const [watching, setWatching] = useState(false);
  useEffect(() => {
    setWatching(true);
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, 1000);
    return () => clearInterval(timer);
  }, [router]);
  return watching ? null : (
    <a href={href} className="lone">
      {word}
    </a>
  );
}
