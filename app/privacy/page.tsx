import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { publicPage } from "../public-page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy");
  return publicPage({ title: t("title"), description: t("intro"), path: "/privacy" });
}

/** Who can see what one writes, in plain words. */
export default async function PrivacyPage() {
  const t = await getTranslations("privacy");
  const parts = [
    ...(["neighbourhood", "public", "voice", "private", "contact", "helper", "systems", "working", "visits"] as const),
    ...(["mails", "log", "rights"] as const),
  ];
  return (
    <div className="page-narrow grid gap-6">
      <h1>{t("title")}</h1>
      <p>{t("intro")}</p>
      {parts.map((part) => (
        <section key={part} aria-labelledby={part} className="rule">
          <h2 id={part}>{t(`${part}.title`)}</h2>
          <p className="mt-2">{t(`${part}.text`)}</p>
        </section>
      ))}
    </div>
  );
}
