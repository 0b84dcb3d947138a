import { messages } from "../words.ts";

/** The line above which a reply is written, in every language, as our mails carry it. */
const ourLines = Object.values(messages).map((m) => m.mail.replyAbove);

/** Begins what was answered to: everything from here on is a quotation. */
const separators = [
  /^[-–—_=\s]{2,}(?:original message|original email|forwarded message|原始邮件|原始郵件|原始信息|原始訊息|转发的邮件|轉寄的郵件|回复的原邮件)[-–—_=\s]{2,}/i,
  /^begin forwarded message[:：]?$/i,
];

/** A head of what was answered to, as some programs quote it: several such lines together. */
const headLine =
  /^\**(?:from|sent|to|cc|subject|date|发件人|發件人|寄件者|寄件人|发送时间|發送時間|发送日期|寄件日期|日期|收件人|收件者|抄送|副本|主题|主題|主旨)\**\s*[:：]/i;
const headBegin = /^\**(?:from|发件人|發件人|寄件者|寄件人)\**\s*[:：]/i;

/** Says who wrote what follows. It may run over two or three lines. */
const attribution = /^(?:(?:on|am|le|el)\s.{4,300}(?:wrote|schrieb|a écrit|escribió)|.{0,200}(?:写道|寫道))\s*[:：]$/i;

const isQuoted = (line: string) => /^\s*>/.test(line);
const isBlank = (line: string) => line.trim() === "";

/** How many lines from here are the words that say who wrote what follows; 0 where they are none. */
function attributionAt(lines: readonly string[], at: number): number {
  if (!/^(?:on|am|le|el)\s|写道|寫道|[<@＜]|\d{4}/i.test(lines[at]?.trim() ?? "")) return 0;
  for (let count = 1; count <= 3; count++) {
    const joined = lines.slice(at, at + count).map((line) => line.trim());
    if (joined.some((line) => line === "")) return 0;
    if (attribution.test(joined.join(" "))) return count;
  }
  return 0;
}

const isHead = (lines: readonly string[], at: number): boolean =>
  headBegin.test(lines[at]?.trim() ?? "") &&
  lines.slice(at + 1, at + 6).filter((line) => headLine.test(line.trim())).length >= 2;

/**
 * What somebody wrote in a reply, without what they answered to: quoted lines, the mail below, our own line. Answers
 * between and below quoted lines stay. Where nothing would remain, all of it stays.
 */
export function unquoted(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const kept: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const bare = line.trim();
    if (isQuoted(line)) continue;
    if (ourLines.some((ours) => bare.includes(ours))) break;
    if (separators.some((separator) => separator.test(bare)) || isHead(lines, i)) break;
    // A rule that a head follows.
    if (/^[-_]{5,}$/.test(bare) && isHead(lines, nextText(lines, i + 1))) break;
    const attributed = attributionAt(lines, i);
    if (attributed) {
      // Below a mail that is quoted with marks there may be an answer; below one without there is no telling.
      if (!isQuoted(lines[nextText(lines, i + attributed)] ?? "")) break;
      i += attributed - 1;
      continue;
    }
    kept.push(line);
  }
  const remains = tidy(kept);
  return remains || tidy(lines);
}

function nextText(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at] ?? "")) at++;
  return at;
}

const tidy = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
