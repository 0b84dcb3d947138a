import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { settings } from "#db/settings.ts";
import { concernStatuses } from "#domain/concern/rules.ts";
import { installation } from "#domain/figures/existence.ts";
import { signedIn } from "../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("title") };
}

export default async function AdminPage() {
  const viewer = await signedIn("/admin");
  if (!viewer.claims.admin) notFound();
  const [t, words, locale, found] = await Promise.all([
    getTranslations("admin"),
    getTranslations("words"),
    getLocale(),
    installation(viewer),
  ]);
  const { smtpUrl, s3, oidc } = settings();
  return (
    <div className="page grid gap-8">
      <h1>{t("title")}</h1>
      <section aria-labelledby="communities">
        <h2 id="communities" className="mb-3">
          {t("communities")}
        </h2>
        <p className="small mb-3">{t("existence")}</p>
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-t1 [&_td]:border-t [&_td]:border-line [&_td]:py-2 [&_td]:pe-4 [&_th]:py-2 [&_th]:pe-4 [&_th]:text-start">
            <thead>
              <tr>
                <th scope="col">{t("community")}</th>
                <th scope="col">{t("code")}</th>
                <th scope="col">{t("doors")}</th>
                {concernStatuses.map((s) => (
                  <th key={s} scope="col">
                    {words(`statuses.${s}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.communities.map((c) => (
                <tr key={c.id}>
                  <th scope="row" className="border-t border-line">
                    {locale === "en" && c.nameEn ? c.nameEn : c.name}
                  </th>
                  <td>{c.code}</td>
                  <td>{c.doors}</td>
                  {concernStatuses.map((s) => (
                    <td key={s}>{c.counts[s] ?? 0}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section aria-labelledby="installation" className="rule">
        <h2 id="installation" className="mb-3">
          {t("installation")}
        </h2>
        <dl className="grid gap-x-6 sm:grid-cols-[auto_minmax(0,1fr)] gap-y-1 text-t1 [&_dt]:text-ink-3">
          <dt>{t("mail")}</dt>
          <dd>{smtpUrl ? t("mailSmtp") : t("mailFiles")}</dd>
          <dt>{t("queue")}</dt>
          <dd>{t("queueOf", { waiting: found.queue.waiting, failed: found.queue.failed })}</dd>
          <dt>{t("files")}</dt>
          <dd>{s3 ? t("filesS3") : t("filesFolder")}</dd>
          <dt>{t("oidc")}</dt>
          <dd>{oidc ? oidc.name : t("none")}</dd>
        </dl>
      </section>
    </div>
  );
}
