import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Entrances } from "#components/household/entrances.tsx";
import { getTranslations } from "#components/i18n.ts";
import { HandIn } from "#components/ledger/hand-in.tsx";
import { newId } from "#db/id.ts";
import { householdFigures } from "#domain/household/overview.ts";
import { lastLedgers } from "#domain/ledger/hand-in.ts";
import { signedIn } from "../session.ts";
import { handInLedger } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("households"))("title") };
}

export default async function HouseholdsPage() {
  const viewer = await signedIn("/households");
  const community = viewer.communities.find((c) => viewer.claims.coordinates.includes(c.id));
  if (!community) notFound();
  const [t, words, posters, buildings, ledgers] = await Promise.all([
    getTranslations("households"),
    getTranslations("ledger"),
    getTranslations("posters"),
    householdFigures(viewer, community.id),
    lastLedgers(viewer, "households", community.id),
  ]);
  const doors = buildings.flatMap((b) => b.entrances).reduce((sum, e) => sum + e.doors, 0);
  return (
    <div className="page grid gap-8">
      <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
        <div>
          <h1>{t("title")}</h1>
          <p className="small">{t("sum", { buildings: buildings.length, doors })}</p>
        </div>
        {doors > 0 && (
          <p className="flex flex-wrap gap-x-5">
            {(["xlsx", "csv"] as const).map((as) => (
              <a key={as} href={`/households/export?as=${as}`} className="lone" download>
                {t("export", { as: as.toUpperCase() })}
              </a>
            ))}
          </p>
        )}
      </header>
      {doors === 0 && <p>{t("none")}</p>}
      <HandIn
        submission={newId()}
        action={handInLedger}
        community={community.id}
        at="/households"
        under="/households/ledgers"
        words={{ handIn: words("handIn"), hint: words("handInHint"), file: words("file") }}
        ledgers={ledgers}
      />
      {doors > 0 && (
        <p className="flex flex-wrap gap-x-6">
          <Link href="/households/owners" className="lone">
            {t("owners")}
          </Link>
          <Link href="/posters" className="lone">
            {posters("link")}
          </Link>
        </p>
      )}
      <Entrances buildings={buildings} />
    </div>
  );
}
