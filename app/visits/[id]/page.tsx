import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { VisitView } from "#components/visit/view.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { id as idInput } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { visitPage } from "#domain/visit/read.ts";
import { orNotFound, signedIn } from "../../session.ts";
import * as actions from "../actions.ts";
import { settle } from "../today/actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visit"))("title") };
}

export default async function VisitPage({ params, searchParams }: Props) {
  const [{ id }, { parked }] = await Promise.all([params, searchParams]);
  const viewer = await signedIn(`/visits/${id}`, { parked });
  const visit = await orNotFound(
    idInput.safeParse(id).success ? visitPage(viewer, id) : Promise.reject(new NotFound()),
  );
  return (
    <VisitView
      visit={visit}
      officer={viewer.claims.officerIn.includes(visit.communityId)}
      user={viewer.user.id}
      timeZone={viewer.communities.find((c) => c.id === visit.communityId)?.timeZone ?? "Asia/Shanghai"}
      actions={{ ...actions, settle }}
      newKey={newId}
      restored={await parkedForm(viewer, parked)}
    />
  );
}
