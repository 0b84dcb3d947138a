import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { CategoryFilter } from "#components/concern/category-filter.tsx";
import { getTranslations } from "#components/i18n.ts";
import { ProblemLines } from "#components/problem/lines.tsx";
import { Picture } from "#components/problem/picture.tsx";
import { listProblems, problemListInput, problemStates } from "#domain/problem/list.ts";
import { pictureOf } from "#domain/problem/picture.ts";
import { publicPage } from "../public-page.ts";
import { viewer as currentViewer } from "../session.ts";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("problem");
  return publicPage({ title: t("title"), description: t("introPublic"), path: "/problems" });
}

/** What many have in common, most households first; for strangers what was published. */
export default async function ProblemsPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const input = problemListInput.parse(
    Object.fromEntries(Object.entries(search).map(([k, v]) => [k, Array.isArray(v) ? v[0] : v])),
  );
  const viewer = await currentViewer();
  const [t, lines, picture] = await Promise.all([
    getTranslations("problem"),
    listProblems(viewer, input),
    pictureOf(viewer),
  ]);
  const leads = viewer.claims.coordinates.length > 0;
  const filtered = input.state !== "going" || input.category !== undefined;
  return (
    <div className="page grid gap-8">
      <div>
        <div className="mb-3 flex flex-wrap items-center justify-between gap-4">
          <h1>{t("title")}</h1>
          {leads && (
            <Link href="/problems/new" className="btn btn-main">
              {t("new")}
            </Link>
          )}
        </div>
        {leads && (
          <p>
            <Link href="/problems/proposals" className="lone">
              {t("findMore")}
            </Link>
          </p>
        )}
        <p className="max-w-[40rem]">{viewer.claims.memberIn.length ? t("intro") : t("introPublic")}</p>
      </div>
      <section aria-label={t("title")}>
        <Form action="/problems" className="print:hidden mb-4 flex flex-wrap gap-3" scroll={false}>
          <label className="min-w-40">
            <span className="sr-only">{t("state")}</span>
            <select key={input.state} name="state" defaultValue={input.state}>
              {[...Object.keys(problemStates), "all"].map((state) => (
                <option key={state} value={state}>
                  {t(`states.${state as "going"}`)}
                </option>
              ))}
            </select>
          </label>
          <CategoryFilter label={t("category")} any={t("anyCategory")} chosen={input.category} />
          <button type="submit" className="btn">
            {t("show")}
          </button>
          {filtered && (
            <Link href="/problems" className="btn btn-plain">
              {t("clear")}
            </Link>
          )}
        </Form>
        {lines.length > 0 ? (
          <ProblemLines lines={lines} now={new Date()} />
        ) : (
          <p className="rule">{filtered ? t("noneFound") : leads ? t("noneYet") : t("none")}</p>
        )}
      </section>
      {picture && <Picture found={picture} />}
    </div>
  );
}
