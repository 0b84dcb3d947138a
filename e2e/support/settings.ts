import { resolve } from "node:path";

/** Where the portal and the mail server of the tests listen, and where data, mail and the tests' own things lie. */
export const port = Number(process.env.E2E_PORT ?? 3111);
export const smtpPort = port + 14;
export const providerPort = port + 15;
/** Of a second portal, for the tests that start and end it. */
export const startPort = port + 20;
export const address = `http://localhost:${port}`;
export const dataFolder = resolve(".test/e2e-data");
export const mailFolder = resolve(".test/e2e-mail");
