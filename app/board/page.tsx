import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { Buildings } from "#components/board/buildings.tsx";
import { BoardLines } from "#components/board/lines.tsx";
import { CategoryFilter } from "#components/concern/category-filter.tsx";
import { getTranslations } from "#components/i18n.ts";
import { ProblemLines } from "#components/problem/lines.tsx";
import { publicViewer } from "#domain/account/viewer.ts";
import { listProblems } from "#domain/problem/list.ts";
import { boardBuildings, boardInput, boardStates, listBoard } from "#domain/publication/list.ts";
import { reviewsWaiting } from "#domain/publication/queue.ts";
import { shownCommunity } from "../community.ts";
import { publicPage } from "../public-page.ts";
import { viewer as currentViewer } from "../session.ts";
import { boardAddress, feedAddress, single } from "./address.ts";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("publicBoard");
  return publicPage({ title: t("title"), description: t("description"), path: "/board", feed: "/board/feed.xml" });
}

const problemsShown = 3;

/** What was raised and what became of it, for everybody: by house, by topic, by state, by words. */
export default async function BoardPage({ searchParams }: { searchParams: Search }) {
  const input = boardInput.parse(single(await searchParams));
  const [viewer, community] = await Promise.all([currentViewer(), shownCommunity()]);
  const [t, problemWords] = await Promise.all([getTranslations("publicBoard"), getTranslations("problem")]);
  if (!community) return <p className="page">{t("none")}</p>;
  const plain = !input.building && !input.q && !input.after;
  const [{ lines, after }, buildings, problems, waiting] = await Promise.all([
    listBoard(community.id, input),
    boardBuildings(community.id),
    plain
      ? listProblems(publicViewer, { state: input.state === "solved" ? "done" : "going", category: input.category })
      : [],
    reviewsWaiting(viewer),
  ]);
  const filtered = Boolean(input.category || input.building || input.state || input.q);
  return (
    <div className="page grid gap-10">
      <header>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <h1>{t("title")}</h1>
          <Link href="/report" prefetch={false} className="btn btn-main">
            {t("report")}
          </Link>
        </div>
        <p className="mt-3 max-w-(--measure)">{t("intro")}</p>
        <p className="flex flex-wrap gap-x-6">
          <Link href="/board/subscribe" prefetch={false} className="lone">
            {t("byMail")}
          </Link>
          {waiting !== null && (
            <Link href="/board/review" prefetch={false} className="lone">
              {t("review", { count: waiting })}
            </Link>
          )}
        </p>
      </header>
      <section aria-labelledby="street">
        <h2 id="street" className="mb-4">
          {t("byBuilding")}
        </h2>
        <Buildings
          buildings={buildings}
          chosen={input.building}
          address={(building) => boardAddress({ ...input, after: undefined, building })}
        />
      </section>
      {problems.length > 0 && (
        <section aria-labelledby="problems">
          <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6">
            <h2 id="problems">{t("problems")}</h2>
            <Link href="/problems" prefetch={false} className="lone text-t1">
              {t("allProblems")}
            </Link>
          </div>
          <ProblemLines lines={problems.slice(0, problemsShown)} now={new Date()} />
        </section>
      )}
      <section aria-labelledby="raised">
        <h2 id="raised" className="mb-3">
          {t("raised")}
        </h2>
        <Form action="/board" className="print:hidden mb-4 flex flex-wrap gap-3" scroll={false}>
          <label className="min-w-48 flex-1">
            <span className="sr-only">{t("words")}</span>
            <input
              key={input.q ?? ""}
              type="search"
              name="q"
              defaultValue={input.q}
              placeholder={t("words")}
              maxLength={60}
            />
          </label>
          <CategoryFilter label={problemWords("category")} any={problemWords("anyCategory")} chosen={input.category} />
          <label className="min-w-36">
            <span className="sr-only">{t("building")}</span>
            <select key={input.building ?? ""} name="building" defaultValue={input.building ?? ""}>
              <option value="">{t("anyBuilding")}</option>
              {buildings.map((b) => (
                <option key={b.id} value={b.id}>
                  {b.name}
                </option>
              ))}
            </select>
          </label>
          <label className="min-w-36">
            <span className="sr-only">{t("state")}</span>
            <select key={input.state ?? ""} name="state" defaultValue={input.state ?? ""}>
              <option value="">{t("anyState")}</option>
              {(Object.keys(boardStates) as (keyof typeof boardStates)[]).map((state) => (
                <option key={state} value={state}>
                  {t(`states.${state}`)}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="btn">
            {t("show")}
          </button>
          {filtered && (
            <Link href="/board" prefetch={false} className="btn btn-plain">
              {t("clear")}
            </Link>
          )}
        </Form>
        {lines.length > 0 ? (
          <BoardLines lines={lines} heading="h3" />
        ) : (
          <p className="rule">{filtered ? t("noneFound") : t("none")}</p>
        )}
        {(after || input.after) && (
          <nav aria-label={t("pages")} className="mt-4 flex flex-wrap gap-3">
            {input.after && (
              <Link href={boardAddress({ ...input, after: undefined })} prefetch={false} className="btn">
                {t("first")}
              </Link>
            )}
            {after && (
              <Link href={boardAddress({ ...input, after })} prefetch={false} className="btn">
                {t("further")}
              </Link>
            )}
          </nav>
        )}
        <p className="small mt-6">
          <a href={feedAddress(input)} className="lone">
            {t("atom")}
          </a>
        </p>
      </section>
    </div>
  );
}
