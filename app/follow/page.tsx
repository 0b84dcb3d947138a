import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { viewer as currentViewer } from "../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("follow"))("title") };
}

/** How to see what became of what one raised: with an account, or by the link in the mail. */
export default async function FollowPage({
  searchParams,
}: {
  searchParams: Promise<{ gone?: string; wait?: string }>;
}) {
  const [{ gone, wait }, t, viewer] = await Promise.all([searchParams, getTranslations("follow"), currentViewer()]);
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("title")}</h1>
      {(gone || wait) && (
        <p className="border-s-4 border-late bg-late-wash p-4 text-late">{gone ? t("gone") : t("wait")}</p>
      )}
      <p>{t("byMail")}</p>
      <p>
        {viewer.user ? (
          <Link href="/concerns?mine=1">{t("mine")}</Link>
        ) : (
          <Link href="/sign-in?next=%2Fconcerns%3Fmine%3D1">{t("signIn")}</Link>
        )}
      </p>
      <p>{t("atTheDoor")}</p>
    </div>
  );
}
