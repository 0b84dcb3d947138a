import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OpenFiguresPage } from "#components/figures/open/page.tsx";
import { getTranslations } from "#components/i18n.ts";
import { openFigures, openInput } from "#domain/figures/open/read.ts";
import { placeTree } from "#domain/place/tree.ts";
import { publicPage } from "../public-page.ts";
import { openOf } from "./open-of.ts";

type Typed = Record<string, string | undefined>;

/** What is told of the public figures where they are found or shared: one address, whoever asked for them. */
export async function openMetadata(typed: Typed): Promise<Metadata> {
  const [t, of] = await Promise.all([getTranslations("open"), openOf(openInput.parse(typed).community)]);
  return publicPage({
    title: t("title"),
    description: t("description", { community: of?.name ?? "" }),
    path: "/figures",
  });
}

/** The figures that everybody may read. */
export async function OpenPage({ typed }: { typed: Typed }) {
  const input = openInput.parse(typed);
  const [t, of] = await Promise.all([getTranslations("open"), openOf(input.community)]);
  if (!of) notFound();
  const [figures, places] = await Promise.all([openFigures(of.community.id, input.until), placeTree(of.community.id)]);
  const floors = new Map(places.map((b) => [b.id, Math.max(1, ...b.entrances.map((e) => e.floors))]));
  return (
    <div className="page grid gap-8">
      {figures ? (
        <OpenFiguresPage name={of.name} community={of.code} figures={figures} floors={floors} />
      ) : (
        <>
          <h1>{t("title")}</h1>
          <p className="rule">{t("counting")}</p>
        </>
      )}
    </div>
  );
}
