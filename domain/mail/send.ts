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
  /** Answers to choose among, each a link of its own, under a question. */
  choices?: { question: string; links: { label: string; url: string }[] };
  locale: string;
  /** The address that a reply lands by. */
  replyTo?: string;
  /** Whose link ends these mails: one click in a mail program, and a line below the text. */
  unsubscribe?: string;
  /** What it is about: mail programs put those about the same together. */
  thread?: string;
  /** A calendar that goes with it, as text. */
  calendar?: string;
  /** An invitation, or that it is called off: programs put it into the calendar by themselves. */
  invitation?: { text: string; method: "REQUEST" | "CANCEL" };
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/\n/g, "<br>");

const endsAt = (token: string) => `${settings().baseUrl}/unsubscribe/${token}`;

function html({ subject, lines, link, choices, locale, replyTo, unsubscribe }: Mail): string {
  const above = replyTo
    ? `<p style="font-size:13px;color:#6b655c">${escaped(wordsOf(asLocale(locale))("replyAbove"))}</p>`
    : "";
  const button = link
    ? `<p><a href="${escaped(link.url)}" style="display:inline-block;padding:12px 20px;background:#a8321f;color:#fff;text-decoration:none;border-radius:6px;font-weight:600">${escaped(link.label)}</a></p><p style="font-size:13px;color:#6b655c;word-break:break-all">${escaped(link.url)}</p>`
    : "";
  const answers = choices
    ? `<p style="margin-top:32px;font-weight:600">${escaped(choices.question)}</p><p>${choices.links.map(({ label, url }) => `<a href="${escaped(url)}" style="display:inline-block;margin:0 8px 8px 0;padding:12px 16px;border:1px solid #6b655c;color:#1f1c18;text-decoration:none;border-radius:6px">${escaped(label)}</a>`).join("")}</p>`
    : "";
  const end = unsubscribe
    ? `<p style="margin-top:32px;font-size:13px"><a href="${escaped(endsAt(unsubscribe))}" style="color:#6b655c">${escaped(wordsOf(asLocale(locale))("unsubscribe"))}</a></p>`
    : "";
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${escaped(subject)}</title><body style="font:17px/1.65 system-ui,sans-serif;color:#1f1c18;max-width:38rem;margin:0 auto;padding:24px">${above}${lines.map((l) => `<p>${escaped(l)}</p>`).join("")}${button}${answers}${end}</body></html>`;
}

const linkLine = ({ label, url }: { label: string; url: string }) => `${label}: ${url}`;

const text = ({ lines, link, choices, replyTo, locale, unsubscribe }: Mail) =>
  [
    ...(replyTo ? [wordsOf(asLocale(locale))("replyAbove")] : []),
    ...lines,
    ...(link ? [linkLine(link)] : []),
    ...(choices ? [choices.question, choices.links.map(linkLine).join("\n")] : []),
    ...(unsubscribe ? [linkLine({ label: wordsOf(asLocale(locale))("unsubscribe"), url: endsAt(unsubscribe) })] : []),
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
    ...(mail.invitation
      ? {
          icalEvent: { method: mail.invitation.method, filename: "doorstep.ics", content: mail.invitation.text },
        }
      : {}),
    headers: {
      "Auto-Submitted": "auto-generated",
      "Content-Language": mail.locale,
      ...(mail.unsubscribe
        ? {
            // RFC 8058
            "List-Unsubscribe": `<${settings().baseUrl}/api/unsubscribe/${mail.unsubscribe}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          }
        : {}),
    },
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
