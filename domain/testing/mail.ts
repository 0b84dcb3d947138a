import type { Mail } from "../mail/send.ts";
import { workOnce } from "../work/worker.ts";

/** Works off all that is due, and gives the mails that would have gone out. */
export async function mailsSent(): Promise<Mail[]> {
  const sent: Mail[] = [];
  while (
    await workOnce(async (mail) => {
      sent.push(mail);
    })
  );
  return sent;
}

/** The secret at the end of a mail's link. */
export const secretIn = (mail: Mail | undefined): string => mail?.link?.url.split("/").at(-1) ?? "";

/** All that a mail says, in one text. */
export const wordsIn = ({ subject, lines, link }: Mail): string => [subject, ...lines, link?.label].join("\n");
