import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ConcernLines } from "#components/concern/line.tsx";
import { Scope } from "#components/figures/scope.tsx";
import { useWhy } from "#components/figures/why.ts";
import { getTranslations, useTranslations } from "#components/i18n.ts";
import { addressOf } from "#domain/figures/ask.ts";
import { type Behind, behind, behindInput } from "#domain/figures/behind.ts";
import type { Measure } from "#domain/figures/measures.ts";
import { orNotFound, signedIn } from "../../session.ts";
import { type Look, look, type Search, typedIn } from "../asked.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("figures"))("list.title") };
}

export default async function FigureListPage({ searchParams }: { searchParams: Search }) {
  const typed = typedIn(await searchParams);
  const viewer = await signedIn("/figures/list", typed);
  const input = behindInput.safeParse(typed);
  const found = await orNotFound(look(viewer, typed));
  // A list is linked to, never filled in: what is wrong in its address is another list, which is not there.
  if (!input.success || Object.keys(found.errors).length > 0) notFound();
  const list = await orNotFound(behind(viewer, found.asked, input.data));
  await getTranslations("figures");
  return (
    <div className="page grid gap-4">
      <Listed found={found} what={input.data.what} after={input.data.after} list={list} />
    </div>
  );
}

type Props = { found: Look; what: Measure; after: string | undefined; list: Behind };

function Listed({ found: { asked, units, buildings }, what, after, list }: Props) {
  const t = useTranslations("figures");
  const words = useTranslations("words");
  const why = useWhy(what);
  const narrowed = [
    asked.category && words(`categories.${asked.category}`),
    asked.building && (buildings.find((b) => b.id === asked.building)?.name ?? t("elsewhere")),
    asked.of !== "own" && asked.unit && units.find((u) => u.id === asked.unit)?.name,
  ].filter(Boolean);
  const to = (page: string | undefined) => addressOf("/figures/list", asked, { what, after: page });
  return (
    <>
      <div>
        <p>
          <Link href={addressOf("/figures", asked)} className="lone text-t1">
            {t("list.back")}
          </Link>
        </p>
        <h1>
          {t(`what.${what}`)} <span className="num small">{t("list.count", { count: list.count })}</span>
        </h1>
        <Scope asked={asked} unit={units.find((u) => u.id === asked.unit)} />
        {narrowed.length > 0 && <p className="text-ink-2">{narrowed.join(" · ")}</p>}
        {list.mayHide && <p className="small">{t("list.hidden")}</p>}
        {what === "due" && list.count > 0 && (
          <p>
            <Link href={addressOf("/figures/list", asked, { what: "late" })} className="lone text-t1">
              {t("what.late")}
            </Link>
          </p>
        )}
      </div>
      {list.lines.length > 0 ? (
        <ConcernLines
          lines={list.lines.map((line) => ({ ...line.line, id: line.id, why: why(line) }))}
          now={new Date()}
        />
      ) : (
        list.count === 0 && <p className="rule">{t("list.none")}</p>
      )}
      {(list.after || after) && (
        <nav aria-label={t("list.pages")} className="flex gap-3 border-t border-line pt-6">
          {after && (
            <Link href={to(undefined)} className="btn">
              {t("list.first")}
            </Link>
          )}
          {list.after && (
            <Link href={to(list.after)} className="btn">
              {t("list.older")}
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
