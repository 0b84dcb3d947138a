import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";

export default async function NotFoundPage() {
  const t = await getTranslations("errors");
  return (
    <div className="page-narrow grid gap-4">
      <h1>{t("notFound")}</h1>
      <p>{t("notFoundHint")}</p>
      <p>
        <Link href="/">{t("home")}</Link>
      </p>
    </div>
  );
}
