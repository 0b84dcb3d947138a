import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Entrances } from "#components/household/entrances.tsx";
import { ledgerLooks } from "#components/household/looks.ts";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { FileField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import { lastLedgers } from "#domain/household/hand-in.ts";
import { householdFigures } from "#domain/household/overview.ts";
import { signedIn } from "../session.ts";
import { handInLedger } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("households"))("title") };
}

export default async function HouseholdsPage() {
  const viewer = await signedIn("/households");
  const community = viewer.communities.find((c) => viewer.claims.coordinates.includes(c.id));
  if (!community) notFound();
  const [t, words, format, buildings, ledgers] = await Promise.all([
    getTranslations("households"),
    getTranslations("ledger"),
    getFormatter(),
    householdFigures(viewer, community.id),
    lastLedgers(viewer, community.id),
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
      <section aria-labelledby="hand-in" className="sheet grid gap-4">
        <h2 id="hand-in">{words("handIn")}</h2>
        <p className="small">{words("handInHint")}</p>
        <Form
          action={handInLedger}
          submission={newId()}
          at="/households"
          label={words("handIn")}
          className="grid gap-4"
        >
          <input type="hidden" name="community" value={community.id} />
          <FileField name="file" label={words("file")} hint={words("fileHint")} accept=".csv,.txt,.xlsx,.xls" />
          <Submit main className="justify-self-start">
            {words("read")}
          </Submit>
        </Form>
        {ledgers.length > 0 && (
          <ul>
            {ledgers.map((l) => (
              <li key={l.id} className="flex flex-wrap items-center gap-x-4 border-t border-line text-t1">
                <Link href={`/households/ledgers/${l.id}`} className="lone break-all">
                  {l.fileName}
                </Link>
                <State look={ledgerLooks[l.state]}>{words(`states.${l.state}`)}</State>
                <span className="small">
                  {l.by} · {format.dateTime(l.createdAt, "moment")}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Entrances buildings={buildings} />
    </div>
  );
}
