import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { sendReset } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("forgot"))("title") };
}

export default async function ForgotPage() {
  const t = await getTranslations("forgot");
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("title")}</h1>
      <p>{t("body")}</p>
      <Form action={sendReset} className="grid gap-5">
        <TextField name="email" type="email" label={t("email")} autoComplete="email" required />
        <Submit main className="justify-self-start">
          {t("button")}
        </Submit>
      </Form>
      <p className="small">{t("noMail")}</p>
    </div>
  );
}
