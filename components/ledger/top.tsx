import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { LedgerPage } from "#domain/ledger/hand-in.ts";
import { ledgerLooks } from "./looks.ts";

type Props = { ledger: Pick<LedgerPage, "fileName" | "state">; back: { href: string; label: string } };

/** Which file was handed in, and how far it has come. */
export function LedgerTop({ ledger, back }: Props) {
  const t = useTranslations("ledger");
  return (
    <header className="grid gap-2">
      <Link href={back.href} className="lone text-t1">
        {back.label}
      </Link>
      <h1 className="break-all">{ledger.fileName}</h1>
      <p>
        <State look={ledgerLooks[ledger.state]}>{t(`states.${ledger.state}`)}</State>
      </p>
    </header>
  );
}
