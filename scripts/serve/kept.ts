import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A page as it goes out to strangers: made once, sent to many. */
export type Kept = { etag: string; csp: string; bodies: Record<Encoding, Buffer> };

export type Encoding = "identity" | "gzip" | "br";

/** A page as the app answered; null where it is not one to keep (no page, a redirect, a cookie). */
export type Made = { html: string; policy: (scripts: string) => string } | null;

// Together within half a minute: what the public reads is true within one, however it was changed.
const freshFor = 10_000;
const keptFor = 30_000;

// So that nobody fills the memory by asking for ever other addresses.
const most = 400;

type Entry = { page: Kept | null; at: number };

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/**
 * Pages for strangers, kept for a moment. One request makes a page however many ask for it; one that is a little old is
 * sent while a new one is made; `drop` forgets all, also what is being made.
 */
export class KeptPages {
  readonly #entries = new Map<string, Entry>();
  readonly #making = new Map<string, Promise<Entry>>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * @param key everything that the page depends on
   * @returns null where this address has no page that may be kept
   */
  async page(key: string, make: () => Promise<Made>): Promise<Kept | null> {
    const entry = this.#entries.get(key);
    const age = entry ? this.#now() - entry.at : Number.POSITIVE_INFINITY;
    if (entry && age < freshFor) return entry.page;
    const made = this.#make(key, make);
    if (!entry || age >= keptFor) return (await made).page;
    made.catch(() => undefined);
    return entry.page;
  }

  /** What the public reads has changed. */
  drop(): void {
    this.#entries.clear();
    this.#making.clear();
  }

  #make(key: string, make: () => Promise<Made>): Promise<Entry> {
    const making = this.#making.get(key);
    if (making) return making;
    const mine = packed(make).then((page) => {
      const entry = { page, at: this.#now() };
      // Dropped meanwhile: what was made may tell of before.
      if (this.#making.get(key) === mine) {
        this.#entries.delete(key);
        this.#entries.set(key, entry);
        for (const oldest of this.#entries.keys()) {
          if (this.#entries.size <= most) break;
          this.#entries.delete(oldest);
        }
      }
      return entry;
    });
    this.#making.set(key, mine);
    const done = () => {
      if (this.#making.get(key) === mine) this.#making.delete(key);
    };
    mine.then(done, done);
    return mine;
  }
}

async function packed(make: () => Promise<Made>): Promise<Kept | null> {
  const made = await make();
  if (!made) return null;
  const identity = Buffer.from(made.html);
  const [br, gz] = await Promise.all([
    brotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    zip(identity, { level: 6 }),
  ]);
  return {
    etag: `"${createHash("sha256").update(identity).digest("base64url").slice(0, 22)}"`,
    csp: made.policy(scriptHashes(made.html)),
    bodies: { identity, br, gzip: gz },
  };
}

/** The scripts that stand in a page, by their hashes: a kept page can carry no nonce, and needs none. */
export function scriptHashes(html: string): string {
  const inline = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
  const hashes = [...inline].map(([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [...new Set(hashes)].join(" ");
}

/** The best packing that a browser takes. */
export function encodingFor(accepted = ""): Encoding {
  const takes = (name: string) => new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(?:\\.0*)?(?:,|$))`).test(accepted);
  return takes("br") ? "br" : takes("gzip") ? "gzip" : "identity";
}
