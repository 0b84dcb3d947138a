import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { Leaflet } from "#components/poster/leaflet.tsx";
import { Poster } from "#components/poster/poster.tsx";
import { SaySlip } from "#components/poster/say-slip.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { Sideways } from "#components/ui/sideways.tsx";
import { SlipPages, slipsAPage } from "#components/wish/printed.tsx";
import { settings } from "#db/settings.ts";
import { askedPaper, halls } from "#domain/place/posters.ts";
import { orNotFound, signedIn } from "../../session.ts";

type Props = { searchParams: Promise<{ kind?: string; entrance?: string | string[]; locale?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("posters"))("title") };
}

/** Posters, slips and leaflets as they are printed. */
export default async function PrintPostersPage({ searchParams }: Props) {
  const { kind, entrances: ids, locales } = askedPaper(await searchParams);
  const query = new URLSearchParams([
    ["kind", kind],
    ...ids.map((e) => ["entrance", e]),
    ...locales.map((l) => ["locale", l]),
  ]);
  const viewer = await signedIn(`/posters/print?${query}`);
  const [hall, t] = await Promise.all([orNotFound(halls(viewer)), getTranslations("posters")]);
  const base = settings().baseUrl;
  const entrances = hall.entrances.filter((e) => ids.includes(e.id));
  const sheets = kind === "leaflet" ? locales.length * 2 : entrances.length;
  return (
    <div className="page slip-print grid gap-6">
      <header className="grid justify-items-start gap-3 print:hidden">
        <h1>
          {t(`kinds.${kind}`)} · {t("sheets", { count: sheets })}
        </h1>
        {sheets > 0 ? (
          <>
            <p>{kind === "leaflet" ? t("leafletHint") : t("printHint")}</p>
            <PrintButton>{t("print")}</PrintButton>
          </>
        ) : (
          <p>{t("nothing")}</p>
        )}
        <Link href={`/posters?${query}`} className="lone">
          {t("back")}
        </Link>
      </header>
      {kind === "slips" && sheets > 0 && (
        <SlipPages
          label={t("title")}
          slips={entrances.flatMap((e) =>
            Array.from({ length: slipsAPage }, (_, i) => ({
              key: `${e.id} ${i}`,
              slip: <SaySlip hall={hall} entrance={e} base={base} />,
            })),
          )}
        />
      )}
      {kind !== "slips" && sheets > 0 && (
        <Sideways className="papers" label={t("title")}>
          <style>{`@page { size: A4 ${kind === "leaflet" ? "landscape" : "portrait"}; margin: ${kind === "leaflet" ? 8 : 10}mm; }`}</style>
          {kind === "poster"
            ? entrances.map((e) => <Poster key={e.id} hall={hall} entrance={e} base={base} />)
            : locales.map((l) => <Leaflet key={l} hall={hall} locale={l} base={base} />)}
        </Sideways>
      )}
    </div>
  );
}
