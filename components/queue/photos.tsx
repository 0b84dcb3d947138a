"use client";

import { createContext, use, useEffect, useState } from "react";
import { useForm } from "#components/ui/form.tsx";
import { useFormWords } from "#components/ui/provided.tsx";
import type { QueuedPhoto } from "#domain/visit/queue.ts";
import { kept } from "./photo.ts";

type Held = { photos: QueuedPhoto[]; set: (photos: QueuedPhoto[]) => void; available: boolean };

/** The photos of the form that they stand in. */
export const Photos = createContext<Held>({ photos: [], set: () => {}, available: false });

type Props = { accept: string; max: number; maxBytes: number };

/** Photos that stay on the phone until they are sent with their entry; without scripts they travel with the form. */
export function PhotoField({ accept, max, maxBytes }: Props) {
  const words = useFormWords();
  const { id, state } = useForm();
  const { photos, set, available } = use(Photos);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const error = problem || state.errors.files;

  async function take(input: HTMLInputElement) {
    const files = [...(input.files ?? [])];
    setProblem("");
    if (!available) return;
    if (photos.length + files.length > max) {
      input.value = "";
      return setProblem(words.tooMany);
    }
    setBusy(true);
    const added = await Promise.all(files.map(kept)).catch(() => null);
    setBusy(false);
    input.value = "";
    if (!added || added.some((photo) => photo.bytes.byteLength > maxBytes)) return setProblem(words.uploadFailed);
    set([...photos, ...added]);
  }

  return (
    <div className="grid grid-cols-1 gap-2">
      <label htmlFor={`${id}-files`} className="font-bold">
        {words.files}
      </label>
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
        aria-invalid={error ? true : undefined}
        aria-busy={busy}
        onChange={(event) => void take(event.currentTarget)}
        className="file:me-3 file:rounded-md file:border file:border-field file:bg-paper file:px-3 file:py-1.5 file:font-bold file:text-ink"
      />
      {photos.length > 0 && (
        <ul className="flex flex-wrap gap-3">
          {photos.map((photo) => (
            <li key={photo.id} className="grid w-28 gap-1">
              <Preview photo={photo} />
              <button
                type="button"
                className="btn btn-plain"
                onClick={() => set(photos.filter((p) => p.id !== photo.id))}
              >
                {words.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Preview({ photo }: { photo: QueuedPhoto }) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    if (!photo.type.startsWith("image/")) return;
    const made = URL.createObjectURL(new Blob([photo.bytes], { type: photo.type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return url ? (
    // biome-ignore lint/performance/noImgElement: it lies on this phone alone
    <img src={url} alt="" width={112} height={84} className="aspect-[4/3] w-full rounded-md bg-line object-cover" />
  ) : (
    <span className="grid aspect-[4/3] place-items-center rounded-md border border-line p-1 text-center text-t0">
      {photo.name || "PDF"}
    </span>
  );
}
