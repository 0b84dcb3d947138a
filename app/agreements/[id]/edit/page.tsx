import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { MeasureForms, PartyForms, SharesForm, TextForm } from "#components/agreement/edit-forms.tsx";
import { getTranslations } from "#components/i18n.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { agreementPage } from "#domain/agreement/page.ts";
import { id as anId } from "#domain/input.ts";
import { partnerUnits } from "#domain/organization/options.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import * as actions from "../../actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agreement"))("edit") };
}

/** The draft as whoever leads works on it: text, measures, parties, shares. */
export default async function EditAgreementPage({ params, searchParams }: Props) {
  const [{ id }, { parked }] = await Promise.all([params, searchParams]);
  const at = `/agreements/${id}/edit`;
  const viewer = await signedIn(at, { parked });
  const agreement = await orNotFound(
    anId.safeParse(id).success ? agreementPage(viewer, id) : Promise.reject(new NotFound()),
  );
  if (!agreement.leads) await orNotFound(Promise.reject(new NotFound()));
  if (agreement.status !== "draft") redirect(`/agreements/${id}`);
  const [t, units, restored] = await Promise.all([
    getTranslations("agreement"),
    partnerUnits(viewer, agreement.communityId),
    parkedForm(viewer, parked),
  ]);
  const of = { agreement, at, restored };
  return (
    <div className="page-narrow grid gap-10">
      <header className="grid gap-1">
        <p>
          <Link href={`/agreements/${id}`} className="lone">
            {t("toAgreement")}
          </Link>
        </p>
        <h1>{agreement.title}</h1>
        <p className="text-ink-2">{t("editHint")}</p>
      </header>
      <section aria-labelledby="text" className="rule grid gap-3">
        <h2 id="text">{t("text")}</h2>
        <TextForm {...of} action={actions.writeText} />
      </section>
      <section aria-labelledby="measures" className="rule grid gap-3">
        <h2 id="measures">{t("measures")}</h2>
        <MeasureForms {...of} units={units} set={actions.setMeasure} takeOut={actions.takeOutMeasure} />
      </section>
      <section aria-labelledby="parties" className="rule grid gap-3">
        <h2 id="parties">{t("parties")}</h2>
        <PartyForms {...of} units={units} add={actions.addParty} leave={actions.letPartyLeave} />
      </section>
      <section aria-labelledby="shares" className="rule grid gap-3">
        <h2 id="shares">{t("shares")}</h2>
        <p className="small">{t("sharesHint")}</p>
        <SharesForm {...of} action={actions.setShares} />
      </section>
    </div>
  );
}
