import nodemailer from "nodemailer";
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";
import { settings } from "#db/settings.ts";
import { assign, assignInput } from "../concern/assign.ts";
import { concernPage } from "../concern/page.ts";
import { reply } from "../concern/reply.ts";
import { heldLetters } from "../letter/held.ts";
import { listenForMail } from "../letter/listen.ts";
import { workOnce } from "../work/worker.ts";
import { type PostOffice, postOffice, type Received } from "./smtp.ts";
import { behind, key, onDay, type PersonName, type Stage } from "./stage.ts";

/** The domain to which mails come in. */
export const domain = "in.portal.test";

export type Sent = Parameters<ReturnType<typeof nodemailer.createTransport>["sendMail"]>[0];

/** The address that a person of the world has. */
export const addressOf = (name: string) => `${name.toLowerCase()}@example.test`;

/** A field of a mail's head, on one line. */
export const header = ({ head }: Pick<Received, "head">, name: string) =>
  new RegExp(`^${name}: ?([^\\n]*(?:\\n[ \\t][^\\n]*)*)`, "im")
    .exec(head)?.[1]
    ?.replace(/\n[ \t]/g, " ")
    .trim() ?? "";

/** The portal's own post office, and that of everybody else, for as long as a test file runs; each test begins without letters. */
export function lettersOf(s: Stage) {
  const { as } = s;
  let post: Awaited<ReturnType<typeof listenForMail>>;
  let office: PostOffice;
  beforeAll(async () => {
    office = await postOffice();
    process.env.SMTP_URL = office.url;
    process.env.MAIL_DOMAIN = domain;
    settings.reset();
    post = await listenForMail({ host: "127.0.0.1", port: 0 });
  });
  afterAll(async () => {
    await post.close();
    await office.close();
    delete process.env.MAIL_DOMAIN;
    delete process.env.SMTP_URL;
    settings.reset();
  });
  beforeEach(() => {
    office.received.length = 0;
    vi.spyOn(console, "error").mockImplementation(() => {});
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await behind(s.admin, async (sql) => {
      for (const table of ["outbox", "letters"]) await sql`delete from ${sql(table)}`;
    });
  });

  /** Works off the queue. @returns what has arrived at the others' post office since */
  async function work(): Promise<Received[]> {
    const before = office.received.length;
    while (await workOnce());
    return office.received.slice(before);
  }

  return {
    work,
    /** Sends a mail to the portal in a real SMTP conversation. */
    send: async (mail: Sent) => {
      const transport = nodemailer.createTransport({ host: "127.0.0.1", port: post.port, ignoreTLS: true });
      try {
        return await transport.sendMail({ messageId: `<${key()}@elsewhere.test>`, subject: "Re: 诉求", ...mail });
      } finally {
        transport.close();
      }
    },
    /** A concern of the resident of which the person is told by mail; the mail they got. */
    told: async (who: PersonName, privacy: "private" | "neighbourhood" = "private") => {
      const number = await s.raised("resident", { privacy, body: "家里的水管漏了，楼下也有水。" });
      if (who === "propertyMember") {
        await assign(
          await as("coordinator"),
          assignInput.parse({ key: key(), number, organizations: [s.world.property], dueAt: onDay(3), note: "" }),
        );
      }
      const by = who === "resident" ? "coordinator" : "resident";
      await work();
      await reply(await as(by), { key: key(), number, body: "什么时候方便？", audience: "everyone", attachments: [] });
      const mail = (await work()).filter(({ to }) => to === addressOf(who)).at(-1);
      if (!mail) throw new Error(`${who} was told nothing`);
      return { number, mail, to: header(mail, "Reply-To") };
    },
    lastOf: async (number: string, who: PersonName = "coordinator") =>
      (await concernPage(await as(who), number)).timeline.at(-1),
    letters: () => s.admin<
      { status: string; reason: string | null; from_address: string | null; body: string | null }[]
    >`
      select status, reason, from_address, body from letters order by received_at, id`,
    held: async () => heldLetters(await as("coordinator"), s.world.a),
  };
}
