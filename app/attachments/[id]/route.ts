import { readAttachment } from "#domain/attachment/read.ts";
import { id as idInput } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { viewer } from "../../session.ts";

/** A photo or document, through the same permissions as what it belongs to; never shown as a page of this site. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const url = new URL(request.url);
  const parsed = idInput.safeParse(id);
  if (!parsed.success) return new Response(null, { status: 404 });
  try {
    const size = url.searchParams.get("size") === "small" ? "small" : "full";
    const { bytes, mime, kind } = await readAttachment(await viewer(), parsed.data, size, url.searchParams.get("key"));
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        "content-type": mime,
        "content-length": String(bytes.byteLength),
        "content-disposition": `${kind === "image" ? "inline" : "attachment"}; filename="${id.slice(0, 8)}.${kind === "image" ? "jpg" : "pdf"}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}
