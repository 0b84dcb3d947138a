import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { resetIsOpen } from "#domain/account/reset.ts";
import { resetPassword } from "./actions.ts";

// (Not `no-referrer`, by which a browser hides from us too where a form without scripts comes from: it would be refused.)
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reset"))("title"), referrer: "same-origin" };
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [t, open] = await Promise.all([getTranslations("reset"), resetIsOpen(token)]);
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("title")}</h1>
      {open ? (
        <Form action={resetPassword} className="grid gap-5">
          <input type="hidden" name="secret" value={token} />
          <TextField
            name="password"
            type="password"
            label={t("password")}
            hint={t("hint")}
            autoComplete="new-password"
            required
          />
          <Submit main className="justify-self-start">
            {t("button")}
          </Submit>
        </Form>
      ) : (
        <>
          <p>{t("gone")}</p>
          <p>
            <Link href="/forgot">{t("again")}</Link>
          </p>
        </>
      )}
    </div>
  );
}
