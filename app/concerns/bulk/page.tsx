import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { BulkFields } from "#components/triage/bulk-fields.tsx";
import { BulkPreview } from "#components/triage/bulk-preview.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { listLabels } from "#domain/label/labels.ts";
import { officersOf, partnerUnits } from "#domain/organization/options.ts";
import { bulkActs, chosenInput, planInput, proposedInput } from "#domain/triage/bulk.ts";
import { previewBulk } from "#domain/triage/preview.ts";
import { signedIn } from "../../session.ts";
import { carryOut, plan as makePlan } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("triage"))("bulkTitle") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The same for several concerns: first what exactly, then what it would change of each, then it is done. */
export default async function BulkPage({ searchParams }: Props) {
  const search = await searchParams;
  const numbers = chosenInput.safeParse(search.numbers).data ?? [];
  // Those that belong together become one thing: that has a page of its own.
  if (search.act === "problem" && numbers.length)
    redirect(`/problems/new?${new URLSearchParams(numbers.map((n) => ["concerns", n]))}`);
  const act = bulkActs.find((one) => one === search.act);
  const query = new URLSearchParams([...numbers.map((n) => ["numbers", n]), ...(act ? [["act", act]] : [])]);
  const at = query.size ? `/concerns/bulk?${query}` : "/concerns/bulk";
  const viewer = await signedIn(at);
  const community = viewer.communities.find((c) => viewer.claims.coordinates.includes(c.id));
  if (!community) notFound();
  const t = await getTranslations("triage");
  if (!act || !numbers.length)
    return (
      <div className="page-narrow grid gap-4">
        <h1>{t("bulkTitle")}</h1>
        <p>{t("nothingChosen")}</p>
        <p>
          <Link href="/concerns/inbox" className="btn btn-main">
            {t("back")}
          </Link>
        </p>
      </div>
    );
  const parked = [search.parked].flat()[0];
  const planned = planInput.safeParse(search);
  const [units, officers, labels, restored, lines] = await Promise.all([
    act === "assign" ? partnerUnits(viewer, community.id) : [],
    act === "owner" ? officersOf(viewer, community.id) : [],
    act === "label" || act === "unlabel" ? listLabels(viewer) : [],
    parkedForm(viewer, parked),
    planned.success ? previewBulk(viewer, planned.data) : [],
  ]);
  const { timeZone } = community;
  return (
    <div className="page-narrow grid gap-6">
      <div>
        <h1>{t(`acts.${act}`)}</h1>
        <p className="small">{t("chosen", { count: numbers.length })}</p>
      </div>
      {planned.success ? (
        <BulkPreview
          plan={planned.data}
          lines={lines}
          context={{ units, officers, labels, timeZone }}
          action={carryOut}
          submission={newId()}
          restored={restored}
        />
      ) : (
        <BulkFields
          act={act}
          numbers={numbers}
          at={at}
          context={{ units, officers, labels, timeZone }}
          proposed={proposedInput.safeParse(search.organizations).data ?? []}
          action={makePlan}
          restored={restored}
        />
      )}
      <p>
        <Link href="/concerns/inbox" className="lone">
          {t("back")}
        </Link>
      </p>
    </div>
  );
}
