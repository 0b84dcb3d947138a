import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type Received = { to: string; head: string; text: string; html: string; calendar: string };

export type PostOffice = {
  url: string;
  received: Received[];
  /** Whether it takes mail, or asks to try again later. */
  open: boolean;
  close: () => Promise<void>;
};

/** A real mail server on a free port, which keeps what it takes. */
export async function postOffice(): Promise<PostOffice> {
  const office: PostOffice = { url: "", received: [], open: true, close: async () => {} };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo(_address, _session, done) {
      done(office.open ? undefined : Object.assign(new Error("Try again later"), { responseCode: 451 }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(", ");
        office.received.push({ to, ...read(Buffer.concat(chunks).toString()) });
        done();
      });
    },
  });
  await new Promise<void>((done, fail) => {
    server.on("error", fail);
    server.listen(0, "127.0.0.1", done);
  });
  office.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  office.close = () => new Promise((done) => server.close(() => done()));
  return office;
}

/** The head of a mail, and its parts as a reader shows them; nothing where it has no calendar. */
export function read(raw: string): Omit<Received, "to"> {
  const [head = "", ...rest] = raw.replaceAll("\r\n", "\n").split("\n\n");
  // With an attachment, the text and its HTML are parts of a part.
  const boundaries = [...raw.matchAll(/boundary="([^"]+)"/g)].map(([, boundary]) => `--${boundary}`);
  let parts = [rest.join("\n\n")];
  for (const boundary of boundaries) parts = parts.flatMap((part) => part.split(boundary));
  const part = (type: string) => {
    const [partHead = "", ...lines] = (parts.find((p) => p.includes(`Content-Type: ${type}`)) ?? "").split("\n\n");
    const body = lines.join("\n\n");
    if (/base64/i.test(partHead)) return Buffer.from(body, "base64").toString();
    if (!/quoted-printable/i.test(partHead)) return body;
    const bytes = body.replaceAll("=\n", "").replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`);
    return decodeURIComponent(bytes.replaceAll(/%(?![0-9A-F]{2})/g, "%25"));
  };
  return { head, text: part("text/plain"), html: part("text/html"), calendar: part("text/calendar") };
}

/** The last part of the first link of this kind in a mail: its secret. */
export const secretOf = ({ text }: Pick<Received, "text">, kind: string): string =>
  new RegExp(`/${kind}/([\\w-]+)`).exec(text)?.[1] ?? "";
