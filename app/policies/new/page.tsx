import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { PolicyForm } from "#components/policy/form.tsx";
import { parkedForm } from "#domain/account/parked.ts";
import { id as anId } from "#domain/input.ts";
import { policyTexts } from "#domain/policy/read.ts";
import { NotFound } from "#domain/refusal.ts";
import { dayOf } from "#domain/time.ts";
import { orNotFound, signedIn } from "../../session.ts";
import { write } from "../actions.ts";

type Props = { searchParams: Promise<{ parked?: string; of?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policies"))("write") };
}

/** A new explanation, or the next version of one that stands. */
export default async function NewPolicyPage({ searchParams }: Props) {
  const { parked, of } = await searchParams;
  const viewer = await signedIn("/policies/new", { parked, of });
  const [t, restored, before] = await Promise.all([
    getTranslations("policies"),
    parkedForm(viewer, parked),
    of === undefined
      ? null
      : orNotFound(anId.safeParse(of).success ? policyTexts(viewer, of) : Promise.reject(new NotFound())),
  ]);
  const community = before?.communityId ?? viewer.claims.coordinates[0];
  if (!community) notFound();
  const timeZone = viewer.communities.find(({ id }) => id === community)?.timeZone ?? "Asia/Shanghai";
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t(before ? "newVersion" : "write")}</h1>
      {before && <p className="max-w-(--measure)">{t("newVersionHint")}</p>}
      <PolicyForm
        action={write}
        at={before ? `/policies/new?of=${before.id}` : "/policies/new"}
        community={community}
        policy={before}
        follows={before !== null}
        today={dayOf(new Date(), timeZone)}
        restored={restored}
      />
    </div>
  );
}
