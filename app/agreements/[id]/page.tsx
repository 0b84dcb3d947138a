import type { Metadata } from "next";
import Link from "next/link";
import { agreementLooks } from "#components/agreement/looks.ts";
import { Measures } from "#components/agreement/measures.tsx";
import { Parties } from "#components/agreement/parties.tsx";
import { OpenPollForm, Poll } from "#components/agreement/poll.tsx";
import { SignForms } from "#components/agreement/sign-form.tsx";
import { AgreementText } from "#components/agreement/text.tsx";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { agreementPage } from "#domain/agreement/page.ts";
import { agreementAfter } from "#domain/agreement/rules.ts";
import { pollStanding } from "#domain/agreement/standing.ts";
import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../session.ts";
import * as actions from "../actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agreement"))("title") };
}

export default async function AgreementPage({ params, searchParams }: Props) {
  const [{ id }, { parked }] = await Promise.all([params, searchParams]);
  const at = `/agreements/${id}`;
  const viewer = await signedIn(at, { parked });
  const agreement = await orNotFound(
    anId.safeParse(id).success ? agreementPage(viewer, id) : Promise.reject(new NotFound()),
  );
  const [t, format, poll, restored] = await Promise.all([
    getTranslations("agreement"),
    getFormatter(),
    agreement.status === "draft" ? null : pollStanding(viewer, id, agreement.version),
    parkedForm(viewer, parked),
  ]);
  const { status, leads } = agreement;
  const current = agreement.versions.find((v) => v.ordinal === agreement.version);
  const may = (act: "offer" | "recall" | "drop") => leads && agreementAfter(act, status) !== undefined;
  return (
    <div className="page-narrow grid gap-8">
      <header className="grid gap-2">
        <p className="print:hidden">
          <Link href={`/problems/${agreement.problem.number}`} className="lone">
            {t("onProblem", { title: agreement.problem.title })}
          </Link>
        </p>
        <h1>{agreement.title}</h1>
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <State look={agreementLooks[status]}>{t(`statuses.${status}`)}</State>
          {agreement.version !== null && status !== "draft" && (
            <span className="small">{t("versionN", { n: agreement.version })}</span>
          )}
        </p>
        {current && status !== "draft" && (
          <p className="small hidden print:block">
            {t("hash")} <code className="break-all">{current.hash}</code>
          </p>
        )}
        {agreement.reason && <p>{t("because", { reason: agreement.reason })}</p>}
        {status === "draft" && leads && (
          <div className="print:hidden flex flex-wrap gap-3">
            <Link href={`${at}/edit`} className="btn">
              {t("edit")}
            </Link>
          </div>
        )}
      </header>
      <SignForms agreement={agreement} action={actions.sign} at={at} />
      <section aria-labelledby="text" className="rule grid gap-3">
        <h2 id="text">{t("text")}</h2>
        <AgreementText texts={agreement.texts} />
      </section>
      <section aria-labelledby="measures" className="rule grid gap-3">
        <h2 id="measures">{t("measures")}</h2>
        <Measures measures={agreement.measures} />
        {(status === "concluded" || status === "carried_out") && (
          <p>
            <Link href={`${at}/works`} className="lone">
              {t("works")}
            </Link>
          </p>
        )}
      </section>
      <section aria-labelledby="parties" className="rule grid gap-3">
        <h2 id="parties">{t("parties")}</h2>
        <Parties agreement={agreement} />
      </section>
      {poll && (
        <Poll
          agreement={agreement}
          poll={poll}
          at={at}
          vote={actions.vote}
          officer={viewer.claims.officerIn.includes(agreement.communityId)}
        />
      )}
      {status === "consent" && !poll && agreement.coordinates && (
        <OpenPollForm agreement={agreement} at={at} restored={restored} action={actions.openPoll} />
      )}
      {agreement.versions.length > 0 && (
        <section aria-labelledby="versions" className="rule print:hidden grid gap-1">
          <h2 id="versions">{t("versions")}</h2>
          <ul>
            {agreement.versions.map((v) => (
              <li key={v.ordinal} className="flex flex-wrap items-baseline gap-x-4 border-t border-line">
                <Link href={`${at}/versions/${v.ordinal}`} className="lone">
                  {t("versionN", { n: v.ordinal })}
                </Link>
                <span className="small">{format.dateTime(v.madeAt, "moment")}</span>
                {v.by && <span className="small">{v.by}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="print:hidden grid gap-4 border-t border-line pt-4">
        {may("offer") && (
          <Form
            action={actions.offer}
            submission={newId()}
            at={at}
            name="offer"
            label={t("offer")}
            className="grid gap-2"
          >
            <input type="hidden" name="agreement" value={id} />
            <p className="small">{t("offerHint")}</p>
            <Submit main className="justify-self-start">
              {t("offer")}
            </Submit>
          </Form>
        )}
        {(["recall", "drop"] as const).filter(may).map((act) => (
          <details key={act} className="fold">
            <summary>{t(act)}</summary>
            <Form
              action={act === "recall" ? actions.recall : actions.drop}
              submission={newId()}
              at={at}
              name={act}
              restored={restored}
              label={t(act)}
              className="mt-2 grid gap-3"
            >
              <input type="hidden" name="agreement" value={id} />
              <p className="small">{t(`${act}Hint`)}</p>
              <TextField name="reason" label={t("reason")} required />
              <Submit className="justify-self-start">{t(act)}</Submit>
            </Form>
          </details>
        ))}
        <p>
          <PrintButton>{t("print")}</PrintButton>
        </p>
      </div>
    </div>
  );
}
