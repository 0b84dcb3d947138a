import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { settings } from "#db/settings.ts";
import { asLocale, wordsOf } from "../words.ts";

export type Mail = {
  /** Stays the same when a sending is tried again, so that a mail server can tell. */
  id: string;
  to: string;
  subject: string;
  lines: string[];
  link?: { label: string; url: string };
  locale: string;
  /** The address that a reply lands by. */
  replyTo?: string;
  /** What it is about: mail programs put those about the same together. */
  thread?: string;
  /** A calendar that goes with it, as text. */
  calendar?: string;
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/\n/g, "<br>");

function html({ subject, lines, link, locale, replyTo }: Mail): string {
  const above = replyTo
    ? `<p style="font-size:13px;color:#6b655c">${escaped(wordsOf(asLocale(locale))("replyAbove"))}</p>`
    : "";
  const button = link
    ? `<p><a href="${escaped(link.url)}" style="display:inline-block;padding:12px 20px;background:#a8321f;color:#fff;text-decoration:none;border-radius:6px;font-weight:600">${escaped(link.label)}</a></p><p style="font-size:13px;color:#6b655c;word-break:break-all">${escaped(link.url)}</p>`
    : "";
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${escaped(subject)}</title><body style="font:17px/1.65 system-ui,sans-serif;color:#1f1c18;max-width:38rem;margin:0 auto;padding:24px">${above}${lines.map((l) => `<p>${escaped(l)}</p>`).join("")}${button}</body></html>`;
}

const text = ({ lines, link, replyTo, locale }: Mail) =>
  [
    ...(replyTo ? [wordsOf(asLocale(locale))("replyAbove")] : []),
    ...lines,
    ...(link ? [`${link.label}: ${link.url}`] : []),
  ].join("\n\n");

/**
 * Sends a mail over SMTP, or keeps it as .eml in the data folder where no server is set.
 * @throws Error where the server does not take it: the queue tries again
 */
export async function sendMail(mail: Mail): Promise<void> {
  const { smtpUrl, mailFrom, dataFolder, mailDomain } = settings();
  const domain = mailDomain ?? "doorstep";
  // No mail has this name: it is what all about one thing refer to.
  const thread = mail.thread && `<${mail.thread}@${domain}>`;
  const message = {
    from: mailFrom,
    to: mail.to,
    subject: mail.subject,
    text: text(mail),
    html: html(mail),
    messageId: `<${mail.id}@${domain}>`,
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    ...(thread ? { inReplyTo: thread, references: thread } : {}),
    ...(mail.calendar
      ? {
          attachments: [
            {
              filename: "doorstep.ics",
              content: mail.calendar,
              // To be taken in, not to be answered.
              contentType: "text/calendar; charset=utf-8; method=PUBLISH",
              contentDisposition: "attachment" as const,
            },
          ],
        }
      : {}),
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": mail.locale },
  };
  if (smtpUrl) {
    const transport = nodemailer.createTransport(smtpUrl);
    try {
      await transport.sendMail(message);
    } finally {
      transport.close();
    }
    return;
  }
  const built = await nodemailer
    .createTransport({ streamTransport: true, buffer: true, newline: "unix" })
    .sendMail(message);
  const folder = join(dataFolder, "mail");
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${mail.id}.eml`);
  await writeFile(`${file}.part`, built.message as Buffer, { mode: 0o600 });
  await rename(`${file}.part`, file);
}
