import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import { confirm } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("subscription"))("confirmTitle"), robots: { index: false } };
}

/** The link of the mail: it asks once more, since mail programs open links by themselves. */
export default async function ConfirmSubscriptionPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, t] = await Promise.all([params, getTranslations("subscription")]);
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("confirmTitle")}</h1>
      <p>{t("confirmBody")}</p>
      <Form action={confirm} label={t("confirmTitle")} className="grid gap-4">
        <input type="hidden" name="secret" value={token} />
        <Submit main className="justify-self-start">
          {t("confirmButton")}
        </Submit>
      </Form>
    </div>
  );
}
