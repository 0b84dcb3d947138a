import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { PolicyStateWord } from "#components/policy/lines.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { id as anId } from "#domain/input.ts";
import { policyPage } from "#domain/policy/read.ts";
import { NotFound } from "#domain/refusal.ts";
import { asLocale } from "#domain/words.ts";
import { viewer as currentViewer, orNotFound } from "../../session.ts";
import { publish } from "../actions.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policies"))("title") };
}

export default async function PolicyPage({ params }: Props) {
  const [{ id }, viewer, t, words, format, locale] = await Promise.all([
    params,
    currentViewer(),
    getTranslations("policies"),
    getTranslations("words"),
    getFormatter(),
    getLocale(),
  ]);
  const policy = await orNotFound(
    anId.safeParse(id).success ? policyPage(viewer, id, asLocale(locale)) : Promise.reject(new NotFound()),
  );
  const leads = viewer.claims.coordinates.includes(policy.communityId);
  const turn = policy.state === "published" ? t("withdraw") : t("publish");
  return (
    <div className="page-narrow grid gap-6">
      <p>
        <Link href="/policies" className="lone">
          {t("title")}
        </Link>
      </p>
      <article className="grid gap-3" lang={policy.locale}>
        <h1>{policy.title}</h1>
        <p className="small flex flex-wrap items-baseline gap-x-3" lang={locale}>
          <span>{words(`categories.${policy.category}`)}</span>
          {policy.publishedAt && <span>{format.dateTime(policy.publishedAt, "date")}</span>}
          {leads && <PolicyStateWord state={policy.state} />}
        </p>
        <p className="said">{policy.body}</p>
      </article>
      {leads && (
        <div className="flex flex-wrap gap-3 border-t border-line pt-4">
          <Link href={`/policies/${id}/edit`} className="btn">
            {t("edit")}
          </Link>
          <Form action={publish} at={`/policies/${id}`} label={turn}>
            <input type="hidden" name="policy" value={id} />
            <input type="hidden" name="publish" value={policy.state === "published" ? "0" : "1"} />
            <Submit main={policy.state !== "published"}>{turn}</Submit>
          </Form>
        </div>
      )}
      <p className="border-t border-line pt-4">
        {t("still")}{" "}
        <Link href="/report" className="lone">
          {t("raise")}
        </Link>
      </p>
    </div>
  );
}
