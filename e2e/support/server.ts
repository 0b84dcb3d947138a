import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { openProvider, providerSettings } from "./provider.ts";
import { address, dataFolder, mailDomain, mailFolder, mailInPort, port, portalLog, smtpPort } from "./settings.ts";

/**
 * The portal as `npm start` runs it (production build, embedded PostgreSQL, demo community), on a data folder of its own,
 * with a real mail server beside it whose mail the tests read.
 */
export default async function setup(): Promise<() => Promise<void>> {
  rmSync(dataFolder, { recursive: true, force: true });
  rmSync(mailFolder, { recursive: true, force: true });
  mkdirSync(mailFolder, { recursive: true });
  const smtp = await mailServer();
  const provider = await openProvider();
  const portal = spawn("node", ["scripts/start.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: "127.0.0.1",
      BASE_URL: address,
      DOORSTEP_DATA: dataFolder,
      DOORSTEP_DEMO: "1",
      DATABASE_URL: "",
      ...providerSettings,
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      MAIL_IN: `127.0.0.1:${mailInPort}`,
      MAIL_DOMAIN: mailDomain,
      // The push service of a test.
      PRIVATE_NETWORKS: "127.0.0.1/32",
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
  let log = "";
  for (const stream of [portal.stdout, portal.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      log += chunk;
      writeFileSync(portalLog, log);
    });
  }
  await healthy(portal, () => log);
  return async () => {
    if (portal.exitCode === null && portal.signalCode === null) {
      portal.kill("SIGTERM");
      await new Promise((done) => portal.once("exit", done));
    }
    provider.closeAllConnections();
    await new Promise((done) => provider.close(done));
    await new Promise<void>((done) => smtp.close(() => done()));
  };
}

async function healthy(portal: ChildProcess, log: () => string): Promise<void> {
  // A busy machine may have to build first.
  for (let i = 0; i < 960; i++) {
    if (portal.exitCode !== null) throw new Error(`the portal ended at once:\n${log()}`);
    const answer = await fetch(`${address}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 250));
  }
  portal.kill("SIGTERM");
  throw new Error(`the portal did not become healthy:\n${log()}`);
}

let received = 0;

async function mailServer(): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let mail = "";
      stream.on("data", (chunk: Buffer) => {
        mail += chunk;
      });
      stream.on("end", () => {
        writeFileSync(join(mailFolder, `${String(++received).padStart(5, "0")}.eml`), mail);
        done();
      });
    },
  });
  await new Promise<void>((done, fail) => {
    server.on("error", fail);
    server.listen(smtpPort, "127.0.0.1", done);
  });
  return server;
}
