import { type RefObject, useEffect, useRef } from "react";

const pause = 1200;

/**
 * Keeps what is being written on the server, a moment after each pause and as the page is left; forgets it once it is sent.
 * @param fields what names the thread; null where nothing is kept, since nobody is signed in
 * @param submission changes when the form has arrived
 */
export function useDraft(
  field: RefObject<HTMLTextAreaElement | null>,
  fields: Record<string, string> | null,
  submission: string,
): void {
  const named = fields && JSON.stringify(fields);
  const unsure = useRef(false);
  useEffect(() => {
    const area = field.current;
    const form = area?.form;
    if (!area || !form || !named) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const body = (text: string) =>
      new Blob([JSON.stringify({ ...JSON.parse(named), body: text, audience: new FormData(form).get("audience") })], {
        type: "application/json",
      });
    const keep = () => {
      timer = undefined;
      unsure.current = true;
      void fetch("/api/draft", { method: "POST", body: body(area.value), keepalive: true })
        .catch(() => {})
        .finally(() => {
          unsure.current = false;
        });
    };
    const later = (event: Event) => {
      if (event.target !== area && (event.target as HTMLInputElement).name !== "audience") return;
      clearTimeout(timer);
      timer = setTimeout(keep, pause);
    };
    const leave = () => {
      if (timer === undefined || (document.visibilityState === "visible" && !document.hidden)) return;
      clearTimeout(timer);
      timer = undefined;
      navigator.sendBeacon("/api/draft", body(area.value));
    };
    const goAway = () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      navigator.sendBeacon("/api/draft", body(area.value));
    };
    const sent = () => {
      clearTimeout(timer);
      timer = undefined;
    };
    form.addEventListener("input", later);
    form.addEventListener("submit", sent);
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("pagehide", goAway);
    return () => {
      // Within the site one leaves without the page being hidden.
      goAway();
      form.removeEventListener("input", later);
      form.removeEventListener("submit", sent);
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("pagehide", goAway);
    };
  }, [field, named]);

  const before = useRef(submission);
  useEffect(() => {
    if (before.current === submission || !named) return;
    before.current = submission;
    // A draft that was still under way as the form arrived may have come after it.
    if (unsure.current)
      void fetch("/api/draft", {
        method: "POST",
        body: JSON.stringify({ ...JSON.parse(named), body: "", audience: "everyone" }),
      }).catch(() => {});
  }, [submission, named]);
}
