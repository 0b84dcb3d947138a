import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { PolicyForm } from "#components/policy/form.tsx";
import { parkedForm } from "#domain/account/parked.ts";
import { id as anId } from "#domain/input.ts";
import { policyTexts } from "#domain/policy/read.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { write } from "../../actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policies"))("edit") };
}

export default async function EditPolicyPage({ params, searchParams }: Props) {
  const [{ id }, { parked }] = await Promise.all([params, searchParams]);
  const at = `/policies/${id}/edit`;
  const viewer = await signedIn(at, { parked });
  const policy = await orNotFound(
    anId.safeParse(id).success ? policyTexts(viewer, id) : Promise.reject(new NotFound()),
  );
  const [t, restored] = await Promise.all([getTranslations("policies"), parkedForm(viewer, parked)]);
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("edit")}</h1>
      <PolicyForm action={write} at={at} community={policy.communityId} policy={policy} today="" restored={restored} />
    </div>
  );
}
