import { and, eq, inArray, isNull } from "drizzle-orm";
import { attachments } from "#db/schema/index.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import type { Attached } from "./attached.ts";
import { withUploads } from "./key.ts";
import { store } from "./store.ts";

/**
 * A file with its content, if the viewer may see it.
 * @param size `small` for the preview of an image
 * @throws NotFound
 */
export async function readAttachment(
  viewer: Viewer,
  id: string,
  size: "full" | "small",
  uploadKey: string | null,
): Promise<{ bytes: Uint8Array; mime: string; kind: "image" | "document" }> {
  const [row] = await asViewer(withUploads(viewer, uploadKey).claims, (tx) =>
    tx
      .select({ key: attachments.storageKey, mime: attachments.mime, kind: attachments.kind })
      .from(attachments)
      .where(eq(attachments.id, id)),
  );
  if (!row) throw new NotFound();
  const bytes = await store().get(size === "small" && row.kind === "image" ? `${row.key}s` : row.key);
  if (!bytes) throw new NotFound();
  return { bytes, mime: row.mime, kind: row.kind as "image" | "document" };
}

/** Uploads of a form that is not sent yet, so that it can show them again. */
export async function pendingUploads(viewer: Viewer, ids: string[], uploadKey: string): Promise<Attached[]> {
  if (!ids.length) return [];
  return asViewer(withUploads(viewer, uploadKey).claims, async (tx) => {
    const rows = await tx
      .select({
        id: attachments.id,
        kind: attachments.kind,
        name: attachments.name,
        size: attachments.size,
        width: attachments.width,
        height: attachments.height,
      })
      .from(attachments)
      .where(
        and(
          inArray(attachments.id, ids),
          isNull(attachments.concernId),
          isNull(attachments.messageId),
          isNull(attachments.visitNoteId),
          isNull(attachments.inspectionItemId),
          isNull(attachments.measureId),
          isNull(attachments.stageId),
          isNull(attachments.paymentId),
        ),
      );
    return rows as Attached[];
  });
}
