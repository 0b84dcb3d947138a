import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { isGone } from "./gone.ts";

export default async function NotFoundPage() {
  const t = await getTranslations("errors");
  const gone = isGone();
  return (
    <div className="page-narrow grid gap-4">
      <h1>{gone ? t("gone") : t("notFound")}</h1>
      <p>{gone ? t("goneHint") : t("notFoundHint")}</p>
      <p>
        <Link href="/">{t("home")}</Link>
      </p>
    </div>
  );
}
