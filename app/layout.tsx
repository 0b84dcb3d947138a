import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { Phone } from "#components/queue/phone.tsx";
import { Footer } from "#components/shell/footer.tsx";
import { Header } from "#components/shell/header.tsx";
import { FormWordsProvider } from "#components/ui/provided.tsx";
import { settings } from "#db/settings.ts";
import { maxBytes, maxFiles } from "#domain/attachment/limits.ts";
import { viewer } from "./session.ts";
import { chooseLocale, chooseSize } from "./shell-actions.ts";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return {
    title: { default: t("title"), template: `%s · ${t("brand")}` },
    description: t("description"),
    icons: { icon: "/icon.svg", apple: "/icons/touch.png" },
    robots: { index: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbf9f5" },
    { media: "(prefers-color-scheme: dark)", color: "#171513" },
  ],
};

export default async function Layout({ children }: { children: ReactNode }) {
  const [{ user, role, communities }, locale, jar, t] = await Promise.all([
    viewer(),
    getLocale(),
    cookies(),
    getTranslations("shell"),
  ]);
  const size = user?.typeSize ?? jar.get("size")?.value;
  const theme = user?.theme ?? jar.get("theme")?.value;
  const large = size === "large";
  const form = await getTranslations("form");
  const formWords = {
    problem: form("problem"),
    offline: form("offline"),
    files: form("files"),
    filesHint: form("filesHint", { max: maxFiles, size: maxBytes / 1024 / 1024 }),
    remove: form("remove"),
    uploading: form("uploading"),
    uploadFailed: form("uploadFailed"),
    tooMany: form("tooMany", { max: maxFiles }),
  };
  return (
    <html
      lang={locale}
      data-size={large ? "large" : undefined}
      data-theme={theme === "light" || theme === "dark" ? theme : undefined}
    >
      <head>
        {/* With the session, since it says where the home screen leads; the framework's own link would go without. */}
        <link rel="manifest" href="/manifest.webmanifest" crossOrigin="use-credentials" />
      </head>
      <body>
        <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-sheet focus:p-3">
          {t("skip")}
        </a>
        {settings().demoBanner && (
          <p className="bg-new-wash px-6 py-2 text-center text-t1 font-bold text-new">{t("demoBanner")}</p>
        )}
        <Header
          user={user}
          role={role}
          community={communities[0] ?? null}
          locale={locale}
          large={large}
          actions={{ chooseLocale, chooseSize }}
        />
        <main id="main" tabIndex={-1} className="outline-none">
          <FormWordsProvider words={formWords}>{children}</FormWordsProvider>
        </main>
        <Footer />
        <Phone user={user?.id ?? null} />
      </body>
    </html>
  );
}
