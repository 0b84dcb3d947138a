import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { Hits } from "#components/search/hits.tsx";
import { categoryKeys } from "#domain/concern/category.ts";
import {
  find,
  firstHits,
  type HitKind,
  hitKinds,
  kindLimit,
  type SearchInput,
  searchInput,
} from "#domain/search/find.ts";
import { soughtWords } from "#domain/search/snippet.ts";
import { signedIn } from "../session.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("search"))("title") };
}

function address(input: SearchInput, change: Partial<SearchInput>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...input, ...change })) if (value) params.set(name, value);
  return `/search?${params}`;
}

export default async function SearchPage({ searchParams }: Props) {
  const input = searchInput.parse(await searchParams);
  const viewer = await signedIn("/search", input);
  const [t, words, locale] = await Promise.all([getTranslations("search"), getTranslations("words"), getLocale()]);
  const { hits, counts } = await find(viewer, input, locale);
  const count = (n: number) => (n > kindLimit ? t("moreThan", { count: kindLimit }) : String(n));
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const kinds = hitKinds.filter((kind) => counts[kind] > 0 || kind === input.kind);
  const narrowed = Boolean(input.kind || input.category || input.days);
  const tab = (kind: HitKind | undefined, label: string, n: number) => (
    <Link
      key={label}
      href={address(input, { kind, all: undefined })}
      prefetch={false}
      aria-current={input.kind === kind ? "page" : undefined}
      className="lone gap-2 no-underline aria-[current]:font-bold aria-[current]:shadow-[0_2px_0_var(--door)]"
    >
      {label} <span className="num small">{count(n)}</span>
    </Link>
  );
  return (
    <div className="page grid gap-5">
      <h1>{t("title")}</h1>
      <Form action="/search" className="grid gap-3" role="search">
        {input.kind && <input type="hidden" name="kind" value={input.kind} />}
        <div className="flex flex-wrap gap-3">
          <label className="min-w-48 flex-1">
            <span className="sr-only">{t("label")}</span>
            <input
              key={input.q ?? ""}
              type="search"
              name="q"
              defaultValue={input.q ?? ""}
              placeholder={t("hint")}
              maxLength={100}
            />
          </label>
          <button type="submit" className="btn btn-main">
            {t("go")}
          </button>
        </div>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          <label className="flex min-w-0 flex-wrap items-center gap-x-2">
            <span className="small">{t("category")}</span>
            <select key={input.category ?? ""} name="category" defaultValue={input.category ?? ""} className="w-auto">
              <option value="">{t("anyCategory")}</option>
              {categoryKeys.map((key) => (
                <option key={key} value={key}>
                  {words(`categories.${key}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="flex min-w-0 flex-wrap items-center gap-x-2">
            <span className="small">{t("when")}</span>
            <select key={input.days ?? ""} name="days" defaultValue={input.days ?? ""} className="w-auto">
              <option value="">{t("anyTime")}</option>
              {(["7", "30", "365"] as const).map((days) => (
                <option key={days} value={days}>
                  {t(`days.${days}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </Form>
      {input.q ? (
        <>
          <nav aria-label={t("kinds")} className="flex flex-wrap gap-x-5 text-t1">
            {tab(undefined, t("all"), all)}
            {kinds.map((kind) => tab(kind, t(`kind.${kind}`), counts[kind]))}
          </nav>
          {hits.length > 0 ? (
            <>
              <Hits hits={input.all ? hits : hits.slice(0, firstHits)} words={soughtWords(input.q)} />
              {hits.length > firstHits && !input.all && (
                <p>
                  <Link href={address(input, { all: "1" })} className="btn" scroll={false}>
                    {t("more", { count: hits.length - firstHits })}
                  </Link>
                </p>
              )}
            </>
          ) : (
            <div className="rule grid gap-2">
              <p role="status">{t("none", { q: input.q })}</p>
              {narrowed ? (
                <p>
                  <Link href={address({ q: input.q }, {})}>{t("everywhere")}</Link>
                </p>
              ) : (
                <p className="small">{t("noneHint")}</p>
              )}
            </div>
          )}
        </>
      ) : (
        <p className="rule">{t("start")}</p>
      )}
    </div>
  );
}
