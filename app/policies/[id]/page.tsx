import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { PolicyArticle, Versions } from "#components/policy/article.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { asLocale } from "#domain/words.ts";
import { gone } from "../../gone.ts";
import { publicPage } from "../../public-page.ts";
import { viewer as currentViewer } from "../../session.ts";
import { publish } from "../actions.ts";
import { policyOr } from "../policy-or.ts";

type Props = { params: Promise<{ id: string }> };

const page = async ({ params }: Props) => {
  const [{ id }, viewer, locale] = await Promise.all([params, currentViewer(), getLocale()]);
  return { viewer, policy: await policyOr(viewer, id, asLocale(locale)) };
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { policy } = await page(props);
  if (policy === null || policy === "gone") return {};
  const { title, body, id, publishedAt, state } = policy;
  if (state !== "published") return { title };
  return publicPage({
    title,
    description: body,
    path: `/policies/${id}`,
    published: publishedAt ?? undefined,
  });
}

export default async function PolicyPage(props: Props) {
  const [{ viewer, policy }, t] = await Promise.all([page(props), getTranslations("policies")]);
  if (policy === null) notFound();
  if (policy === "gone") return gone();
  const { id, state, standing, versions } = policy;
  const leads = viewer.claims.coordinates.includes(policy.communityId);
  const turn = state === "published" ? t("withdraw") : t("publish");
  // What follows the last of them.
  const last = !versions.length || versions[0]?.id === id;
  return (
    <div className="page-narrow grid gap-6">
      <p className="flex flex-wrap items-center justify-between gap-x-4 print:hidden">
        <Link href="/policies" className="lone">
          {t("title")}
        </Link>
        <PrintButton plain>{t("print")}</PrintButton>
      </p>
      <PolicyArticle policy={policy} leads={leads} />
      {state === "published" && standing === "valid" && !leads && (
        <p className="flex flex-wrap items-center gap-3 print:hidden">
          <span className="w-full font-bold sm:w-auto">{t("helped")}</span>
          <Link href={`/policies/${id}/helped?yes`} prefetch={false} rel="nofollow" className="btn">
            {t("helpedYes")}
          </Link>
          <Link href={`/policies/${id}/helped?no`} prefetch={false} rel="nofollow" className="btn">
            {t("helpedNo")}
          </Link>
        </p>
      )}
      {policy.answers && policy.answers.helped + policy.answers.notHelped > 0 && (
        <p className="num text-ink-2 print:hidden">{t("answered", policy.answers)}</p>
      )}
      {leads && (
        <div className="flex flex-wrap gap-3 border-t border-line pt-4 print:hidden">
          <Link href={`/policies/${id}/edit`} className="btn">
            {t("edit")}
          </Link>
          {state === "published" && last && (
            <Link href={`/policies/new?of=${id}`} className="btn">
              {t("newVersion")}
            </Link>
          )}
          <Form action={publish} at={`/policies/${id}`} label={turn}>
            <input type="hidden" name="policy" value={id} />
            <input type="hidden" name="publish" value={state === "published" ? "0" : "1"} />
            <Submit main={state !== "published"}>{turn}</Submit>
          </Form>
        </div>
      )}
      <Versions policy={policy} leads={leads} />
      <p className="border-t border-line pt-4 print:hidden">
        {standing === "expired" ? t("stillOver") : t("still")}{" "}
        <Link href="/report" className="lone">
          {t("raise")}
        </Link>
      </p>
    </div>
  );
}
