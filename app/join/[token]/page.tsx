import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { openingOf } from "#domain/account/join.ts";
import { Refusal } from "#domain/refusal.ts";
import { clientAddress, viewer as currentViewer } from "../../session.ts";
import { acceptOpening, joinWith } from "../actions.ts";

// (Not `no-referrer`, by which a browser hides from us too where a form without scripts comes from: it would be refused.)
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("join"))("title"), referrer: "same-origin" };
}

export default async function JoinTokenPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const address = await clientAddress();
  const [t, viewer, locale, opening] = await Promise.all([
    getTranslations("join"),
    currentViewer(),
    getLocale(),
    openingOf(token, address).catch((error) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    }),
  ]);
  if (!opening) {
    return (
      <div className="page-narrow grid gap-5">
        <h1>{t("title")}</h1>
        <p>{t("gone")}</p>
        <p>
          <Link href="/join">{t("otherWays")}</Link>
        </p>
      </div>
    );
  }
  const { organization, household } = opening;
  const door = household ? `${household.building} ${household.entrance} ${household.door}` : "";
  const what = organization
    ? t("intoOrganization", {
        organization: locale === "en" && organization.nameEn ? organization.nameEn : organization.name,
      })
    : opening.kind === "helper"
      ? t("asHelper", { household: door })
      : t("intoHousehold", { household: door });
  return (
    <div className="page-narrow grid gap-5">
      <h1>{what}</h1>
      {opening.kind === "registration" && <p>{t("thenConfirmed")}</p>}
      {opening.kind === "helper" && <p>{t("asHelperHint")}</p>}
      {viewer.user ? (
        <Form action={acceptOpening} at={`/join/${token}`} className="grid gap-4">
          <input type="hidden" name="secret" value={token} />
          <p>{t("asAccount", { name: viewer.user.name })}</p>
          <Submit main className="justify-self-start">
            {t("accept")}
          </Submit>
        </Form>
      ) : opening.hasAccount ? (
        <p>
          {t("hasAccount")} <Link href={`/sign-in?next=${encodeURIComponent(`/join/${token}`)}`}>{t("signIn")}</Link>
        </p>
      ) : (
        <Form action={joinWith} className="grid gap-5">
          <input type="hidden" name="secret" value={token} />
          <TextField
            name="name"
            label={t("name")}
            hint={t("nameHint")}
            initial={opening.name ?? ""}
            autoComplete="name"
            required
          />
          {opening.email ? (
            <p>
              <span className="block font-bold">{t("email")}</span>
              {opening.email}
            </p>
          ) : (
            <>
              <TextField name="email" type="email" label={t("email")} hint={t("emailOrPhone")} autoComplete="email" />
              <TextField name="phone" type="tel" label={t("phone")} autoComplete="tel" />
            </>
          )}
          <TextField
            name="password"
            type="password"
            label={t("password")}
            hint={t("passwordHint")}
            autoComplete="new-password"
            required
          />
          <Submit main className="justify-self-start">
            {t("create")}
          </Submit>
          {(opening.kind === "doorstep_code" || (opening.kind === "helper" && !opening.email)) && (
            <p className="small">
              {t("alreadyAccount")}{" "}
              <Link href={`/sign-in?next=${encodeURIComponent(`/join/${token}`)}`}>{t("signIn")}</Link>
            </p>
          )}
        </Form>
      )}
    </div>
  );
}
