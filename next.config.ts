import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["postgres", "drizzle-orm", "sharp", "file-type", "@node-rs/argon2", "nodemailer"],
  experimental: {
    // Photos travel with the form where there is no JavaScript; each file and their number are checked by the action.
    serverActions: { bodySizeLimit: "130mb" },
  },
};

export default createNextIntlPlugin("./app/i18n.ts")(config);
