import { NotFound } from "#domain/refusal.ts";
import { publicPhoto } from "#domain/story/photo.ts";
import { viewer } from "../../../session.ts";

/**
 * A photo of a story as everybody may see it. Its name is another whenever it changes; whoever keeps it asks after a minute
 * whether it may still be shown.
 */
export async function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const { key } = await params;
  if (!/^[0-9a-f]{32}$/.test(key)) return new Response(null, { status: 404 });
  try {
    const size = new URL(request.url).searchParams.get("size") === "small" ? "small" : "full";
    const found = await publicPhoto(viewer, key, size);
    if (found === "gone") return new Response(null, { status: 410, headers: { "cache-control": "no-store" } });
    const headers = {
      etag: `"${key}-${size}"`,
      "cache-control": found.everybody ? "public, max-age=60, must-revalidate" : "private, no-store",
    };
    if (found.everybody && request.headers.get("if-none-match")?.includes(headers.etag))
      return new Response(null, { status: 304, headers });
    return new Response(found.bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        "content-type": "image/jpeg",
        "content-length": String(found.bytes.byteLength),
        ...headers,
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}
