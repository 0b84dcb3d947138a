import { getLocale, getTranslations } from "#components/i18n.ts";
import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { publicStory } from "#domain/story/read.ts";
import { sharedMark, sharedOf, sharedPicture } from "#domain/story/share.ts";
import { asLocale } from "#domain/words.ts";

/** The picture of a story for those who share it, drawn here; words that were taken back are in none any more. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  if (!anId.safeParse(id).success) return new Response(null, { status: 404 });
  try {
    const [story, t, asked] = await Promise.all([publicStory(id), getTranslations("shell"), getLocale()]);
    if (story === "gone") return new Response(null, { status: 410, headers: { "cache-control": "no-store" } });
    const locale = asLocale(asked);
    const shared = sharedOf(story, locale, t("brand"));
    const headers = {
      etag: `"${sharedMark(id, shared)}"`,
      "cache-control": "public, max-age=0, must-revalidate",
      vary: "accept-language",
    };
    if (request.headers.get("if-none-match")?.includes(headers.etag))
      return new Response(null, { status: 304, headers });
    const png = await sharedPicture(id, locale, shared);
    return new Response(png as Uint8Array<ArrayBuffer>, {
      headers: { ...headers, "content-type": "image/png", "content-length": String(png.byteLength) },
    });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}
