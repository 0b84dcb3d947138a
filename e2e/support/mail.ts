import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { createTransport, type SendMailOptions } from "nodemailer";
import { mailFolder, mailInPort } from "./settings.ts";

export type Received = {
  raw: string;
  file: string;
  to: string;
  replyTo: string;
  subject: string;
  text: string;
  links: string[];
};

/** All mail that has arrived for somebody, the oldest first. */
export function mailTo(to: string): Received[] {
  return readdirSync(mailFolder)
    .sort()
    .map((file) => read(file))
    .filter((mail) => mail.to === to);
}

/** Waits for the mail to somebody that comes after those there were, and gives the latest. */
export async function nextMail(to: string, before: number, fits: (mail: Received) => boolean = () => true) {
  let found: Received | undefined;
  // (A vote that was closed before may have hundreds of mails ahead of it.)
  await expect
    .poll(
      () => {
        found = mailTo(to).slice(before).filter(fits).at(-1);
        return found !== undefined;
      },
      { message: `a mail to ${to}`, timeout: 60_000 },
    )
    .toBe(true);
  return found as Received;
}

/** Sends a mail to the portal, as any mail program does. */
export async function post(mail: SendMailOptions): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port: mailInPort, ignoreTLS: true });
  await transport.sendMail(mail);
  transport.close();
}

/** The one link of a mail, as a path of the portal. */
export function linkIn(mail: Received): string {
  const [link] = mail.links;
  if (!link) throw new Error(`no link in the mail "${mail.subject}"`);
  const url = new URL(link);
  return url.pathname + url.search;
}

function read(file: string): Received {
  const raw = readFileSync(join(mailFolder, file), "utf8");
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const header = (name: string) =>
    new RegExp(`^${name}: ?([^\\r]*(?:\\r\\n[ \\t][^\\r]*)*)`, "im").exec(head)?.[1]?.replace(/\r\n[ \t]/g, " ") ?? "";
  const boundary = /boundary="?([^";]+)"?/.exec(header("Content-Type"))?.[1];
  const body = rest.join("\r\n\r\n");
  const part = boundary ? plainOf(body, boundary) : raw;
  const [partHead = "", ...content] = part.split("\r\n\r\n");
  const text = decoded(content.join("\r\n\r\n"), /content-transfer-encoding: ?(\S+)/i.exec(partHead)?.[1] ?? "");
  return {
    raw,
    file,
    to: header("To"),
    replyTo: header("Reply-To").trim(),
    subject: words(header("Subject")),
    text,
    links: text.match(/https?:\/\/\S+/g) ?? [],
  };
}

/** The part in plain text, also where parts stand within a part (a mail with an invitation). */
function plainOf(body: string, boundary: string): string {
  const part = body.split(`--${boundary}`).find((p) => /content-type: text\/plain/i.test(p)) ?? "";
  const [head = "", ...rest] = part.trimStart().split("\r\n\r\n");
  const inner = /content-type: multipart[\s\S]*?boundary="?([^";\r]+)"?/i.exec(head)?.[1];
  return inner ? plainOf(rest.join("\r\n\r\n"), inner) : part;
}

function decoded(content: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(content, "base64").toString("utf8");
  if (/quoted-printable/i.test(encoding)) return quoted(content.replace(/=\r\n/g, ""));
  return content;
}

const quoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

/** Encoded words of a header (RFC 2047). */
const words = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, value: string) =>
      kind.toLowerCase() === "b" ? Buffer.from(value, "base64").toString("utf8") : quoted(value.replace(/_/g, " ")),
    );
