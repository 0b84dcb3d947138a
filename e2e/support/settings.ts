import { resolve } from "node:path";

/**
 * Where the portal and the mail server of the tests listen, and where data, mail and the tests' own things lie: by the
 * port, since two runs stand side by side.
 */
export const port = Number(process.env.E2E_PORT ?? 3111);
export const smtpPort = port + 14;
export const providerPort = port + 15;
/** Where the portal takes mail, and for which domain. */
export const mailInPort = port + 16;
export const mailDomain = "in.doorstep.test";
/** Of a second portal, for the tests that start and end it. */
export const startPort = port + 20;
export const address = `http://localhost:${port}`;
const folder = resolve(`.test/e2e-${port}`);
export const dataFolder = `${folder}/data`;
export const mailFolder = `${folder}/mail`;
export const portalLog = `${folder}/portal.log`;
