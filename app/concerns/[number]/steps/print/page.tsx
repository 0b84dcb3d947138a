import type { Metadata } from "next";
import Link from "next/link";
import { formatIn, getLocale, getTranslations, wordsIn } from "#components/i18n.ts";
import { PaperChecklist } from "#components/step/paper.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { type Locale, localeNames, locales } from "#domain/account/preferences.ts";
import { concernPage } from "#domain/concern/page.ts";
import { concernNumber } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { followingOf } from "#domain/step/page.ts";
import { viewer as currentViewer, orNotFound, signedIn } from "../../../../session.ts";

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ in?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("steps"))("title") };
}

/** The checklist on one sheet, in large type, in the language of whoever is to read it. */
export default async function StepsPrintPage({ params, searchParams }: Props) {
  const [{ number }, { in: asked }] = await Promise.all([params, searchParams]);
  const at = `/concerns/${number}/steps/print`;
  const known = await currentViewer();
  const viewer = known.tracking ? known : await signedIn(at, { in: asked });
  const { concern, following } = await orNotFound(
    (async () => {
      if (!concernNumber.safeParse(number).success) throw new NotFound();
      const [page, found] = await Promise.all([concernPage(viewer, number), followingOf(viewer, number)]);
      if (!found) throw new NotFound();
      return { concern: page.concern, following: found };
    })(),
  );
  const [t, own] = await Promise.all([getTranslations("steps"), getLocale()]);
  const locale = locales.find((l) => l === asked) ?? (own as Locale);
  const timeZone = viewer.communities.find((c) => c.id === concern.communityId)?.timeZone ?? "Asia/Shanghai";
  return (
    <div className="page-narrow grid gap-6">
      <header className="flex flex-wrap items-center gap-4 print:hidden">
        <PrintButton>{t("paper.button")}</PrintButton>
        <Link href={`/concerns/${number}/steps`} prefetch={false} className="lone">
          {t("title")}
        </Link>
        <nav aria-label={t("paper.language")} className="flex flex-wrap gap-x-4">
          {locales
            .filter((l) => l !== locale)
            .map((l) => (
              <Link key={l} href={`${at}?in=${l}`} prefetch={false} className="lone" lang={l} hrefLang={l}>
                {localeNames[l].full}
              </Link>
            ))}
        </nav>
      </header>
      <PaperChecklist
        following={following}
        number={number}
        locale={locale}
        reporter={concern.reporter}
        owner={concern.owner}
        t={wordsIn(locale, "steps", timeZone)}
        format={formatIn(locale, timeZone)}
      />
    </div>
  );
}
