import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { PolicyForm } from "#components/policy/form.tsx";
import { parkedForm } from "#domain/account/parked.ts";
import { signedIn } from "../../session.ts";
import { write } from "../actions.ts";

type Props = { searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policies"))("write") };
}

export default async function NewPolicyPage({ searchParams }: Props) {
  const { parked } = await searchParams;
  const viewer = await signedIn("/policies/new", { parked });
  const [community] = viewer.claims.coordinates;
  if (!community) notFound();
  const [t, restored] = await Promise.all([getTranslations("policies"), parkedForm(viewer, parked)]);
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("write")}</h1>
      <PolicyForm action={write} at="/policies/new" community={community} policy={null} restored={restored} />
    </div>
  );
}
