import { deleteDB } from "idb";
import { close, databaseName, everything } from "./store.ts";

/** How many entries of anybody on this phone have not been sent. */
export async function unsent(): Promise<number> {
  const items = await everything();
  return items.filter((item) => item.state === "waiting" || item.state === "refused").length;
}

/** Lets go of everything that is kept on this phone. */
export async function forget(): Promise<void> {
  const found = await navigator.serviceWorker?.getRegistration();
  if (found?.active) {
    const { port1, port2 } = new MessageChannel();
    const heard = new Promise((resolve) => {
      port1.onmessage = resolve;
      setTimeout(resolve, 1500);
    });
    found.active.postMessage({ type: "forget" }, [port2]);
    await heard;
  }
  await close();
  await deleteDB(databaseName);
  if ("caches" in window) for (const name of await caches.keys()) await caches.delete(name);
  localStorage.clear();
  sessionStorage.clear();
}
