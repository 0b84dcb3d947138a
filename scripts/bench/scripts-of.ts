import { gzipSync } from "node:zlib";

/** Bytes of gzip JavaScript that a page loads at first: what its HTML names and a current browser fetches. */
export async function firstLoadBytes(url: string, headers: Record<string, string> = {}): Promise<number> {
  const answer = await fetch(url, { headers, redirect: "manual" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const html = await answer.text();
  const sources = new Set(
    [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)]
      .filter(([tag]) => !/nomodule/i.test(tag))
      .map(([, src]) => src as string),
  );
  let bytes = 0;
  for (const src of sources) {
    const code = Buffer.from(await (await fetch(new URL(src, url))).arrayBuffer());
    bytes += gzipSync(code, { level: 9 }).byteLength;
  }
  return bytes;
}
