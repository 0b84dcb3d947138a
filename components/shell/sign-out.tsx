"use client";

import { type FormEvent, useRef, useState } from "react";
import { fill } from "#components/ui/fill.ts";

type Words = { signOut: string; unsent: string; send: string; throw: string; stay: string; offline: string };

/**
 * Signs out; nothing private stays on the device. Where entries wait on the phone, it asks first. Without scripts the
 * form posts, and the portal's answer clears what is kept.
 */
export function SignOut({ words }: { words: Words }) {
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState<number | "offline" | null>(null);

  async function leave(event: FormEvent) {
    event.preventDefault();
    if (!navigator.onLine) return setAsked("offline");
    const { unsent } = await import("#components/queue/forget.ts");
    const left = await unsent().catch(() => 0);
    if (left) setAsked(left);
    else await go();
  }

  async function go() {
    document.documentElement.dataset.leaving = "true";
    const { forget } = await import("#components/queue/forget.ts");
    await forget().catch(() => undefined);
    form.current?.submit();
  }

  async function sendFirst() {
    setAsked(null);
    const { send } = await import("#components/queue/send.ts");
    await send();
    location.assign("/visits/today");
  }

  return (
    <form ref={form} action="/sign-out" method="post" onSubmit={(event) => void leave(event)}>
      <button type="submit" className="btn btn-plain w-full justify-start">
        {words.signOut}
      </button>
      {asked === "offline" && (
        <p role="alert" className="p-2 text-t1 text-late">
          {words.offline}
        </p>
      )}
      {typeof asked === "number" && (
        <div role="alert" className="grid gap-2 border-s-4 border-late bg-late-wash p-3">
          <p className="text-t1 text-late">{fill(words.unsent, { count: asked })}</p>
          <button type="button" className="btn btn-main" onClick={() => void sendFirst()}>
            {words.send}
          </button>
          <button type="button" className="btn" onClick={() => void go()}>
            {words.throw}
          </button>
          <button type="button" className="btn btn-plain" onClick={() => setAsked(null)}>
            {words.stay}
          </button>
        </div>
      )}
    </form>
  );
}
