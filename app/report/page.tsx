import type { Metadata } from "next";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { ReportForm } from "#components/report/report-form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { id } from "#domain/input.ts";
import { allCommunities, entranceByCode, placeTree } from "#domain/place/tree.ts";
import { viewer as currentViewer } from "../session.ts";
import { report } from "./actions.ts";

type Props = { searchParams: Promise<{ at?: string; parked?: string; community?: string; for?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("report"))("title") };
}

export default async function ReportPage({ searchParams }: Props) {
  const { at, parked, community: asked, for: helper } = await searchParams;
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
  const officer = viewer.claims.officerIn.includes(community.id);
  return (
    <div className="page-narrow">
      <ReportForm
        action={report}
        submission={newId()}
        uploadKey={newId()}
        community={community}
        buildings={await placeTree(community.id)}
        entrance={poster && id.safeParse(poster.id).success ? poster.id : null}
        signedIn={Boolean(viewer.user)}
        household={
          viewer.user?.households.some((h) => h.community === community.id && h.status === "confirmed") ?? false
        }
        officer={officer}
        helps={helps.filter((h) => h.community === community.id)}
        helped={helped?.id ?? ""}
        locale={locale}
        restored={await parkedForm(viewer, parked)}
      />
    </div>
  );
}
