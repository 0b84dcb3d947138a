import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { pool } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { store } from "../attachment/store.ts";
import { logProblem } from "../log.ts";
import { readAddress } from "./address.ts";

/** A mail with all that a form may carry, as mail writes it; anything larger is refused as it comes. */
const maxLetterBytes = 25 * 1024 * 1024;

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

/** Whether a mail to this address is taken at all. */
async function takes(address: string): Promise<boolean> {
  const to = readAddress(address);
  if (to?.kind !== "concern") return to !== null;
  const rows = await pool("doorstep_worker").db.execute(
    sql`select from communities where lower(code) = ${to.code.toLowerCase()}`,
  );
  return rows.length > 0;
}

/**
 * Takes mail that comes in: a mail that was taken is kept and queued, and what becomes of it is the queue's. It knows no
 * passwords and no relaying; a mail server stands before it (docs/operations.md).
 * @returns the port, and what ends it
 */
export async function listenForMail({ host, port }: { host: string; port: number }) {
  const server = new SMTPServer({
    size: maxLetterBytes,
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    maxClients: 50,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    banner: "Doorstep",
    onRcptTo({ address }, { envelope }, done) {
      if (envelope.rcptTo.length >= 20) return done(refusal(452, "Too many recipients"));
      takes(address).then(
        (fine) => done(fine ? undefined : refusal(550, "No such address")),
        (error: unknown) => {
          logProblem("letter", error);
          done(refusal(451, "Try again later"));
        },
      );
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on("data", (chunk: Buffer) => {
        size += chunk.length;
        // What is too large is read to its end, and forgotten.
        if (size <= maxLetterBytes) chunks.push(chunk);
        else chunks.length = 0;
      });
      stream.on("error", () => done(refusal(451, "Try again later")));
      stream.on("end", () => {
        if (size > maxLetterBytes || stream.sizeExceeded) return done(refusal(552, "Too large"));
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        keep(
          Buffer.concat(chunks),
          from,
          envelope.rcptTo.map(({ address }) => address),
        ).then(
          () => done(),
          (error: unknown) => {
            logProblem("letter", error);
            done(refusal(451, "Try again later"));
          },
        );
      });
    },
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, done);
  });
  server.on("error", (error) => logProblem("letter", error));
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

/** Acknowledged is what lies in the store and in the queue: a copy for each of our addresses. */
async function keep(raw: Buffer, from: string, to: string[]): Promise<void> {
  const letters = [...new Set(to)].map((address) => ({ key: newId(), from, to: address, size: raw.length }));
  for (const { key } of letters) await store().put(key, raw, "message/rfc822");
  await pool("doorstep_worker").transaction(async (tx) => {
    for (const letter of letters)
      await tx.execute(sql`insert into outbox (topic, payload) values ('letter_in', ${JSON.stringify(letter)}::jsonb)`);
  });
}
