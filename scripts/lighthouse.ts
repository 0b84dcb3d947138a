import { createServer } from "node:net";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";

/** How a page does on a phone of some years ago on a slow line, each of 0 to 100, and what it weighs. */
export type Audit = {
  performance: number;
  accessibility: number;
  bestPractices: number;
  seo: number;
  /** All that is loaded for it, in kB as it travels. */
  kilobytes: number;
  /** What was found wanting. */
  wanting: string[];
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
      .once("error", reject)
      .listen(0, "127.0.0.1", () => {
        const at = server.address();
        server.close(() => resolve(typeof at === "object" && at ? at.port : 0));
      });
  });

/** Looks at public pages one after the other, with Lighthouse's own phone and line. */
export async function audit(urls: readonly string[]): Promise<Audit[]> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", `--remote-debugging-port=${port}`],
  });
  try {
    const found: Audit[] = [];
    for (const url of urls) {
      const result = await lighthouse(url, {
        port,
        output: "json",
        logLevel: "error",
        onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
      });
      if (!result) throw new Error(`Lighthouse says nothing of ${url}`);
      const { categories, audits } = result.lhr;
      const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
      found.push({
        performance: score("performance"),
        accessibility: score("accessibility"),
        bestPractices: score("best-practices"),
        seo: score("seo"),
        kilobytes: (audits["total-byte-weight"]?.numericValue ?? Number.NaN) / 1000,
        wanting: ["accessibility", "best-practices", "seo"].flatMap((name) =>
          (categories[name]?.auditRefs ?? [])
            .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
            .map(({ id }) =>
              `${name}: ${audits[id]?.title ?? id} ${JSON.stringify(audits[id]?.details ?? "")}`.slice(0, 600),
            ),
        ),
      });
    }
    return found;
  } finally {
    await browser.close();
  }
}
