import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { PlanView } from "#components/round/plan.tsx";
import { newId } from "#db/id.ts";
import { id as idInput } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { planPage } from "#domain/round/propose.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { RoundTop } from "../top.tsx";
import * as actions from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("plan"))("title") };
}

export default async function PlanPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await signedIn(`/rounds/${id}/plan`);
  const page = await orNotFound(idInput.safeParse(id).success ? planPage(viewer, id) : Promise.reject(new NotFound()));
  const t = await getTranslations("plan");
  return (
    <div className="page grid gap-6">
      <header className="grid gap-1">
        <p className="text-t1 text-ink-2">{page.round.name}</p>
        <h1>{t("title")}</h1>
        <RoundTop round={{ ...page.round, communityId: page.communityId }} viewer={viewer} here="plan" />
      </header>
      <div className="max-w-(--measure)">
        <PlanView page={page} actions={actions} newKey={newId} />
      </div>
    </div>
  );
}
