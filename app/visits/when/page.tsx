import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { WhenView } from "#components/wish/when-view.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { type WishKind, wishKinds } from "#domain/wish/kind.ts";
import { roundsAhead } from "#domain/wish/read.ts";
import { signedIn } from "../../session.ts";
import { allow, choose, confirmTime, refuse } from "./actions.ts";
import { WhenHelped } from "./helped.tsx";

type Props = {
  searchParams: Promise<{ round?: string; household?: string; done?: string; parked?: string; for?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("wish"))("title") };
}

/** A household says when it may be visited in the round that comes. */
export default async function WhenPage({ searchParams }: Props) {
  const { round, household, done, parked, for: helper } = await searchParams;
  const viewer = await signedIn("/visits/when", { round, household, parked, for: helper });
  if (helper !== undefined) return <WhenHelped viewer={viewer} helper={helper} round={round} parked={parked} />;
  if (!viewer.user.households.length) notFound();
  const [t, , places, restored] = await Promise.all([
    getTranslations("wish"),
    getLocale(),
    roundsAhead(viewer),
    parkedForm(viewer, parked),
  ]);
  const place =
    places.find((p) => p.round.id === round && p.household === household) ??
    places.find((p) => p.round.id === round) ??
    places[0];
  if (!place) {
    return (
      <div className="page-narrow grid gap-4">
        <h1>{t("title")}</h1>
        <p className="rule">{t("none")}</p>
      </div>
    );
  }
  return (
    <WhenView
      place={place}
      others={places.filter((p) => p !== place)}
      timeZone={viewer.communities.find((c) => c.id === place.communityId)?.timeZone ?? "Asia/Shanghai"}
      done={wishKinds.find((k): k is WishKind => k === done)}
      phone={viewer.user.phone}
      actions={{ choose, confirmTime, refuse, allow }}
      newKey={newId}
      restored={restored}
    />
  );
}
