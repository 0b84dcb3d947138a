import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { PlanForm } from "#components/visit/plan-form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { officersOf } from "#domain/organization/options.ts";
import { placeTree } from "#domain/place/tree.ts";
import { daysLater, localTimeOf } from "#domain/time.ts";
import { signedIn } from "../../session.ts";
import { plan } from "../actions.ts";

type Props = { searchParams: Promise<{ entrance?: string; door?: string; purpose?: string; parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visits"))("plan") };
}

export default async function NewVisitPage({ searchParams }: Props) {
  const { entrance, door, purpose, parked } = await searchParams;
  const viewer = await signedIn("/visits/new", { entrance, door, purpose, parked });
  const community = viewer.communities.find((c) => viewer.claims.officerIn.includes(c.id));
  if (!community) notFound();
  const [t, buildings, officers, restored] = await Promise.all([
    getTranslations("visits"),
    placeTree(community.id),
    officersOf(viewer, community.id),
    parkedForm(viewer, parked),
  ]);
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("plan")}</h1>
      <PlanForm
        action={plan}
        submission={newId()}
        buildings={buildings}
        officers={officers}
        self={viewer.user.id}
        startsAt={localTimeOf(daysLater(new Date(), 1, community.timeZone, "18:30"), community.timeZone)}
        initial={{ entrance: entrance ?? "", door: door ?? "", purpose: purpose ?? "" }}
        restored={restored}
      />
    </div>
  );
}
