"use client";

import { useState } from "react";

/** Leads to the organization's own sign-in: next-auth wants a token that its endpoint gives first. */
export function OidcButton({ label, next }: { label: string; next: string }) {
  const [busy, setBusy] = useState(false);
  async function go() {
    setBusy(true);
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const answer = await fetch("/api/auth/signin/oidc", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, callbackUrl: next, json: "true" }),
    });
    const { url } = (await answer.json()) as { url: string };
    location.assign(url);
  }
  return (
    <button type="button" className="btn justify-self-start" aria-disabled={busy} onClick={() => void go()}>
      {label}
    </button>
  );
}
