import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { localeNames, locales } from "#domain/account/preferences.ts";
import { askedPaper, halls, paperKinds } from "#domain/place/posters.ts";
import { orNotFound, signedIn } from "../session.ts";

type Props = { searchParams: Promise<{ kind?: string; entrance?: string | string[]; locale?: string | string[] }> };

const line = "grid min-h-(--touch) cursor-pointer grid-cols-[auto_1fr] items-center gap-x-3";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("posters"))("title") };
}

/** What to print for the halls and letterboxes. Nothing is written: codes are those of the entrances. */
export default async function PostersPage({ searchParams }: Props) {
  const [viewer, search] = await Promise.all([signedIn("/posters"), searchParams]);
  const [hall, t] = await Promise.all([orNotFound(halls(viewer)), getTranslations("posters")]);
  const asked = askedPaper(search);
  const chosen = new Set(asked.entrances.length ? asked.entrances : hall.entrances.map((e) => e.id));
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-2">
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </header>
      {hall.entrances.length === 0 ? (
        <p className="rule">
          {t("none")} {t("noneHint")}{" "}
          <Link href="/households" className="lone">
            {t("toHouseholds")}
          </Link>
        </p>
      ) : (
        <form action="/posters/print" className="grid gap-6">
          <fieldset>
            <legend className="mb-2 font-bold">{t("kind")}</legend>
            {paperKinds.map((kind) => (
              <label key={kind} className={`${line} border-t border-line py-3`}>
                <input type="radio" name="kind" value={kind} defaultChecked={kind === asked.kind} />
                <span className="font-bold">{t(`kinds.${kind}`)}</span>
                <span className="small col-start-2">{t(`kindHints.${kind}`)}</span>
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend className="mb-2 font-bold">{t("entrances")}</legend>
            <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-3">
              {hall.entrances.map((e) => (
                <label key={e.id} className={line}>
                  <input type="checkbox" name="entrance" value={e.id} defaultChecked={chosen.has(e.id)} />
                  <span>
                    {e.building} {e.name}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
          <fieldset>
            <legend className="mb-2 font-bold">{t("languages")}</legend>
            <div className="flex flex-wrap gap-x-6">
              {locales.map((l) => (
                <label key={l} className={line} lang={l}>
                  <input type="checkbox" name="locale" value={l} defaultChecked={asked.locales.includes(l)} />
                  <span>{localeNames[l].full}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <button type="submit" className="btn btn-main sm:justify-self-start">
            {t("make")}
          </button>
        </form>
      )}
    </div>
  );
}
