import { createHash } from "node:crypto";
import { type ParsedMail, simpleParser } from "mailparser";
import { settings } from "#db/settings.ts";
import { clean } from "../input.ts";

export type LetterFile = { name: string; bytes: Uint8Array };

/** A mail, as far as it matters here. */
export type Letter = {
  messageId: string;
  from: { address: string; name: string | null } | null;
  subject: string | null;
  /** The whole text, with what it answers to. */
  text: string;
  files: LetterFile[];
  /** Written by a program, or to a list: never answered, and no word in a thread. */
  automatic: boolean;
};

/** More than a person writes: what is longer is a log or a bomb. */
const longestText = 200_000;

/** What stands in a text for pictures that were in it. */
const pictures = /\[(?:cid:[^\]\s]*|https?:[^\]\s]*\.(?:png|jpe?g|gif|webp|svg)(?:\?[^\]\s]*)?)\]/gi;

/** Pictures of a signature are no documents. */
const iconBytes = 8 * 1024;

/** Reads a mail. What cannot be read of it is left out; nothing in it is ever run or fetched. */
export async function readLetter(raw: Uint8Array, envelopeFrom: string): Promise<Letter> {
  const mail = await simpleParser(Buffer.from(raw), {
    skipTextToHtml: true,
    skipImageLinks: true,
    maxHtmlLengthToParse: 2 * 1024 * 1024,
  });
  const [sender] = mail.from?.value ?? [];
  const address = oneLine(sender?.address, 254)?.toLowerCase();
  return {
    messageId: oneLine(mail.messageId, 300) || `<${createHash("sha256").update(raw).digest("hex")}@none>`,
    // One writer, or nobody.
    from: address && mail.from?.value.length === 1 ? { address, name: oneLine(sender?.name, 60) } : null,
    subject: oneLine(mail.subject, 200),
    text: clean((mail.text ?? "").slice(0, longestText).replace(pictures, "")),
    files: mail.attachments
      .filter((file) => !(file.related && file.size < iconBytes))
      .map((file) => ({ name: oneLine(file.filename, 80) ?? file.contentType, bytes: file.content })),
    automatic: isAutomatic(mail, envelopeFrom, address),
  };
}

const oneLine = (text: string | undefined, max: number): string | null =>
  Array.from(clean(text ?? "").replace(/\s+/g, " "))
    .slice(0, max)
    .join("") || null;

/** As RFC 3834 and its forerunners mark what no person wrote. */
function isAutomatic({ headers }: ParsedMail, envelopeFrom: string, from: string | undefined): boolean {
  const said = (name: string) => {
    const value = headers.get(name);
    return typeof value === "string" ? value.trim().toLowerCase() : value === undefined ? "" : "said";
  };
  const submitted = said("auto-submitted");
  const type = headers.get("content-type");
  const report = typeof type === "object" && "value" in type && String(type.value).toLowerCase() === "multipart/report";
  return (
    envelopeFrom === "" ||
    (submitted !== "" && !submitted.startsWith("no")) ||
    /^(?:bulk|junk|list|auto_reply)$/.test(said("precedence")) ||
    ["x-autoreply", "x-autorespond", "x-auto-response-suppress", "list", "list-id"].some((name) => said(name) !== "") ||
    report ||
    /^(?:mailer-daemon|postmaster|no-?reply)@/.test(from ?? "") ||
    from === ownAddress()
  );
}

/** What we send comes from here: coming back, it would go round. */
const ownAddress = (): string =>
  (/<([^>]+)>/.exec(settings().mailFrom)?.[1] ?? settings().mailFrom).trim().toLowerCase();
