import type { Metadata } from "next";
import Link from "next/link";
import { Filters } from "#components/concern/filters.tsx";
import { ConcernLines } from "#components/concern/line.tsx";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { SavedViews } from "#components/view/saved.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { countLimitOf, type ListInput, listConcerns, listInput, stateFilters } from "#domain/concern/list.ts";
import { listLabels } from "#domain/label/labels.ts";
import { heldCount } from "#domain/letter/held.ts";
import { partnerUnits } from "#domain/organization/options.ts";
import { placeTree } from "#domain/place/tree.ts";
import { organizationOf, queryOf, savedViewsOf } from "#domain/view/saved.ts";
import { signedIn } from "../session.ts";
import { dropView, saveView } from "./actions.ts";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("concerns"))("title") };
}

/** The address of the list with some filters changed; paging begins anew. */
function address(input: ListInput, change: Partial<ListInput>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...input, after: undefined, ...change }))
    if (value) params.set(name, value);
  const query = params.toString();
  return query ? `/concerns?${query}` : "/concerns";
}

export default async function ConcernsPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const input = listInput.parse(
    Object.fromEntries(Object.entries(search).map(([k, v]) => [k, Array.isArray(v) ? v[0] : v])),
  );
  const parked = Array.isArray(search.parked) ? search.parked[0] : search.parked;
  const viewer = await signedIn(address(input, { after: input.after }), { parked });
  const community = viewer.communities[0];
  const unit = organizationOf(viewer);
  const [list, views, restored, t, words, locale, buildings, units, held, labels] = await Promise.all([
    listConcerns(viewer, input),
    savedViewsOf(viewer),
    parkedForm(viewer, parked),
    getTranslations("concerns"),
    getTranslations("households"),
    getLocale(),
    community ? placeTree(community.id) : [],
    community ? partnerUnits(viewer, community.id) : [],
    heldCount(viewer),
    listLabels(viewer),
  ]);
  const now = new Date();
  const most = countLimitOf(input);
  const count = (n: number) => (n > most ? t("moreThan", { count: most }) : String(n));
  const filtered = Boolean(
    input.category ||
      input.building ||
      input.unit ||
      input.label ||
      input.mine ||
      input.overdue ||
      input.q ||
      input.state,
  );
  const states = Object.keys(stateFilters) as (keyof typeof stateFilters)[];
  const all = list.counts.open + list.counts.done + list.counts.closed;
  return (
    <div className="page">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-4">
        <h1>{t("title")}</h1>
        <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
          {held > 0 && (
            <Link href="/letters" className="lone text-t1">
              {t("letters", { count: held })}
            </Link>
          )}
          {viewer.claims.coordinates.length > 0 && (
            <Link href="/concerns/inbox" className="lone text-t1">
              {t("inbox")}
            </Link>
          )}
          {viewer.claims.coordinates.length > 0 && (
            <Link href="/concerns/import" className="lone text-t1">
              {t("import")}
            </Link>
          )}
          {viewer.claims.coordinates.length > 0 && (
            <a href="/concerns/export?as=xlsx" className="lone text-t1" download>
              {words("export", { as: "XLSX" })}
            </a>
          )}
          <Link href="/report" className="btn btn-main">
            {t("raise")}
          </Link>
        </p>
      </div>
      <nav aria-label={t("statesLabel")} className="mb-4 flex flex-wrap gap-x-5 text-t1">
        <StateLink
          href={address(input, { state: undefined })}
          current={!input.state}
          label={t("states.all")}
          count={count(all)}
        />
        {states.map((state) => (
          <StateLink
            key={state}
            href={address(input, { state })}
            current={input.state === state}
            label={t(`states.${state}`)}
            count={count(list.counts[state])}
          />
        ))}
      </nav>
      <Filters
        input={input}
        buildings={buildings.map((b) => ({ value: b.id, label: b.name }))}
        units={units.map((u) => ({ value: u.id, label: locale === "en" && u.nameEn ? u.nameEn : u.name }))}
        labels={labels.map((l) => ({ value: l.id, label: l.name }))}
        clear={filtered ? "/concerns" : null}
      />
      <SavedViews
        views={views}
        query={queryOf(input)}
        unit={unit && (locale === "en" && unit.nameEn ? unit.nameEn : unit.name)}
        actions={{ save: saveView, drop: dropView }}
        submission={newId()}
        restored={restored}
      />
      {list.lines.length > 0 ? (
        <ConcernLines lines={list.lines} now={now} />
      ) : (
        <div className="rule mt-6">
          <p>{filtered ? t("noneFound") : t("none")}</p>
          <p className="mt-3">
            <Link href={filtered ? "/concerns" : "/report"}>{filtered ? t("clear") : t("raise")}</Link>
          </p>
        </div>
      )}
      {(list.after || input.after) && (
        <nav aria-label={t("pages")} className="mt-6 flex gap-3 border-t border-line pt-6">
          {input.after && (
            <Link href={address(input, {})} className="btn">
              {t("first")}
            </Link>
          )}
          {list.after && (
            <Link href={address(input, { after: list.after })} className="btn">
              {t("older")}
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

function StateLink({ href, current, label, count }: { href: string; current: boolean; label: string; count: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={current ? "page" : undefined}
      className="lone gap-2 no-underline aria-[current]:font-bold aria-[current]:shadow-[0_2px_0_var(--door)]"
    >
      {label} <span className="num small">{count}</span>
    </Link>
  );
}
