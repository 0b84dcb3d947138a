import type { IncomingMessage } from "node:http";

/** What may stand behind the last boundary of a form. */
const epilogue = 256;

/**
 * Watches a form that comes in parts.
 * @returns whether its body has ended, and before the boundary that ends it: a line that broke, not a fault of ours
 */
export function cutShort(request: IncomingMessage): () => boolean {
  const type = request.headers["content-type"] ?? "";
  const [, quoted, plain] = /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (!boundary) return () => false;
  const last = `--${boundary}--`;
  const push = request.push.bind(request);
  let tail = Buffer.alloc(0);
  let ended = false;
  request.push = (chunk: Buffer | null, ...rest) => {
    if (chunk)
      tail = Buffer.concat([tail, chunk.subarray(-(last.length + epilogue))]).subarray(-(last.length + epilogue));
    else ended = true;
    return push(chunk, ...rest);
  };
  return () => ended && !tail.includes(last);
}
