import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { LedgerView } from "#components/ledger/ledger.tsx";
import { ledgerLooks } from "#components/ledger/looks.ts";
import { State } from "#components/ui/state.tsx";
import { id as idInput } from "#domain/input.ts";
import { ledgerPage } from "#domain/ledger/hand-in.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { agreeToLedger, giveUpLedger } from "../../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ledger"))("title") };
}

export default async function LedgerPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await signedIn(`/households/ledgers/${id}`);
  const ledger = await orNotFound(
    idInput.safeParse(id).success ? ledgerPage(viewer, "households", id) : Promise.reject(new NotFound()),
  );
  const [t, households] = await Promise.all([getTranslations("ledger"), getTranslations("households")]);
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-2">
        <Link href="/households" className="lone text-t1">
          {households("title")}
        </Link>
        <h1 className="break-all">{ledger.fileName}</h1>
        <p>
          <State look={ledgerLooks[ledger.state]}>{t(`states.${ledger.state}`)}</State>
        </p>
      </header>
      <LedgerView ledger={ledger} at={`/households/ledgers/${id}`} agree={agreeToLedger} giveUp={giveUpLedger} />
    </div>
  );
}
