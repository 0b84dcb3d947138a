import { encodeQR } from "qr";

/** The quiet zone on each side, in modules, as the standard asks. */
const border = 4;

/**
 * A QR code of a text as the path of an SVG, a module a unit, the quiet zone within: error correction M, since slips are
 * folded and get dirty.
 */
export function qrPath(text: string): { size: number; path: string } {
  const rows = encodeQR(text, "raw", { ecc: "medium", border });
  const runs = rows.flatMap((row, y) => {
    const found: string[] = [];
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      found.push(`M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`);
    }
    return found;
  });
  return { size: rows.length, path: runs.join("") };
}
