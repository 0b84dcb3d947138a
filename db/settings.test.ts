import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { authSecret, derivedSecret, readSettings, SettingsError, settings } from "./settings.ts";

const read = (env: Record<string, string>) => readSettings({ NODE_ENV: "test", ...env });
const refusal = (env: Record<string, string>): string => {
  try {
    read(env);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  throw new Error(`${JSON.stringify(env)} was taken`);
};

describe("nothing set", () => {
  test("is enough to start: this machine only, with the demo community", () => {
    expect(read({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      baseUrl: "http://localhost:3000",
      databaseUrl: undefined,
      demo: true,
      demoBanner: false,
      s3: undefined,
      oidc: undefined,
      smtpUrl: undefined,
      trustProxy: false,
    });
    expect(read({}).dataFolder).toBe(resolve(".data"));
  });

  test("is what an empty value means too", () => {
    expect(read({ PORT: "", DATABASE_URL: "", SMTP_URL: "", DOORSTEP_DEMO: "" })).toEqual(read({}));
  });
});

describe("mail that comes in", () => {
  test("is off unless it is said where", () => {
    expect(read({})).toMatchObject({ mailIn: undefined, mailDomain: undefined });
  });

  test.each([
    ["127.0.0.1:2525", { host: "127.0.0.1", port: 2525 }],
    ["[::1]:25", { host: "::1", port: 25 }],
    ["mail.internal:10025", { host: "mail.internal", port: 10025 }],
  ])("%s", (given, mailIn) => {
    expect(read({ MAIL_IN: given, MAIL_DOMAIN: "Door.Example.org" })).toMatchObject({
      mailIn,
      mailDomain: "door.example.org",
    });
  });

  test.each(["2525", ":2525", "127.0.0.1", "127.0.0.1:99999", "::1:25"])("is not at %s", (given) => {
    expect(refusal({ MAIL_IN: given, MAIL_DOMAIN: "x.org" })).toContain("MAIL_IN");
  });

  test("needs the domain of its addresses", () => {
    expect(refusal({ MAIL_IN: "127.0.0.1:2525" })).toContain("MAIL_DOMAIN is needed beside MAIL_IN");
    expect(refusal({ MAIL_DOMAIN: "a@b" })).toContain("MAIL_DOMAIN");
  });
});

describe("a wrong setting", () => {
  test.each([
    ["PORT", "eighty"],
    ["PORT", "0"],
    ["PORT", "70000"],
    ["PORT", "3000.5"],
    ["BASE_URL", "doorstep.example"],
    ["BASE_URL", "ftp://doorstep.example"],
    ["DATABASE_URL", "mysql://localhost/doorstep"],
    ["DATABASE_URL", "localhost:5432"],
    ["DOORSTEP_DEMO", "yes"],
    ["AUTH_SECRET", "short"],
    ["SMTP_URL", "mail.example"],
    ["SMTP_URL", "http://mail.example"],
    ["MAIL_FROM", "x"],
    ["S3_ENDPOINT", "bucket.example"],
    ["OIDC_ISSUER", "issuer"],
    ["METRICS_TOKEN", "short"],
    ["TRUST_PROXY", "true"],
  ])("%s=%s stops the start with a sentence that names it", (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} .+\\.$`));
    expect(message.split("\n")).toHaveLength(1);
  });

  test.each([
    ["AUTH_SECRET", "hunter2"],
    ["METRICS_TOKEN", "hunter2"],
    ["DATABASE_URL", "mysql://root:hunter2@localhost/doorstep"],
    ["SMTP_URL", "http://post:hunter2@mail.example"],
  ])("that is a secret (%s) is named, but not written into the log", (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(name);
    expect(message).not.toContain("hunter2");
  });
});

describe("settings that belong together", () => {
  const s3 = {
    S3_ENDPOINT: "https://s3.example",
    S3_BUCKET: "doorstep",
    S3_ACCESS_KEY_ID: "key",
    S3_SECRET_ACCESS_KEY: "secret",
  };
  const oidc = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "doorstep", OIDC_CLIENT_SECRET: "secret" };

  test("are taken when all are there", () => {
    expect(read({ ...s3, S3_REGION: "eu" }).s3).toEqual({
      endpoint: "https://s3.example",
      bucket: "doorstep",
      region: "eu",
      accessKeyId: "key",
      secretAccessKey: "secret",
    });
    expect(read(oidc).oidc).toEqual({
      issuer: "https://id.example",
      clientId: "doorstep",
      clientSecret: "secret",
      name: "OpenID",
    });
  });

  test.each([...Object.keys(s3).map((name) => [name, s3]), ...Object.keys(oidc).map((name) => [name, oidc])] as [
    string,
    Record<string, string>,
  ][])("stop the start when %s is missing beside the others", (name, group) => {
    const { [name]: _, ...others } = group;
    expect(refusal(others)).toMatch(new RegExp(`^${name} is needed beside `));
  });
});

describe("the demo community", () => {
  test.each(["127.0.0.1", "localhost", "::1"])("is there on %s, without a banner", (HOST) =>
    expect(read({ HOST })).toMatchObject({ demo: true, demoBanner: false }),
  );

  test.each(["0.0.0.0", "::", "192.168.1.20", "doorstep.example"])(
    "is off on %s, unless it is asked for: then every page says so",
    (HOST) => {
      expect(read({ HOST })).toMatchObject({ demo: false, demoBanner: false });
      expect(read({ HOST, DOORSTEP_DEMO: "1" })).toMatchObject({ demo: true, demoBanner: true });
    },
  );

  test("can be switched off anywhere", () => {
    expect(read({ DOORSTEP_DEMO: "0" })).toMatchObject({ demo: false, demoBanner: false });
    expect(read({ HOST: "0.0.0.0", DOORSTEP_DEMO: "0" })).toMatchObject({ demo: false, demoBanner: false });
  });
});

test("the address of the portal is kept without a slash at its end, and follows the port", () => {
  expect(read({ BASE_URL: "https://doorstep.example/" }).baseUrl).toBe("https://doorstep.example");
  expect(read({ PORT: "8080" }).baseUrl).toBe("http://localhost:8080");
});

describe("the installation's secret", () => {
  // The test runner has a BASE_URL of its own, which is no address of a portal.
  beforeEach(() => {
    vi.stubEnv("BASE_URL", "");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    settings.reset();
  });

  test("is made on the first start, for its owner's eyes only, and kept", () => {
    const folder = join(mkdtempSync(join(tmpdir(), "doorstep-secret-")), "data");
    vi.stubEnv("DOORSTEP_DATA", folder);
    vi.stubEnv("AUTH_SECRET", "");
    settings.reset();
    const made = authSecret();
    expect(Buffer.from(made, "base64url")).toHaveLength(32);
    expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
    settings.reset();
    expect(authSecret()).toBe(made);
    expect(readFileSync(join(folder, "secret"), "utf8").trim()).toBe(made);
  });

  test("is AUTH_SECRET where that is set; secrets derived from it differ by purpose and with it", () => {
    vi.stubEnv("AUTH_SECRET", "a".repeat(32));
    settings.reset();
    expect(authSecret()).toBe("a".repeat(32));
    const one = derivedSecret("one");
    expect(derivedSecret("one")).toBe(one);
    expect(derivedSecret("two")).not.toBe(one);
    expect(one).not.toContain("aaaa");
    vi.stubEnv("AUTH_SECRET", "b".repeat(32));
    settings.reset();
    expect(derivedSecret("one")).not.toBe(one);
  });
});

describe("what is wrong is said as a person says it", () => {
  test.each([
    [{ PORT: "abc" }, 'PORT must be a number from 1 to 65535 (it is "abc").'],
    [{ PORT: "0" }, 'PORT must be a number from 1 to 65535 (it is "0").'],
    [{ DOORSTEP_DEMO: "yes" }, 'DOORSTEP_DEMO must be 0 or 1 (it is "yes").'],
    [{ BASE_URL: "ftp://x" }, "BASE_URL must begin with http:// or https:// (it is set, not shown here)."],
  ])("%j", (env, sentence) => expect(refusal(env)).toBe(sentence));

  // (Pages do not live under a path, and every link in a mail would lead nowhere.)
  test.each(["https://a.example/portal", "https://me:pw@a.example", "https://a.example/?x", "https://a.example/#x"])(
    "BASE_URL is not %s",
    (given) => expect(refusal({ BASE_URL: given })).toContain("the address alone"),
  );
  test("but may end with a stroke", () =>
    expect(read({ BASE_URL: "https://a.example/" }).baseUrl).toBe("https://a.example"));
});
