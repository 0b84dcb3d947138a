"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { connected, listen } from "#components/live/stream.ts";

/** Brings the page of a meeting up to date when something happens with it; what is being typed stays. */
export function FollowMeeting({ meeting, seq }: { meeting: string; seq: number }) {
  const router = useRouter();
  const follow = useRef({ meeting, after: seq });
  follow.current.after = Math.max(follow.current.after, seq);
  useEffect(() => {
    follow.current.meeting = meeting;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = listen((message) => {
      if (message.type !== "meeting") return;
      // Several lines written in a moment are one look.
      timer ??= setTimeout(() => {
        timer = undefined;
        if (connected()) router.refresh();
      }, 300);
    }, follow.current);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [meeting, router]);
  return null;
}
