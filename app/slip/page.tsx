import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { openSlip } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("slip"))("title") };
}

/** For those who cannot scan: the code from the paper, typed. */
export default async function SlipPage() {
  const t = await getTranslations("slip");
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("title")}</h1>
      <p>{t("lead")}</p>
      <Form action={openSlip} label={t("title")} className="grid gap-4">
        <TextField name="code" label={t("code")} hint={t("codeHint")} autoComplete="off" required />
        <Submit main className="sm:justify-self-start">
          {t("open")}
        </Submit>
      </Form>
      <p className="rule">
        {t("noSlip")} <Link href="/report">{t("raise")}</Link>
      </p>
    </div>
  );
}
