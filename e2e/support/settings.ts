import { resolve } from "node:path";

/** Where the portal and the mail server of the tests listen, and where the mail lies. */
export const port = Number(process.env.E2E_PORT ?? 3111);
export const smtpPort = port + 14;
export const mailFolder = resolve(".test/e2e-mail");
