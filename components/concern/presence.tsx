"use client";

import { useEffect, useState } from "react";
import { listen } from "#components/live/stream.ts";

const beat = 30_000;
/** Who writes says so this often at most; who has paused this long has stopped. */
const ping = 4_000;
const stopped = 8_000;

/** Who else has this thread open, of those who work on it; and tells them that one is here oneself. */
export function Presence({ fields }: { fields: Record<string, string> }) {
  const [present, setPresent] = useState<string[]>([]);
  const named = JSON.stringify(fields);
  useEffect(
    () =>
      listen((message) => {
        if (message.type === "presence") setPresent(message.present);
      }),
    [],
  );
  useEffect(() => {
    let last = 0;
    let pause: ReturnType<typeof setTimeout> | undefined;
    const body = (state: { writes?: boolean; leaves?: boolean }) =>
      JSON.stringify({ ...JSON.parse(named), writes: false, leaves: false, ...state });
    const say = (state: { writes?: boolean } = {}) => {
      if (!document.hidden) void fetch("/api/presence", { method: "POST", body: body(state) }).catch(() => {});
    };
    const leave = () => void navigator.sendBeacon("/api/presence", body({ leaves: true }));
    const look = () => (document.hidden ? leave() : say());
    const write = (event: Event) => {
      if (!(event.target instanceof HTMLTextAreaElement) || event.target.name !== "body") return;
      clearTimeout(pause);
      pause = setTimeout(() => {
        last = 0;
        say();
      }, stopped);
      if (Date.now() - last < ping) return;
      last = Date.now();
      say({ writes: true });
    };
    const form = document.getElementById("reply");
    const timer = setInterval(say, beat);
    say();
    form?.addEventListener("input", write);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(timer);
      clearTimeout(pause);
      form?.removeEventListener("input", write);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [named]);
  if (!present.length) return null;
  return (
    <ul className="mt-6 flex flex-wrap gap-x-5 text-t1 text-ink-2" data-present="">
      {present.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
