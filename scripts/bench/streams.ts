import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { encode } from "next-auth/jwt";
import postgres from "postgres";
import { authSecret } from "#db/settings.ts";
import { viewerOf } from "#domain/account/viewer.ts";
import { reply } from "#domain/concern/reply.ts";

type Arrived = { seq: number; at: number };

/** One open page that follows a concern. */
class Stream {
  readonly arrived: Arrived[] = [];
  #last: number;
  #answer: IncomingMessage | undefined;
  readonly #url: string;
  readonly #cookie: string;

  constructor(url: string, cookie: string, last: number) {
    this.#url = url;
    this.#cookie = cookie;
    this.#last = last;
  }

  /** Opens it, or opens it again where it was: as a browser does, with the last event that it has. */
  open(): Promise<void> {
    return new Promise((done, fail) => {
      const request = get(
        `${this.#url}&after=${this.#last}`,
        { headers: { cookie: this.#cookie, "last-event-id": String(this.#last) }, agent: false },
        (answer) => {
          this.#answer = answer;
          let text = "";
          answer.setEncoding("utf8");
          answer.on("error", () => {});
          answer.on("data", (chunk: string) => {
            text += chunk;
            for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
              this.#take(text.slice(0, end));
              text = text.slice(end + 2);
            }
          });
          done();
        },
      );
      request.on("error", fail);
    });
  }

  #take(message: string): void {
    const at = performance.now();
    const data = /^data: (.*)$/m.exec(message)?.[1];
    const id = /^id: (\d+)$/m.exec(message)?.[1];
    if (!data || !id) return;
    const { entries } = JSON.parse(data) as { entries: { seq: number }[] };
    for (const { seq } of entries) this.arrived.push({ seq, at });
    this.#last = Number(id);
  }

  close(): void {
    this.#answer?.destroy();
  }
}

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);

/**
 * Five hundred open pages over two processes, ten a concern; a hundred replies, the second half while fifty pages lose
 * their connection and come back.
 * @returns the 95th percentile from commit to page in milliseconds, what a stream costs in kB, and how many entries were missed
 */
export async function benchStreams(
  database: string,
  origins: { url: string; pid: number }[],
): Promise<{ p95: number; kilobytes: number; missed: number; twice: number }> {
  const sql = postgres(database, { max: 1, onnotice: () => {} });
  try {
    const sid = randomUUID();
    await sql`
      insert into sessions (id, user_id, expires_at) select ${sid}, user_id, now() + interval '1 day' from accounts where email like 'coordinator@%'`;
    const viewer = await viewerOf(sid, null);
    const cookie = `next-auth.session-token=${await encode({ token: { sid }, secret: authSecret() })}`;
    const concerns = await sql<{ number: string; seq: number }[]>`
      select c.number, h.seq from concerns c join event_heads h on h.community_id = c.community_id and h.subject_id = c.id
      where c.status in ('taken', 'assigned') order by c.number limit 50`;
    const before = origins.map(({ pid }) => memoryOf(pid)).reduce((a, b) => a + b);
    const streams = concerns.map(({ number, seq }) =>
      Array.from(
        { length: 10 },
        (_, i) => new Stream(`${origins[i % origins.length]?.url}/api/live?concern=${number}`, cookie, seq),
      ),
    );
    for (const of of streams) await Promise.all(of.map((stream) => stream.open()));
    await new Promise((settled) => setTimeout(settled, 3000));
    const kilobytes =
      (origins.map(({ pid }) => memoryOf(pid)).reduce((a, b) => a + b) - before) / streams.flat().length;

    const took: number[] = [];
    let [missed, twice] = [0, 0];
    for (let i = 0; i < 100; i++) {
      const at = i % concerns.length;
      const { number } = concerns[at] as { number: string };
      const followers = streams[at] as Stream[];
      const had = followers.map((stream) => stream.arrived.length);
      const lost = i >= 50 ? followers[i % 10] : undefined;
      lost?.close();
      await reply(viewer, { key: randomUUID(), number, body: `第 ${i} 句`, audience: "everyone", attachments: [] });
      const committed = performance.now();
      await lost?.open();
      await new Promise((settled) => setTimeout(settled, 400));
      for (const [n, stream] of followers.entries()) {
        const news = stream.arrived.slice(had[n]);
        if (stream !== lost) took.push(...news.map((a) => a.at - committed));
        if (!news.length) missed++;
        if (new Set(news.map((a) => a.seq)).size < news.length) twice++;
      }
    }
    for (const stream of streams.flat()) stream.close();
    took.sort((a, b) => a - b);
    return { p95: took[Math.floor(took.length * 0.95)] ?? Number.NaN, kilobytes, missed, twice };
  } finally {
    await sql.end();
  }
}
