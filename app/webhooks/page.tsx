import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Shown, Submit } from "#components/ui/form.tsx";
import { WebhookLines } from "#components/webhook/lines.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { listWebhooks, ownOrganization } from "#domain/webhook/manage.ts";
import { signedIn } from "../session.ts";
import { add, drop, test } from "./actions.ts";

type Props = { searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webhooks"))("title") };
}

export default async function WebhooksPage({ searchParams }: Props) {
  const { parked } = await searchParams;
  const viewer = await signedIn("/webhooks", { parked });
  const own = ownOrganization(viewer);
  if (!own) notFound();
  const [t, locale, hooks, restored] = await Promise.all([
    getTranslations("webhooks"),
    getLocale(),
    listWebhooks(viewer),
    parkedForm(viewer, parked),
  ]);
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-2">
        <p className="text-t1 text-ink-2">{(locale === "en" && own.nameEn) || own.name}</p>
        <h1>{t("title")}</h1>
        <p>{t("what")}</p>
      </header>
      {hooks.length > 0 && <WebhookLines hooks={hooks} test={test} drop={drop} />}
      <section aria-labelledby="add" className="rule grid gap-3">
        <h2 id="add">{t("add")}</h2>
        <Form
          action={add}
          submission={newId()}
          at="/webhooks"
          name="add"
          restored={restored}
          label={t("add")}
          className="grid gap-4"
        >
          <TextField name="url" type="url" label={t("url")} hint={t("urlHint")} required />
          <Submit main className="justify-self-start">
            {t("addButton")}
          </Submit>
          <Shown name="secret" label={t("secret")} />
        </Form>
      </section>
      <section aria-labelledby="form" className="rule grid gap-2">
        <h2 id="form">{t("format")}</h2>
        <p>{t("formatHint")}</p>
        <pre className="rounded-md bg-sheet p-3 text-t0 [overflow-wrap:anywhere] whitespace-pre-wrap">
          {`POST …
webhook-id: 0b8f…
webhook-timestamp: 1790000000
webhook-signature: v1,K5oZ…

{"type":"concern.answered","timestamp":"2026-11-24T02:30:00.000Z",
 "data":{"number":"2611-0042","url":"https://…/concerns/2611-0042","status":"assigned",
         "category":"lift","seq":7,"assignment":{"status":"answered","dueAt":"2026-11-26T10:00:00.000Z"}}}`}
        </pre>
      </section>
    </div>
  );
}
