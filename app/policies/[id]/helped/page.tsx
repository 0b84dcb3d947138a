import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import { asLocale } from "#domain/words.ts";
import { gone } from "../../../gone.ts";
import { viewer as currentViewer } from "../../../session.ts";
import { helped } from "../../actions.ts";
import { policyOr } from "../../policy-or.ts";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<"yes" | "no" | "said", string | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policies"))("helped") };
}

/** "Did this answer it?": one press, on a page of its own, so that the explanation is the same page for everybody. */
export default async function HelpedPage({ params, searchParams }: Props) {
  const [{ id }, { no, said }, viewer, t, locale] = await Promise.all([
    params,
    searchParams,
    currentViewer(),
    getTranslations("policies"),
    getLocale(),
  ]);
  const policy = await policyOr(viewer, id, asLocale(locale));
  if (policy === null) notFound();
  if (policy === "gone") return gone();
  const answer = no === undefined ? "yes" : "no";
  const at = `/policies/${id}/helped`;
  return (
    <div className="page-narrow grid gap-5">
      <p>
        <Link href={`/policies/${id}`} className="lone">
          <bdi lang={policy.locale}>{policy.title}</bdi>
        </Link>
      </p>
      {said === undefined ? (
        <>
          <h1>{t("helped")}</h1>
          <p className="text-ink-2">{t("helpedHint")}</p>
          <Form action={helped} at={`${at}?${answer}`} label={t("helped")} className="flex flex-wrap gap-3">
            <input type="hidden" name="policy" value={id} />
            <Submit main name="answer" value={answer}>
              {answer === "yes" ? t("helpedYes") : t("helpedNo")}
            </Submit>
            <Link href={`${at}?${answer === "yes" ? "no" : "yes"}`} className="btn btn-plain">
              {answer === "yes" ? t("helpedNo") : t("helpedYes")}
            </Link>
          </Form>
        </>
      ) : (
        <>
          <h1>{t("thanks")}</h1>
          <p>{no === undefined ? t("thanksYes") : t("thanksNo")}</p>
          <p className="flex flex-wrap gap-3">
            {no !== undefined && (
              <Link href="/report" className="btn btn-main">
                {t("raise")}
              </Link>
            )}
            <Link href="/policies" className="btn">
              {t("title")}
            </Link>
          </p>
        </>
      )}
    </div>
  );
}
