import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { originalOf } from "#domain/story/photo.ts";
import { viewer } from "../../../../../session.ts";

/** A photo as it was taken, for those who write or look at its story: never for the public, never kept. */
export async function GET(_request: Request, { params }: { params: Promise<{ photo: string }> }): Promise<Response> {
  const { photo } = await params;
  if (!anId.safeParse(photo).success) return new Response(null, { status: 404 });
  try {
    const bytes = await originalOf(await viewer(), photo);
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: { "content-type": "image/jpeg", "cache-control": "private, no-store" },
    });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}
