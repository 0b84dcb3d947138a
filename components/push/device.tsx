"use client";

import { useEffect, useRef, useState } from "react";

type Words = Record<"needsScript" | "cannot" | "denied" | "off" | "on" | "turnOn" | "turnOff" | "failed", string>;

type Props = {
  /** Our key, by which the push service knows us. */
  pushKey: string;
  build: string;
  /** Whether the portal knows this browser. */
  told: boolean;
  words: Words;
};

type State = "unknown" | "cannot" | "denied" | "off" | "on";

const worker = (build: string) => navigator.serviceWorker.register(`/sw.js?v=${encodeURIComponent(build)}`);

const same = (key: ArrayBuffer | null | undefined, text: string) =>
  key != null &&
  btoa(String.fromCharCode(...new Uint8Array(key)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "") === text;

/** What this browser has with us already. */
async function found(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager?.getSubscription()) ?? null;
}

/** "Tell me on this device", and off again. Only the browser itself can say yes: without scripts it says so. */
export function PushDevice({ pushKey, build, told, words }: Props) {
  const [state, setState] = useState<State>("unknown");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window))
      return setState("cannot");
    if (Notification.permission === "denied") return setState("denied");
    found()
      .then((subscription) =>
        setState(told && same(subscription?.options.applicationServerKey, pushKey) ? "on" : "off"),
      )
      .catch(() => setState("off"));
  }, [told, pushKey]);

  const turn = async (work: () => Promise<State>) => {
    setBusy(true);
    setFailed(false);
    try {
      setState(await work());
    } catch {
      setFailed(true);
    }
    setBusy(false);
    said.current?.focus();
  };
  const on = async (): Promise<State> => {
    const asked = await Notification.requestPermission();
    if (asked !== "granted") return asked === "denied" ? "denied" : "off";
    await worker(build);
    const registration = await navigator.serviceWorker.ready;
    // One that was made for another key is of no use to us.
    const old = await registration.pushManager.getSubscription();
    if (old && !same(old.options.applicationServerKey, pushKey)) await old.unsubscribe();
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: pushKey,
    });
    const { endpoint, keys } = subscription.toJSON();
    const answer = await fetch("/api/push", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ endpoint, keys }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return "on";
  };
  const off = async (): Promise<State> => {
    const answer = await fetch("/api/push", { method: "DELETE" });
    if (!answer.ok) throw new Error(String(answer.status));
    await (await found())?.unsubscribe();
    return "off";
  };

  const text = { unknown: words.needsScript, cannot: words.cannot, denied: words.denied, off: words.off, on: words.on };
  return (
    <div className="grid justify-items-start gap-3">
      <p ref={said} tabIndex={-1} role="status">
        {failed ? <span className="text-late">{words.failed}</span> : text[state]}
      </p>
      {(state === "off" || state === "on") && (
        <button
          type="button"
          className="btn"
          aria-disabled={busy}
          onClick={() => {
            if (!busy) void turn(state === "on" ? off : on);
          }}
        >
          {state === "on" ? words.turnOff : words.turnOn}
        </button>
      )}
    </div>
  );
}
