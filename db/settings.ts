import { createHmac, randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";

const flag = z.enum(["0", "1"], "must be 0 or 1").transform((v) => v === "1");
const url = (...protocols: string[]) =>
  z.string().refine((v) => URL.canParse(v) && protocols.includes(new URL(v).protocol), {
    message: `must begin with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  });

const schema = z
  .object({
    PORT: z
      .string()
      .refine((v) => /^\d{1,5}$/.test(v) && Number(v) >= 1 && Number(v) <= 65535, "must be a number from 1 to 65535")
      .default("3000")
      .transform(Number),
    HOST: z.string().min(1).default("127.0.0.1"),
    BASE_URL: url("http:", "https:")
      .refine((v) => {
        const at = URL.parse(v);
        return at?.origin === "null" || at?.href === `${at?.origin}/`;
      }, "must be the address alone, such as https://doorstep.example.org: no path, no password")
      .optional(),
    DATABASE_URL: url("postgres:", "postgresql:").optional(),
    DOORSTEP_DATA: z.string().min(1).default(".data"),
    DOORSTEP_DEMO: flag.optional(),
    AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
    SMTP_URL: url("smtp:", "smtps:").optional(),
    MAIL_IN: z
      .string()
      .regex(/^(\[[\da-f:.]+\]|[^:\s[\]]+):\d{1,5}$/i, "must be an address and a port, such as 127.0.0.1:2525")
      .refine((v) => Number(v.slice(v.lastIndexOf(":") + 1)) <= 65535, "must have a port up to 65535")
      .optional(),
    MAIL_DOMAIN: z
      .string()
      .transform((v) => v.toLowerCase())
      .refine((v) => /^(?!-)[a-z\d-]+(\.[a-z\d-]+)*$/.test(v), "must be the domain behind the @ of addresses")
      .optional(),
    MAIL_FROM: z.string().min(3).default("Doorstep <doorstep@localhost>"),
    S3_ENDPOINT: url("http:", "https:").optional(),
    S3_BUCKET: z.string().min(1).optional(),
    S3_REGION: z.string().min(1).default("us-east-1"),
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    OIDC_ISSUER: url("http:", "https:").optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    OIDC_NAME: z.string().min(1).default("OpenID"),
    METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
    TRUST_PROXY: flag.default(false),
    PRIVATE_NETWORKS: z
      .string()
      .default("")
      .transform((v) => v.split(/[\s,]+/).filter(Boolean))
      .refine(
        (list) => list.every((one) => /^[\da-fA-F.:]+\/\d{1,3}$/.test(one)),
        "must be networks such as 10.1.0.0/16",
      ),
  })
  .superRefine((v, context) => {
    if (v.MAIL_IN && !v.MAIL_DOMAIN)
      context.addIssue({ code: "custom", path: ["MAIL_DOMAIN"], message: "is needed beside MAIL_IN" });
    for (const group of [
      ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"],
      ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
    ] as const) {
      const given = group.filter((name) => v[name as keyof typeof v] !== undefined);
      const missing = group.filter((name) => v[name as keyof typeof v] === undefined);
      if (given.length && missing.length) {
        context.addIssue({ code: "custom", path: [missing[0] as string], message: `is needed beside ${given[0]}` });
      }
    }
  });

/** A setting that cannot be used; the message names it and says what it should be. */
export class SettingsError extends Error {}

const loopback = new Set(["127.0.0.1", "localhost", "::1"]);

function read(env: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    const [issue] = result.error.issues;
    const name = String(issue?.path[0] ?? "settings");
    // What may hold a password is not printed.
    const secret = /SECRET|TOKEN|KEY|_URL$/.test(name);
    const given = env[name] === undefined ? "not set" : secret ? "set, not shown here" : JSON.stringify(env[name]);
    throw new SettingsError(`${name} ${issue?.message ?? "is not valid"} (it is ${given}).`);
  }
  const v = result.data;
  const local = loopback.has(v.HOST);
  const dataFolder = resolve(v.DOORSTEP_DATA);
  return {
    port: v.PORT,
    host: v.HOST,
    baseUrl: (v.BASE_URL ?? `http://localhost:${v.PORT}`).replace(/\/$/, ""),
    databaseUrl: v.DATABASE_URL,
    dataFolder,
    /** The demo community is loaded, and its accounts offered on the sign-in page. */
    demo: v.DOORSTEP_DEMO ?? local,
    /** Every page says that it is a demo: it can be reached from beyond this machine. */
    demoBanner: (v.DOORSTEP_DEMO ?? local) && !local,
    authSecret: v.AUTH_SECRET,
    smtpUrl: v.SMTP_URL,
    mailFrom: v.MAIL_FROM,
    /** Where mail is taken, and the domain of the addresses it comes to. */
    mailIn: v.MAIL_IN
      ? {
          host: v.MAIL_IN.slice(0, v.MAIL_IN.lastIndexOf(":")).replace(/[[\]]/g, ""),
          port: Number(v.MAIL_IN.slice(v.MAIL_IN.lastIndexOf(":") + 1)),
        }
      : undefined,
    mailDomain: v.MAIL_DOMAIN,
    s3:
      v.S3_ENDPOINT && v.S3_BUCKET && v.S3_ACCESS_KEY_ID && v.S3_SECRET_ACCESS_KEY
        ? {
            endpoint: v.S3_ENDPOINT,
            bucket: v.S3_BUCKET,
            region: v.S3_REGION,
            accessKeyId: v.S3_ACCESS_KEY_ID,
            secretAccessKey: v.S3_SECRET_ACCESS_KEY,
          }
        : undefined,
    oidc:
      v.OIDC_ISSUER && v.OIDC_CLIENT_ID && v.OIDC_CLIENT_SECRET
        ? { issuer: v.OIDC_ISSUER, clientId: v.OIDC_CLIENT_ID, clientSecret: v.OIDC_CLIENT_SECRET, name: v.OIDC_NAME }
        : undefined,
    metricsToken: v.METRICS_TOKEN,
    trustProxy: v.TRUST_PROXY,
    /** Networks of one's own that outgoing calls (webhooks, push) may reach; all other private ones are refused. */
    privateNetworks: v.PRIVATE_NETWORKS,
  };
}

export type Settings = ReturnType<typeof read>;

let cached: Settings | undefined;

/**
 * All settings of the installation, read once from the environment: the one place where they are read.
 * @throws SettingsError with a sentence that names the wrong one
 */
export function settings(): Settings {
  cached ??= read(process.env);
  return cached;
}

/** Reads them again: the start has found out where the database is. */
settings.reset = (): void => {
  cached = undefined;
};

/** For tests and checks: reads settings from a given environment. */
export const readSettings = read;

/** (Node's own `recursive` tries for ever where nothing can be made, as in /proc.) */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

/** Makes the data folder where there is none. @throws SettingsError where nothing can be written to it */
export function readyDataFolder(): string {
  const { dataFolder } = settings();
  try {
    makeFolder(dataFolder);
    if (!statSync(dataFolder).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
    accessSync(dataFolder, constants.W_OK);
  } catch (error) {
    throw new SettingsError(
      `DOORSTEP_DATA is no folder that can be written to (${dataFolder}: ${(error as NodeJS.ErrnoException).code}).`,
    );
  }
  return dataFolder;
}

/**
 * The secret that signs cookies and from which the database roles' passwords are derived: AUTH_SECRET, or one made on
 * the first run and kept in the data folder (mode 0600).
 */
export function authSecret(): string {
  const { authSecret: given, dataFolder } = settings();
  if (given) return given;
  const file = join(dataFolder, "secret");
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true });
    try {
      writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      // Another process was first: its secret is the one.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  const kept = readFileSync(file, "utf8").trim();
  if (kept.length < 32) throw new SettingsError(`AUTH_SECRET is not set, and what was kept in ${file} is not whole.`);
  return kept;
}

/** A secret of its own for one purpose, derived from the installation's secret. */
export function derivedSecret(purpose: string): string {
  return createHmac("sha256", authSecret()).update(purpose).digest("base64url");
}
