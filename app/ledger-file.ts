import type { Viewer } from "#domain/account/viewer.ts";
import { fileInput } from "#domain/ledger/file.ts";
import { NotFound } from "#domain/refusal.ts";
import { viewer } from "./session.ts";

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** A list as a file for whoever leads a community (`?as=csv` or `xlsx`); for everybody else there is none. */
export async function answerFile(
  request: Request,
  name: string,
  write: (who: Viewer, asked: { community: string; as: "csv" | "xlsx" }) => Promise<ReadableStream<Uint8Array>>,
): Promise<Response> {
  const who = await viewer();
  const [community] = who.claims.coordinates;
  const parsed = fileInput.safeParse({ community, as: new URL(request.url).searchParams.get("as") });
  if (!parsed.success) return new Response(null, { status: 404 });
  try {
    return new Response(await write(who, parsed.data), {
      headers: {
        "content-type": types[parsed.data.as],
        "content-disposition": `attachment; filename="${name}.${parsed.data.as}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}
