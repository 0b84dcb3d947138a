import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import { typed } from "#components/ui/named.ts";
import { PrintButton } from "#components/ui/print-button.tsx";
import { DoorSlip, SlipPages, slipAddress } from "#components/wish/printed.tsx";
import { Qr } from "#components/wish/qr.tsx";
import { newId } from "#db/id.ts";
import { settings } from "#db/settings.ts";
import { id as idInput } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { slipOfVisit } from "#domain/wish/print.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { makeOne } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("slips"))("title"), referrer: "same-origin" };
}

/** Nobody is home: the code to write on a slip in the stairwell, large; or the slip itself, to print. */
export default async function VisitSlipPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await signedIn(`/visits/${id}/slip`);
  const { label, round, slip } = await orNotFound(
    idInput.safeParse(id).success ? slipOfVisit(viewer, id) : Promise.reject(new NotFound()),
  );
  const t = await getTranslations("slips");
  const base = settings().baseUrl;
  return (
    <div className="page slip-print grid gap-6">
      <div className="grid max-w-[40rem] gap-5 print:hidden">
        <h1>{t("forDoor", { door: label })}</h1>
        {!round && <p>{t("noRound")}</p>}
        {round && !slip && (
          <Form action={makeOne} submission={newId()} label={t("makeOne")} className="grid gap-4">
            <input type="hidden" name="visit" value={id} />
            <p>{t("makeOneHint")}</p>
            <Submit main className="sm:justify-self-start">
              {t("makeOne")}
            </Submit>
          </Form>
        )}
        {slip && (
          <>
            <p>{t("byHand")}</p>
            <p className="grid gap-2 border-s-4 border-door bg-door-wash p-4">
              <span className="text-t3">{typed(base)}/slip</span>
              <b className="num text-t5 leading-tight">{slip.code}</b>
            </p>
            <Qr text={slipAddress(base, slip.code)} label={slip.code} className="w-48 justify-self-start" />
            <PrintButton>{t("print")}</PrintButton>
          </>
        )}
        <Link href={`/visits/${id}`} className="lone">
          {t("backToVisit")}
        </Link>
      </div>
      {slip && (
        <SlipPages
          label={t("title")}
          slips={[{ key: slip.household, slip: <DoorSlip sheet={slip} base={base} slip={slip} /> }]}
        />
      )}
    </div>
  );
}
