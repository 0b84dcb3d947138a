/** What is kept of pages on the phone, for when there is no signal: by the service worker, at the page's request. */

type Keep = { build: string; user: string; pages: string[] };

/** Whether this very page came from the phone, not from the portal. */
export function keptSince(): boolean {
  if (typeof performance === "undefined") return false;
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry?.serverTiming?.some((timing) => timing.name === "kept") ?? false;
}

/** Has the phone keep pages, and what they are made of. */
export async function keepPages({ build, user, pages }: Keep): Promise<void> {
  if (!("serviceWorker" in navigator) || !build) return;
  try {
    // What other pages load only when they need it is kept as well.
    await Promise.all([import("./store.ts"), import("./send.ts"), import("./forget.ts")]);
    await navigator.serviceWorker.register(`/sw.js?v=${encodeURIComponent(build)}`);
    const { active } = await navigator.serviceWorker.ready;
    const assets = performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname);
    active?.postMessage({
      type: "keep",
      user,
      pages,
      assets: assets.filter((path) => path.startsWith("/_next/static/")),
    });
  } catch {
    // Without it everything works as long as there is signal.
  }
}
