import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { HandIn } from "#components/ledger/hand-in.tsx";
import { newId } from "#db/id.ts";
import { lastLedgers } from "#domain/ledger/hand-in.ts";
import { signedIn } from "../../session.ts";
import { handInList } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("concernImport"))("title") };
}

/** Concerns from before: the lists that communities and hotlines keep. */
export default async function ImportPage() {
  const viewer = await signedIn("/concerns/import");
  const community = viewer.communities.find((c) => viewer.claims.coordinates.includes(c.id));
  if (!community) notFound();
  const [t, concerns, ledgers] = await Promise.all([
    getTranslations("concernImport"),
    getTranslations("concerns"),
    lastLedgers(viewer, "concerns", community.id),
  ]);
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-2">
        <Link href="/concerns" className="lone text-t1">
          {concerns("title")}
        </Link>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </header>
      <HandIn
        submission={newId()}
        action={handInList}
        community={community.id}
        at="/concerns/import"
        under="/concerns/import"
        words={{ handIn: t("handIn"), hint: t("handInHint"), file: t("file") }}
        ledgers={ledgers}
      />
      <ul className="small grid gap-1">
        <li>{t("rules.private")}</li>
        <li>{t("rules.answered")}</li>
        <li>{t("rules.again")}</li>
        <li>{t("rules.silent")}</li>
      </ul>
    </div>
  );
}
