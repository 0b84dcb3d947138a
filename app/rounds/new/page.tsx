import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { NewRoundForm } from "#components/round/new-form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { draftRound } from "#domain/round/draft.ts";
import { signedIn } from "../../session.ts";
import { create } from "../actions.ts";

type Props = { searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("arrange"))("new") };
}

export default async function NewRoundPage({ searchParams }: Props) {
  const { parked } = await searchParams;
  const viewer = await signedIn("/rounds/new", { parked });
  const community = viewer.communities.find((c) => viewer.claims.coordinates.includes(c.id));
  if (!community) notFound();
  const [t, draft, restored] = await Promise.all([
    getTranslations("arrange"),
    draftRound(viewer, community, new Date()),
    parkedForm(viewer, parked),
  ]);
  return (
    <div className="page grid max-w-4xl gap-6">
      <header className="grid gap-1">
        <h1>{t("new")}</h1>
        <p className="text-ink-2">{t("newHint")}</p>
      </header>
      <NewRoundForm action={create} submission={newId()} community={community.id} draft={draft} restored={restored} />
    </div>
  );
}
