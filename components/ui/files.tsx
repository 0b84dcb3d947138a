"use client";

import { useId, useState } from "react";
import type { Attached } from "#domain/attachment/attached.ts";
import { useForm } from "./form.tsx";
import { useFormWords } from "./provided.tsx";

type Props = {
  accept: string;
  max: number;
  /** For one without an account: whose uploads these are. */
  uploadKey?: string;
  community?: string;
  /** What is chosen, where it is not photos and documents. */
  label?: string;
};

/**
 * Photos and documents. With JavaScript each is sent as soon as it is chosen, and is kept whatever becomes of the form;
 * without it they travel with the form.
 */
export function Files({ accept, max, uploadKey = "", community = "", label }: Props) {
  const words = useFormWords();
  const { state, id, submission } = useForm();
  const own = useId();
  const [sentWith, setSentWith] = useState(submission);
  const [added, setAdded] = useState<Attached[]>([]);
  const [removed, setRemoved] = useState<string[]>([]);
  const [busy, setBusy] = useState(0);
  const [problem, setProblem] = useState("");
  if (sentWith !== submission) {
    // The form has arrived: what was added to it is no longer here.
    setSentWith(submission);
    setAdded([]);
    setRemoved([]);
  }
  const known = new Map([...(state.uploads ?? []), ...added].map((a) => [a.id, a]));
  const kept = [...known.values()].filter((a) => !removed.includes(a.id));
  const error = problem || state.errors.files || state.errors.attachments;

  async function send(input: HTMLInputElement) {
    const files = [...(input.files ?? [])];
    setProblem("");
    if (kept.length + files.length > max) {
      input.value = "";
      return setProblem(words.tooMany);
    }
    setBusy((n) => n + files.length);
    for (const file of files) {
      const body = new FormData();
      body.set("file", file);
      body.set("uploadKey", uploadKey);
      body.set("community", community);
      const answer = await fetch("/api/uploads", { method: "POST", body })
        .then(async (r) => (await r.json()) as Attached & { error?: string })
        .catch(() => ({ error: words.uploadFailed }) as Attached & { error?: string });
      if (answer.error) setProblem(answer.error);
      else setAdded((list) => [...list, answer]);
      setBusy((n) => n - 1);
    }
    input.value = "";
  }

  return (
    <div className="grid gap-2">
      <label htmlFor={`${id}-files`} className="font-bold">
        {label ?? words.files}
      </label>
      <p id={own} className="small -mt-1">
        {words.filesHint}
      </p>
      {error && (
        <p role="alert" className="text-t1 font-bold text-late">
          {error}
        </p>
      )}
      <input
        id={`${id}-files`}
        type="file"
        name="files"
        multiple
        accept={accept}
        aria-describedby={own}
        aria-invalid={error ? true : undefined}
        onChange={(event) => void send(event.currentTarget)}
        className="file:me-3 file:rounded-md file:border file:border-field file:bg-paper file:px-3 file:py-1.5 file:font-bold file:text-ink"
      />
      <p role="status" className="small" hidden={busy === 0}>
        {words.uploading}
      </p>
      {kept.length > 0 && (
        <ul className="flex flex-wrap gap-3">
          {kept.map((a) => (
            <li key={a.id} className="grid w-28 gap-1">
              <input type="hidden" name="attachments" value={a.id} />
              {a.kind === "image" ? (
                // biome-ignore lint/performance/noImgElement: private, permission-checked images must not pass a shared optimizer
                <img
                  src={`/attachments/${a.id}?size=small${uploadKey ? `&key=${uploadKey}` : ""}`}
                  alt=""
                  width={112}
                  height={84}
                  className="aspect-[4/3] w-full rounded-md bg-line object-cover"
                />
              ) : (
                <span className="grid aspect-[4/3] place-items-center rounded-md border border-line p-1 text-center text-t0">
                  {a.name || "PDF"}
                </span>
              )}
              <button type="button" className="btn btn-plain" onClick={() => setRemoved((list) => [...list, a.id])}>
                {words.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
