import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { PrintedMinutes } from "#components/meeting/printed.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { id as idInput } from "#domain/input.ts";
import { minutesPage } from "#domain/meeting/written.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("minutes"))("title") };
}

/** The minutes on paper. */
export default async function PrintMinutesPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await signedIn(`/meetings/${id}/print`);
  const page = await orNotFound(
    idInput.safeParse(id).success ? minutesPage(viewer, id) : Promise.reject(new NotFound()),
  );
  const [t, print, locale] = await Promise.all([getTranslations("minutes"), getTranslations("print"), getLocale()]);
  return (
    <div className="page-narrow grid gap-6">
      <header className="flex flex-wrap items-center gap-4 print:hidden">
        <PrintButton>{print("print")}</PrintButton>
        <Link href={`/meetings/${id}/minutes`} prefetch={false} className="lone">
          {t("back")}
        </Link>
      </header>
      <PrintedMinutes page={page} by={viewer.user.name} now={new Date()} locale={locale} />
    </div>
  );
}
