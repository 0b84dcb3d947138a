import type { Metadata } from "next";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { ReportForm } from "#components/report/report-form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { concernNumber, id } from "#domain/input.ts";
import { allCommunities, type BuildingOption, entranceByCode, placeTree } from "#domain/place/tree.ts";
import { publicConcern } from "#domain/publication/read.ts";
import { single } from "../board/address.ts";
import { publicPage } from "../public-page.ts";
import { viewer as currentViewer } from "../session.ts";
import { report } from "./actions.ts";

type Props = {
  searchParams: Promise<Partial<Record<"at" | "parked" | "community" | "like" | "for", string | string[]>>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("report");
  return publicPage({ title: t("title"), description: t("description"), path: "/report" });
}

export default async function ReportPage({ searchParams }: Props) {
  const { at, parked, community: asked, like, for: helper } = single(await searchParams);
  const viewer = await currentViewer();
  const [communities, poster, locale, t] = await Promise.all([
    viewer.user ? viewer.communities : allCommunities(),
    at ? entranceByCode(at.slice(0, 20)) : undefined,
    getLocale(),
    getTranslations("report"),
  ]);
  const helps = viewer.user?.helps.filter((h) => h.mayRaise) ?? [];
  const helped = helps.find((h) => h.id === helper);
  const community =
    communities.find((c) => c.id === helped?.community) ??
    communities.find((c) => c.id === (poster?.communityId ?? asked)) ??
    communities[0] ??
    (await allCommunities())[0];
  if (!community) {
    return (
      <div className="page-narrow">
        <h1>{t("title")}</h1>
        <p className="mt-4">{t("noCommunity")}</p>
      </div>
    );
  }
  const buildings = await placeTree(community.id);
  const officer = viewer.claims.officerIn.includes(community.id);
  return (
    <div className="page-narrow">
      <ReportForm
        action={report}
        submission={newId()}
        uploadKey={newId()}
        community={community}
        buildings={buildings}
        entrance={poster && id.safeParse(poster.id).success ? poster.id : null}
        signedIn={Boolean(viewer.user)}
        household={
          viewer.user?.households.some((h) => h.community === community.id && h.status === "confirmed") ?? false
        }
        officer={officer}
        helps={helps.filter((h) => h.community === community.id)}
        helped={helped?.id ?? ""}
        locale={locale}
        restored={(await parkedForm(viewer, parked)) ?? (await likeOther(like, buildings))}
      />
    </div>
  );
}

/** What a report of the same as a published concern begins from: which one it is like, of what kind, and where. */
async function likeOther(
  like: string | undefined,
  buildings: BuildingOption[],
): Promise<Record<string, string> | null> {
  const number = concernNumber.safeParse(like).data;
  const other = number ? await publicConcern(number) : null;
  if (!other || other === "gone") return null;
  const t = await getTranslations("report");
  const entrances = buildings.find((b) => b.id === other.buildingId)?.entrances ?? [];
  return {
    form: "report",
    body: t("likeOther", { title: other.title, number: other.number }),
    category: other.category,
    ...(other.area ? { spot: `area:${other.area}` } : {}),
    // (Which of several entrances it is, only they know.)
    ...(entrances.length === 1 && entrances[0] ? { entrance: entrances[0].id } : {}),
  };
}
