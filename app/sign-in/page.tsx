import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { demoAccounts, demoPassword } from "#db/demo/accounts.ts";
import { settings } from "#db/settings.ts";
import { safeNext, viewer } from "../session.ts";
import { signIn } from "./actions.ts";

type Props = { searchParams: Promise<{ next?: string; ended?: string; reset?: string; error?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: Props) {
  const { next, ended, reset, error } = await searchParams;
  const target = safeNext(next);
  if ((await viewer()).user && !ended) redirect(target);
  const t = await getTranslations("signIn");
  const { demo, oidc } = settings();
  return (
    <div className="page-narrow grid gap-6">
      <h1>{t("title")}</h1>
      {ended && <p className="border-s-4 border-going bg-going-wash p-4 text-going">{t("ended")}</p>}
      {reset && <p className="border-s-4 border-done bg-done-wash p-4 text-done">{t("resetDone")}</p>}
      {error && (
        <p role="alert" className="border-s-4 border-late bg-late-wash p-4 text-late">
          {t("oidcFailed")}
        </p>
      )}
      <Form action={signIn} className="grid gap-5" label={t("title")}>
        <input type="hidden" name="next" value={target} />
        <TextField name="login" label={t("login")} autoComplete="username" required />
        <TextField name="password" type="password" label={t("password")} autoComplete="current-password" required />
        <div className="flex flex-wrap items-center gap-4">
          <Submit main>{t("button")}</Submit>
          <Link href="/forgot" className="lone text-t1">
            {t("forgot")}
          </Link>
        </div>
      </Form>
      {oidc && (
        <a href={`/sign-in/provider?next=${encodeURIComponent(target)}`} className="btn justify-self-start">
          {t("oidc", { name: oidc.name })}
        </a>
      )}
      <p className="rule">
        {t("noAccount")} <Link href="/join">{t("join")}</Link>
      </p>
      {demo && (
        <section className="rule" aria-labelledby="demo">
          <h2 id="demo">{t("demo")}</h2>
          <p className="small mb-4">{t("demoHint", { password: demoPassword })}</p>
          <ul className="grid gap-2 sm:grid-cols-2">
            {demoAccounts.map(({ email, key }) => (
              <li key={email}>
                <Form action={signIn}>
                  <input type="hidden" name="next" value={target} />
                  <input type="hidden" name="login" value={email} />
                  <input type="hidden" name="password" value={demoPassword} />
                  <Submit className="w-full justify-start">{t(`demoAccounts.${key}`)}</Submit>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
