"use client";

import { useEffect } from "react";

/**
 * Tells the phone who is signed in, so that it drops pages kept for anybody else, and has what waits sent from whichever
 * page is open. What it needs for that is loaded only where something waits.
 */
export function Phone({ user }: { user: string | null }) {
  useEffect(() => {
    void navigator.serviceWorker?.getRegistration().then((found) => found?.active?.postMessage({ type: "user", user }));
    const look = () => void sendWaiting(user);
    look();
    addEventListener("online", look);
    return () => removeEventListener("online", look);
  }, [user]);
  return null;
}

async function sendWaiting(user: string | null): Promise<void> {
  try {
    if (!user || !localStorage.getItem("doorstep.waiting")) return;
    const [{ open }, { send }] = await Promise.all([import("./store.ts"), import("./send.ts")]);
    await open(user);
    await send();
  } catch {
    // Where the browser keeps nothing, nothing waits.
  }
}
