import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { VisitLines } from "#components/visit/lines.tsx";
import { listVisits } from "#domain/visit/read.ts";
import { signedIn } from "../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visits"))("title") };
}

export default async function VisitsPage() {
  const viewer = await signedIn("/visits");
  const officer = viewer.claims.officerIn.length > 0;
  const [t, today, words, { ahead, open, past }] = await Promise.all([
    getTranslations("visits"),
    getTranslations("today"),
    getTranslations("households"),
    listVisits(viewer),
  ]);
  const now = new Date();
  return (
    <div className="page grid gap-8">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1>{t(officer ? "title" : "titleResident")}</h1>
        {officer && (
          <p className="flex flex-wrap items-center gap-4">
            {viewer.claims.coordinates.length > 0 && (
              <a href="/visits/export?as=xlsx" className="lone" download>
                {words("export", { as: "XLSX" })}
              </a>
            )}
            <Link href="/visits/today" className="lone">
              {today("link")}
            </Link>
            <Link href="/visits/new" className="btn btn-main">
              {t("plan")}
            </Link>
          </p>
        )}
      </div>
      {open.length > 0 && (
        <section aria-labelledby="open">
          <h2 id="open" className="mb-3">
            {t("open")}
          </h2>
          <VisitLines visits={open} now={now} />
        </section>
      )}
      <section aria-labelledby="ahead">
        <h2 id="ahead" className="mb-3">
          {t("ahead")}
        </h2>
        {ahead.length > 0 ? (
          <VisitLines visits={ahead} now={now} />
        ) : (
          <p className="rule">{t(officer ? "noneAhead" : "noneAheadResident")}</p>
        )}
      </section>
      {past.length > 0 && (
        <section aria-labelledby="past">
          <h2 id="past" className="mb-3">
            {t("past")}
          </h2>
          <VisitLines visits={past} now={now} />
        </section>
      )}
    </div>
  );
}
