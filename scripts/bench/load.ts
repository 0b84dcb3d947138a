import autocannon from "autocannon";

/** Requests a second of a page under 16 connections, over some seconds. @throws where an answer is not 200 */
async function requestsPerSecond(url: string, headers: Record<string, string>, seconds: number): Promise<number> {
  const result = await autocannon({ url, headers, connections: 16, duration: seconds });
  if (result.non2xx || result.errors)
    throw new Error(`${url}: ${result.non2xx} answers were not 200, ${result.errors} errors`);
  return result.requests.average;
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Two pages in turn, A B A B …: what holds is the ratio, pair by pair. */
export async function sideBySide(
  a: { url: string; headers?: Record<string, string> },
  b: { url: string; headers?: Record<string, string> },
  { rounds = 5, seconds = 6 } = {},
): Promise<{ a: number; b: number; ratio: number; ratios: number[] }> {
  const pairs: { a: number; b: number }[] = [];
  for (let i = 0; i <= rounds; i++) {
    const pair = {
      a: await requestsPerSecond(a.url, a.headers ?? {}, seconds),
      b: await requestsPerSecond(b.url, b.headers ?? {}, seconds),
    };
    // The first pair warms both up.
    if (i > 0) pairs.push(pair);
  }
  const ratios = pairs.map((p) => p.a / p.b);
  return { a: median(pairs.map((p) => p.a)), b: median(pairs.map((p) => p.b)), ratio: median(ratios), ratios };
}
