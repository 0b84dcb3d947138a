"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

type Props = {
  words: { open: string; title: string; close: string; list: { key: string; does: string }[] };
};

/** What a key does to one concern, and to those that are chosen. (Merging is for two: there the page asks for the other.) */
const acts: Record<string, { at: string; bulk: string | null }> = {
  a: { at: "?do=assign#do", bulk: "assign" },
  o: { at: "?do=handOver#do", bulk: "owner" },
  d: { at: "?do=setNext#do", bulk: "next" },
  p: { at: "?do=sort#do", bulk: "private" },
  l: { at: "?do=setLabels#do", bulk: "label" },
  m: { at: "/merge", bulk: null },
};

const rows = () => [...document.querySelectorAll<HTMLElement>("[data-inbox] [data-row]")];
const linkIn = (row: HTMLElement | undefined) => row?.querySelector<HTMLAnchorElement>("a[href]");
const boxes = () => [...document.querySelectorAll<HTMLInputElement>("[data-inbox] input[name=numbers]")];

/** Keys for the inbox, once the page is alive; everything they do can be done without them. */
export function InboxKeys({ words }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      const typing = target.matches("textarea, select, input:not([type=checkbox])");
      if (typing || dialog.current?.open) return;
      const list = rows();
      const now = list.findIndex((row) => row.contains(document.activeElement));
      const go = (index: number) => {
        event.preventDefault();
        const row = list[Math.max(0, Math.min(list.length - 1, index))];
        linkIn(row)?.focus();
        row?.scrollIntoView({ block: "nearest" });
      };
      if (event.key === "?") {
        event.preventDefault();
        setOpen(true);
      } else if (event.key === "j" || event.key === "ArrowDown") go(now + 1);
      else if (event.key === "k" || event.key === "ArrowUp") go(now < 0 ? 0 : now - 1);
      else if (event.key === "x" && now >= 0) {
        event.preventDefault();
        list[now]?.querySelector<HTMLInputElement>("input[name=numbers]")?.click();
      } else if (acts[event.key]) act(event, acts[event.key] as { at: string; bulk: string | null }, list[now]);
    };
    const act = (event: KeyboardEvent, { at, bulk }: { at: string; bulk: string | null }, row?: HTMLElement) => {
      const form = document.querySelector<HTMLFormElement>("[data-inbox]");
      const select = form?.querySelector<HTMLSelectElement>("select[name=act]");
      if (bulk && form && select && boxes().some((box) => box.checked)) {
        event.preventDefault();
        select.value = bulk;
        form.requestSubmit();
      } else if (row) {
        event.preventDefault();
        router.push(`/concerns/${row.dataset.row}${at}`);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router]);
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  return (
    <>
      <button type="button" className="btn btn-plain" onClick={() => setOpen(true)}>
        {words.open}
      </button>
      <dialog
        ref={dialog}
        onClose={() => setOpen(false)}
        aria-label={words.title}
        className="m-auto max-w-md rounded-md border border-line-2 bg-sheet p-5 text-ink"
      >
        <h2 className="mb-3">{words.title}</h2>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1 text-t1">
          {words.list.map(({ key, does }) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="font-bold">{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <button type="button" className="btn mt-4" onClick={() => dialog.current?.close()}>
          {words.close}
        </button>
      </dialog>
    </>
  );
}
