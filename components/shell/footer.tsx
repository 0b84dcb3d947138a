import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";

export function Footer() {
  const t = useTranslations("shell");
  return (
    <footer className="border-t border-line text-t1 text-ink-2 print:hidden">
      <div className="mx-auto flex max-w-[72rem] flex-wrap items-center gap-x-6 gap-y-1 px-4 py-4 sm:px-6">
        <span>{t("offlineHelp")}</span>
        <Link href="/board" prefetch={false} className="lone">
          {t("nav.board")}
        </Link>
        <Link href="/stories" prefetch={false} className="lone">
          {t("nav.stories")}
        </Link>
        <Link href="/policies" prefetch={false} className="lone">
          {t("policies")}
        </Link>
        <Link href="/privacy" prefetch={false} className="lone">
          {t("privacy")}
        </Link>
      </div>
    </footer>
  );
}
