import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { Choices } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { settings } from "#db/settings.ts";
import { concernStatuses } from "#domain/concern/rules.ts";
import { installation } from "#domain/figures/existence.ts";
import { failedWork } from "#domain/work/failed-list.ts";
import { signedIn } from "../session.ts";
import { settleWork } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("title") };
}

const kindOf = (topic: string): "mail" | "system" | "push" | "work" =>
  topic.endsWith("_mail") ? "mail" : topic.startsWith("webhook") ? "system" : topic === "push" ? "push" : "work";

export default async function AdminPage() {
  const viewer = await signedIn("/admin");
  if (!viewer.claims.admin) notFound();
  const [t, words, locale, failed, format, found] = await Promise.all([
    getTranslations("admin"),
    getTranslations("words"),
    getLocale(),
    failedWork(viewer),
    getFormatter(),
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
      {failed.length > 0 && (
        <section aria-labelledby="failed" className="rule grid gap-3">
          <h2 id="failed">{t("failed")}</h2>
          <p className="small">{t("failedHint")}</p>
          <Form action={settleWork} at="/admin" label={t("failed")} className="grid gap-4">
            <ul>
              {failed.map((item) => (
                <li key={item.id} className="border-t border-line">
                  <label className="flex min-h-(--touch) items-baseline gap-3 py-2">
                    <input type="checkbox" name="items" value={item.id} defaultChecked />
                    <span>
                      <b>{t(`failedKinds.${kindOf(item.topic)}`)}</b>{" "}
                      <span className="small">
                        {t("failedLine", {
                          attempts: item.attempts,
                          when: format.dateTime(item.failedAt, "moment"),
                          error: item.error ?? "",
                        })}
                      </span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
            <Choices
              name="what"
              label={t("failedWhat")}
              initial="again"
              inline
              choices={(["again", "drop"] as const).map((value) => ({ value, label: t(`failedWhats.${value}`) }))}
            />
            <Submit main className="justify-self-start">
              {t("failedGo")}
            </Submit>
          </Form>
        </section>
      )}
    </div>
  );
}
