import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { InspectionReport } from "#components/inspection/report.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { id as idInput } from "#domain/input.ts";
import { inspectionPage } from "#domain/inspection/page.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inspection"))("report") };
}

/** The report of a site inspection on paper. */
export default async function PrintInspectionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await signedIn(`/meetings/${id}/inspection/print`);
  const page = await orNotFound(
    idInput.safeParse(id).success ? inspectionPage(viewer, id) : Promise.reject(new NotFound()),
  );
  const [t, print, locale] = await Promise.all([getTranslations("inspection"), getTranslations("print"), getLocale()]);
  return (
    <div className="page-narrow grid gap-6">
      <header className="flex flex-wrap items-center gap-4 print:hidden">
        <PrintButton>{print("print")}</PrintButton>
        <Link href={`/meetings/${id}/inspection`} prefetch={false} className="lone">
          {t("backToList")}
        </Link>
      </header>
      <InspectionReport page={page} by={viewer.user.name} now={new Date()} locale={locale} />
    </div>
  );
}
