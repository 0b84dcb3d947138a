import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settings } from "#db/settings.ts";
import { sendMail } from "./send.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "doorstep-mail-")), "data");
  vi.stubEnv("BASE_URL", "https://portal.test");
  vi.stubEnv("DOORSTEP_DATA", folder);
  vi.stubEnv("SMTP_URL", "");
  vi.stubEnv("MAIL_FROM", "敲门 <door@portal.test>");
  settings.reset();
});
afterEach(() => {
  vi.unstubAllEnvs();
  settings.reset();
});

const mail = {
  id: "0f8fad5b-d9cb-469f-a165-70867728950e",
  to: "lin@example.test",
  subject: "Concern 2611-0001: something new",
  lines: ["Dear <Lin> & family,", "one\ntwo"],
  link: { label: "Read it", url: "https://portal.test/concerns/2611-0001?a=1&b=2" },
  locale: "en",
};
const kept = () => readFileSync(join(folder, "mail", `${mail.id}.eml`), "utf8");

test("where no server is set, a mail is kept whole, for the portal's own user only", async () => {
  await sendMail(mail);
  expect(readdirSync(join(folder, "mail"))).toEqual([`${mail.id}.eml`]);
  expect(statSync(join(folder, "mail", `${mail.id}.eml`)).mode & 0o777).toBe(0o600);
  const text = kept();
  expect(text).toMatch(/^To: lin@example\.test$/m);
  expect(text).toMatch(/^Subject: Concern 2611-0001: something new$/m);
  expect(text).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(text).toMatch(/^Content-Language: en$/m);
  expect(text).toContain(`Message-ID: <${mail.id}@doorstep>`);
  expect(text).toContain("text/plain");
  expect(text).toContain("text/html");
});

test("sent again, it is the same mail: one file", async () => {
  await sendMail(mail);
  await sendMail(mail);
  expect(readdirSync(join(folder, "mail"))).toHaveLength(1);
});

test("what people wrote is text in it, never markup", async () => {
  await sendMail({ ...mail, lines: ['<script>alert("x")</script><img src=//evil.example>'] });
  const html = kept().slice(kept().indexOf("text/html")).replaceAll("=\n", "");
  expect(html).not.toContain("<script");
  expect(html).not.toContain("<img");
  expect(html).toContain("&#60;script&#62;");
});

test("what people wrote adds no header to it", async () => {
  await sendMail({ ...mail, subject: "Hello\r\nBcc: everybody@example.test", to: "lin@example.test" });
  const head = kept().slice(0, kept().indexOf("\n\n"));
  expect(head).not.toMatch(/^Bcc:/m);
});

test("answers to choose among are links of their own, under their question, in both forms of the mail", async () => {
  const links = [5, 1].map((r) => ({ label: `${r} & more`, url: `https://portal.test/rate/x?r=${r}` }));
  await sendMail({ ...mail, choices: { question: "Is it <solved>?", links } });
  const text = kept().replaceAll("=\n", "").replaceAll("=3D", "=");
  expect(text).toContain(
    "Is it <solved>?\n\n5 & more: https://portal.test/rate/x?r=5\n1 & more: https://portal.test/rate/x?r=1",
  );
  expect(text).toContain('href="https://portal.test/rate/x?r=1"');
  expect(text).toContain("Is it &#60;solved&#62;?");
});

test("one that can be replied to says where, above its text, and refers to what it is about", async () => {
  vi.stubEnv("MAIL_DOMAIN", "in.portal.test");
  settings.reset();
  await sendMail({ ...mail, replyTo: "reply+abc@in.portal.test", thread: "concern.2611-0001" });
  const text = kept();
  expect(text).toMatch(/^Reply-To: reply\+abc@in\.portal\.test$/m);
  expect(text).toContain(`Message-ID: <${mail.id}@in.portal.test>`);
  expect(text).toMatch(/^In-Reply-To: <concern\.2611-0001@in\.portal\.test>$/m);
  expect(text).toMatch(/^References: <concern\.2611-0001@in\.portal\.test>$/m);
  const body = text.slice(text.indexOf("\n\n")).replaceAll("=\n", "");
  expect(body.indexOf("write above this line")).toBeGreaterThan(0);
  expect(body.indexOf("write above this line")).toBeLessThan(body.indexOf("Dear <Lin>"));
});

test("one that cannot be replied to promises nothing", async () => {
  await sendMail(mail);
  expect(kept()).not.toMatch(/^(?:Reply-To|References|In-Reply-To):/m);
  expect(kept()).not.toContain("above this line");
});
