import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";

/** That there is nothing at an address; of what was public once: that it has been taken down. */
export function NotHere({ gone = false }: { gone?: boolean }) {
  const t = useTranslations("errors");
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
