import { NotFound } from "#domain/refusal.ts";
import { publicPhoto } from "#domain/story/photo.ts";
import { viewer } from "../../../session.ts";

/** A photo of a story as everybody may see it: kept for long under its name, which is another whenever it changes. */
export async function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const { key } = await params;
  if (!/^[0-9a-f]{32}$/.test(key)) return new Response(null, { status: 404 });
  try {
    const size = new URL(request.url).searchParams.get("size") === "small" ? "small" : "full";
    const found = await publicPhoto(viewer, key, size);
    if (found === "gone") return new Response(null, { status: 410, headers: { "cache-control": "no-store" } });
    return new Response(found.bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        "content-type": "image/jpeg",
        "content-length": String(found.bytes.byteLength),
        "cache-control": found.everybody ? "public, max-age=604800" : "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}
