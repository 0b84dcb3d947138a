import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { LedgerView } from "#components/ledger/ledger.tsx";
import { LedgerTop } from "#components/ledger/top.tsx";
import { id as idInput } from "#domain/input.ts";
import { ledgerPage } from "#domain/ledger/hand-in.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { agreeToList, giveUpList } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("concernImport"))("title") };
}

export default async function LedgerPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await signedIn(`/concerns/import/${id}`);
  const ledger = await orNotFound(
    idInput.safeParse(id).success ? ledgerPage(viewer, "concerns", id) : Promise.reject(new NotFound()),
  );
  const words = await getTranslations("concernImport");
  return (
    <div className="page-narrow grid gap-6">
      <LedgerTop ledger={ledger} back={{ href: "/concerns/import", label: words("title") }} />
      <LedgerView ledger={ledger} at={`/concerns/import/${id}`} agree={agreeToList} giveUp={giveUpList} />
    </div>
  );
}
