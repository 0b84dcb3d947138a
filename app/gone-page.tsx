import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { markGone } from "./gone.ts";

/** Instead of what everybody could read once and has been taken away: 410, with a sentence. */
export async function GonePage() {
  const [t] = await Promise.all([getTranslations("errors"), markGone()]);
  return (
    <div className="page-narrow grid gap-4">
      <h1>{t("gone")}</h1>
      <p>{t("goneHint")}</p>
      <p>
        <Link href="/">{t("home")}</Link>
      </p>
    </div>
  );
}
