import type { Attached } from "#domain/attachment/attached.ts";

/** Photos as previews that open large, documents by name. */
export function AttachedFiles({ files, photo }: { files: Attached[]; photo: string }) {
  if (!files.length) return null;
  return (
    <ul className="mt-2 flex flex-wrap gap-2">
      {files.map((file, index) => (
        <li key={file.id}>
          <a href={`/attachments/${file.id}`} className="block" target="_blank" rel="noopener">
            {file.kind === "image" ? (
              // biome-ignore lint/performance/noImgElement: private, permission-checked images must not pass a shared optimizer
              <img
                src={`/attachments/${file.id}?size=small`}
                alt={`${photo} ${index + 1}`}
                width={128}
                height={96}
                loading="lazy"
                className="aspect-[4/3] w-32 rounded-md bg-line object-cover"
              />
            ) : (
              <span className="btn">{file.name || "PDF"}</span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
