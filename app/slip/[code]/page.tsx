import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { SlipView, slipDone } from "#components/wish/slip-view.tsx";
import { newId } from "#db/id.ts";
import { NotFound, Refusal } from "#domain/refusal.ts";
import { readSlip } from "#domain/wish/slip.ts";
import { clientAddress } from "../../session.ts";
import { toWait } from "../../waits.ts";
import { chooseWithSlip, confirmWithSlip } from "../actions.ts";

type Props = { params: Promise<{ code: string }>; searchParams: Promise<{ done?: string }> };

/**
 * The address holds a secret: no other site learns it, no search engine keeps it. (Not `no-referrer`, by which browsers
 * hide from us too where a form without JavaScript comes from; then it would be refused.)
 */
export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations("slip"))("title"),
    referrer: "same-origin",
    robots: { index: false, follow: false },
  };
}

export default async function SlipCodePage({ params, searchParams }: Props) {
  const [{ code }, { done }, address] = await Promise.all([params, searchParams, clientAddress()]);
  const [t, refusals, , slip] = await Promise.all([
    getTranslations("slip"),
    getTranslations("refusals"),
    getLocale(),
    readSlip(code, address).catch((error: unknown) => {
      if (error instanceof NotFound || error instanceof Refusal) return error;
      throw error;
    }),
  ]);
  if (slip instanceof Refusal) await toWait(slip);
  if (slip instanceof Error) {
    return (
      <div className="page-narrow grid gap-5">
        <h1>{t("title")}</h1>
        <p>{slip instanceof Refusal ? refusals("tooManyAttempts", slip.params) : refusals("slipUnknown")}</p>
        <p className="flex flex-wrap gap-3">
          <Link href="/slip" className="btn">
            {t("typeAgain")}
          </Link>
          <Link href="/report" className="btn">
            {t("raise")}
          </Link>
        </p>
      </div>
    );
  }
  return (
    <SlipView
      slip={slip}
      done={slipDone.find((d) => d === done)}
      actions={{ choose: chooseWithSlip, confirm: confirmWithSlip }}
      newKey={newId}
    />
  );
}
