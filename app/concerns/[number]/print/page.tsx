import type { Metadata } from "next";
import Link from "next/link";
import { entryOf } from "#components/concern/entry.ts";
import { PrintedCase } from "#components/concern/printed.tsx";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { PrintButton } from "#components/ui/print-button.tsx";
import { concernPage } from "#domain/concern/page.ts";
import { mayWork } from "#domain/concern/rules.ts";
import { concernNumber } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { viewer as currentViewer, orNotFound, signedIn } from "../../../session.ts";

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ with?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params;
  return { title: `${(await getTranslations("concern"))("title")} ${concernNumber.safeParse(number).data ?? ""}` };
}

/** The whole case on paper: for everyone's eyes, or with what those who work on it wrote among themselves. */
export default async function PrintPage({ params, searchParams }: Props) {
  const [{ number }, { with: asked }] = await Promise.all([params, searchParams]);
  const at = `/concerns/${number}/print`;
  const known = await currentViewer();
  const viewer = known.tracking ? known : await signedIn(at, { with: asked });
  const page = await orNotFound(
    concernNumber.safeParse(number).success ? concernPage(viewer, number) : Promise.reject(new NotFound()),
  );
  const [t, thread, room, problem, format, locale] = await Promise.all([
    getTranslations("print"),
    getTranslations("thread"),
    getTranslations("room"),
    getTranslations("problem"),
    getFormatter(),
    getLocale(),
  ]);
  const works = mayWork(page.concern.capacities);
  const working = works && asked === "working";
  const items = page.timeline.filter((item) => working || item.audience === "everyone");
  const words = { t: thread, room, problem, format, locale, reporter: page.concern.reporter };
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid justify-items-start gap-3 print:hidden">
        <p>{working ? t("withWorking") : t("forEveryone")}</p>
        <div className="flex flex-wrap items-center gap-4">
          <PrintButton>{t("print")}</PrintButton>
          {works && (
            <Link href={working ? at : `${at}?with=working`} prefetch={false} className="lone">
              {working ? t("leaveOut") : t("putIn")}
            </Link>
          )}
          <Link href={`/concerns/${number}`} prefetch={false} className="lone">
            {t("back")}
          </Link>
        </div>
      </header>
      <PrintedCase
        page={page}
        entries={items.map((item) => entryOf(item, words))}
        working={working}
        by={viewer.user?.name ?? null}
        now={new Date()}
        locale={locale}
      />
    </div>
  );
}
