import type { Metadata } from "next";
import Link from "next/link";
import { agreementLooks } from "#components/agreement/looks.ts";
import { getTranslations } from "#components/i18n.ts";
import { PrintButton } from "#components/ui/print-button.tsx";
import { State } from "#components/ui/state.tsx";
import { AskForm } from "#components/works/ask-form.tsx";
import { ActForm } from "#components/works/forms.tsx";
import { WorksLine } from "#components/works/line.tsx";
import { CarriedMeasures } from "#components/works/measures.tsx";
import { Payments } from "#components/works/payments.tsx";
import { Stages } from "#components/works/stages.tsx";
import { parkedForm } from "#domain/account/parked.ts";
import { agreementAfter } from "#domain/agreement/rules.ts";
import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { worksPage } from "#domain/works/read.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import * as actions from "./actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("works"))("title") };
}

/** How an agreement is carried out, in view of all who read it. */
export default async function WorksPage({ params, searchParams }: Props) {
  const [{ id }, { parked }] = await Promise.all([params, searchParams]);
  const at = `/agreements/${id}/works`;
  const viewer = await signedIn(at, { parked });
  const works = await orNotFound(anId.safeParse(id).success ? worksPage(viewer, id) : Promise.reject(new NotFound()));
  // What is not agreed yet is not carried out.
  if (works.agreement.status !== "concluded" && works.agreement.status !== "carried_out")
    await orNotFound(Promise.reject(new NotFound()));
  const [t, words, restored] = await Promise.all([
    getTranslations("works"),
    getTranslations("agreement"),
    parkedForm(viewer, parked),
  ]);
  const { agreement } = works;
  const here = { agreement: id, community: agreement.communityId, at, restored };
  const open = works.measures.filter((m) => m.status === "planned" || m.status === "underway").length;
  return (
    <div className="works-page page-narrow grid gap-8">
      <header className="grid gap-2">
        <p className="print:hidden">
          <Link href={`/agreements/${id}`} className="lone">
            {words("toAgreement")}
          </Link>
        </p>
        <p className="text-ink-2">{agreement.title}</p>
        <h1>{t("title")}</h1>
        <p>
          <State look={agreementLooks[agreement.status]}>{words(`statuses.${agreement.status}`)}</State>
        </p>
      </header>
      {works.asks.length > 0 && (
        <section aria-labelledby="asked" className="print:hidden grid gap-4">
          <div className="grid gap-1">
            <h2 id="asked">{t("asked")}</h2>
            <p className="small">{t("askedHint")}</p>
          </div>
          {works.asks.map((ask) => (
            <AskForm
              key={ask.id}
              {...{ at, restored }}
              action={actions.answer}
              hidden={{ ask: ask.id }}
              name={`ask-${ask.id}`}
              what={ask.what}
              note={ask.note}
              initial={ask.answer}
              again={ask.answer !== null}
              word={ask.word}
            />
          ))}
        </section>
      )}
      <section aria-labelledby="line" className="rule grid gap-3">
        <h2 id="line">{t("line")}</h2>
        <WorksLine works={works} />
      </section>
      <section aria-labelledby="measures" className="rule grid gap-1">
        <h2 id="measures">{words("measures")}</h2>
        <CarriedMeasures
          works={works}
          here={here}
          actions={{
            begin: actions.beginMeasure,
            finish: actions.finishMeasure,
            resume: actions.resumeMeasure,
            drop: actions.dropMeasure,
            delay: actions.delayMeasure,
          }}
        />
      </section>
      <section aria-labelledby="stages" className="rule grid gap-1">
        <h2 id="stages">{t("stagesTitle")}</h2>
        <Stages
          works={works}
          here={here}
          actions={{
            choose: actions.chooseStage,
            remove: actions.removeStage,
            begin: actions.beginStage,
            finish: actions.finishStage,
            resume: actions.resumeStage,
            delay: actions.delayStage,
          }}
        />
      </section>
      <section aria-labelledby="payments" className="rule grid gap-1">
        <h2 id="payments">{t("payments")}</h2>
        <Payments works={works} here={here} actions={{ pay: actions.recordPayment, counter: actions.counterPayment }} />
      </section>
      <div className="print:hidden grid gap-4 border-t border-line pt-4">
        {agreement.leads && open === 0 && agreementAfter("carry_out", agreement.status) && (
          <ActForm here={here} hidden={{}} action={actions.carryOut} name="end" label={t("end")} folded={false}>
            <p className="small">{t("endHint")}</p>
          </ActForm>
        )}
        <PrintButton>{words("print")}</PrintButton>
      </div>
    </div>
  );
}
