import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import { confirmReport } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("confirm"))("title") };
}

/** The link of the mail: it asks once more, since mail programs open links by themselves. */
export default async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, t] = await Promise.all([params, getTranslations("confirm")]);
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("title")}</h1>
      <p>{t("body")}</p>
      <Form action={confirmReport} className="grid gap-4">
        <input type="hidden" name="secret" value={token} />
        <Submit main className="justify-self-start">
          {t("button")}
        </Submit>
      </Form>
    </div>
  );
}
