import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import type { WebhookLine } from "#domain/webhook/manage.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

const known = ["private", "unknown_host", "timeout", "failed"] as const;

/** The connected systems of an organization: whether they take what they are told. */
export function WebhookLines({ hooks, test, drop }: { hooks: WebhookLine[]; test: Action; drop: Action }) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  const why = (code: string) => {
    const word = known.find((k) => k === code);
    return word ? t(`errors.${word}`) : t("errors.status", { status: code });
  };
  return (
    <ul>
      {hooks.map((hook) => (
        <li key={hook.id} className="grid gap-2 border-t border-line py-4">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <b className="min-w-0 break-all">{hook.url}</b>
            {hook.failingSince ? (
              <State look="late">{t("failing")}</State>
            ) : hook.lastOkAt ? (
              <State look="done">{t("works")}</State>
            ) : (
              <State look="waiting">{t("untried")}</State>
            )}
          </p>
          <p className="small">
            {hook.lastOkAt && t("lastOk", { when: format.dateTime(hook.lastOkAt, "moment") })}{" "}
            {hook.failingSince &&
              t("failingSince", {
                when: format.dateTime(hook.failingSince, "moment"),
                why: why(hook.lastError ?? "failed"),
              })}
          </p>
          <div className="flex flex-wrap gap-3">
            <Form action={test} submission={newId()} at="/webhooks" label={`${t("test")} ${hook.url}`}>
              <input type="hidden" name="webhook" value={hook.id} />
              <Submit>{t("test")}</Submit>
            </Form>
            <Form action={drop} submission={newId()} at="/webhooks" label={`${t("drop")} ${hook.url}`}>
              <input type="hidden" name="webhook" value={hook.id} />
              <Submit>{t("drop")}</Submit>
            </Form>
          </div>
        </li>
      ))}
    </ul>
  );
}
