import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Files } from "#components/figures/open/table.tsx";
import { getTranslations, useTranslations } from "#components/i18n.ts";
import { licence, openColumns } from "#domain/figures/open/export.ts";
import { openBys, openTables } from "#domain/figures/open/measures.ts";
import { openInput } from "#domain/figures/open/read.ts";
import { publicPage } from "../../public-page.ts";
import { type Search, typedIn } from "../asked.ts";
import { type OpenOf, openOf } from "../open-of.ts";

const asked = async (search: Search) => openOf(openInput.parse(typedIn(await search)).community);

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  const [t, of] = await Promise.all([getTranslations("open"), asked(searchParams)]);
  return publicPage({
    title: t("openData"),
    description: t("openLead", { community: of?.name ?? "" }),
    path: "/figures/open",
  });
}

/** Which data sets there are, what is in them, and how they may be used. */
export default async function OpenDataPage({ searchParams }: { searchParams: Search }) {
  const [of] = await Promise.all([asked(searchParams), getTranslations("open")]);
  if (!of) notFound();
  return (
    <div className="page grid gap-8">
      <Sets of={of} />
    </div>
  );
}

function Sets({ of }: { of: OpenOf }) {
  const t = useTranslations("open");
  const query = of.code ? `&community=${encodeURIComponent(of.code)}` : "";
  const measures = [...new Set(openBys.flatMap((by) => [...openTables[by]]))];
  const terms = (rows: { key: string; said: string }[]) => (
    <dl className="max-w-[48rem]">
      {rows.map(({ key, said }) => (
        <div key={key} className="grid gap-x-6 border-t border-line py-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <dt>
            <code>{key}</code>
          </dt>
          <dd className="text-ink-2">{said}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <>
      <header className="grid gap-2">
        <p>
          <Link href="/figures/public" className="lone text-t1">
            {t("back")}
          </Link>
        </p>
        <h1>{t("openData")}</h1>
        <p>{t("openLead", { community: of.name })}</p>
        <p className="max-w-(--measure) text-t1 text-ink-2">
          {t("licence", { community: of.name })}{" "}
          <a href={licence.url} rel="license">
            {licence.name}
          </a>
        </p>
      </header>
      <section className="rule" aria-labelledby="sets">
        <h2 id="sets" className="sr-only">
          {t("set")}
        </h2>
        <ul>
          {openBys.map((by) => (
            <li
              key={by}
              className="grid items-baseline gap-x-6 border-t border-line py-2 first:border-t-0 sm:grid-cols-[10rem_minmax(0,1fr)_auto]"
            >
              <h3>{t(`tables.${by}`)}</h3>
              <p className="text-ink-2">
                {t(`sets.${by}`)}
                <span className="small block">{t(`rhythm.${by === "door" ? "week" : "month"}`)}</span>
              </p>
              <Files table={by} query={query} />
            </li>
          ))}
        </ul>
      </section>
      <section className="rule" aria-labelledby="columns">
        <h2 id="columns" className="mb-3">
          {t("columns")}
        </h2>
        {terms(openColumns.map((key) => ({ key, said: t(`column.${key}`) })))}
      </section>
      <section className="rule" aria-labelledby="measures">
        <h2 id="measures" className="mb-3">
          {t("measures")}
        </h2>
        {terms(measures.map((key) => ({ key, said: t(`measure.${key}`) })))}
      </section>
    </>
  );
}
