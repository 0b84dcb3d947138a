import type { QueuedPhoto } from "#domain/visit/queue.ts";

/** Pixels on the longer side, as the portal keeps it anyway. */
const longest = 2048;
/** What is smaller than this is kept as it is. */
const small = 500_000;

/** A file as it is kept until it is sent: a large photo made smaller on the phone, so that an evening's photos fit. */
export async function kept(file: File): Promise<QueuedPhoto> {
  const blob = file.type.startsWith("image/") && file.size > small ? await shrunk(file).catch(() => file) : file;
  return { id: crypto.randomUUID(), name: file.name, type: blob.type || file.type, bytes: await blob.arrayBuffer() };
}

async function shrunk(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.86));
  return made && made.size < file.size ? made : file;
}
