import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { CategoryFilter } from "#components/concern/category-filter.tsx";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { PolicyLines } from "#components/policy/lines.tsx";
import { listPolicies, notUnderstood, policiesInput } from "#domain/policy/read.ts";
import { asLocale } from "#domain/words.ts";
import { publicPage } from "../public-page.ts";
import { viewer as currentViewer } from "../session.ts";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policies");
  return publicPage({ title: t("title"), description: t("intro"), path: "/policies" });
}

export default async function PoliciesPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const input = policiesInput.parse(
    Object.fromEntries(Object.entries(search).map(([k, v]) => [k, Array.isArray(v) ? v[0] : v])),
  );
  const [viewer, t, locale] = await Promise.all([currentViewer(), getTranslations("policies"), getLocale()]);
  const lines = await listPolicies(viewer, input, asLocale(locale));
  const leads = viewer.claims.coordinates.length > 0;
  const unclear = leads ? notUnderstood(lines) : [];
  const filtered = Boolean(input.q || input.category);
  return (
    <div className="page">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-4">
        <h1>{t("title")}</h1>
        {leads && (
          <Link href="/policies/new" className="btn btn-main">
            {t("write")}
          </Link>
        )}
      </div>
      <p className="mb-5 max-w-[40rem]">{t("intro")}</p>
      <Form action="/policies" className="print:hidden mb-6 flex flex-wrap gap-3" scroll={false}>
        <label className="min-w-48 flex-1">
          <span className="sr-only">{t("search")}</span>
          <input type="search" name="q" defaultValue={input.q ?? ""} placeholder={t("search")} maxLength={100} />
        </label>
        <CategoryFilter label={t("category")} any={t("anyCategory")} chosen={input.category} />
        <button type="submit" className="btn">
          {t("show")}
        </button>
        {filtered && (
          <Link href="/policies" className="btn btn-plain">
            {t("all")}
          </Link>
        )}
      </Form>
      {unclear.length > 0 && !filtered && (
        <section aria-labelledby="unclear" className="mb-6 border-s-4 border-late ps-4">
          <h2 id="unclear">{t("unclear")}</h2>
          <p className="small">{t("unclearHint")}</p>
          <ul>
            {unclear.map((p) => (
              <li key={p.id} className="flex flex-wrap items-center gap-x-4">
                <Link href={`/policies/${p.id}`} prefetch={false} className="lone" lang={p.locale}>
                  {p.title}
                </Link>
                {p.answers && <span className="num small">{t("answered", p.answers)}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {lines.length > 0 ? (
        <PolicyLines lines={lines} leads={leads} />
      ) : (
        <div className="rule grid">
          <p>{filtered ? t("noneFound") : t("none")}</p>
          <p>
            {t("still")}{" "}
            <Link href="/report" prefetch={false} className="lone">
              {t("raise")}
            </Link>
          </p>
        </div>
      )}
    </div>
  );
}
