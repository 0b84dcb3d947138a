import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { TextArea } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { momentOf } from "#domain/time.ts";
import type { Plan } from "#domain/triage/bulk.ts";
import type { PreviewLine } from "#domain/triage/preview.ts";
import type { BulkContext } from "./bulk-fields.tsx";

type Props = {
  plan: Plan;
  lines: PreviewLine[];
  context: BulkContext;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  restored: Record<string, string | string[]> | null;
};

/** For each concern what would change, and which are left out and why; then the button that does it. */
export function BulkPreview({ plan, lines, context, action, submission, restored }: Props) {
  const t = useTranslations("triage");
  const thread = useTranslations("thread");
  const changed = lines.filter((line) => !line.left);
  const fields = Object.entries(plan).filter(([name]) => name !== "numbers");
  const at = `/concerns/bulk?${new URLSearchParams([
    ...plan.numbers.map((n) => ["numbers", n]),
    ...fields.flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)])),
  ])}`;
  return (
    <>
      <section aria-labelledby="changes">
        <h2 id="changes">{t("changes", { count: changed.length })}</h2>
        <Lines plan={plan} lines={changed} context={context} />
      </section>
      {lines.length > changed.length && (
        <section aria-labelledby="left">
          <h2 id="left">{t("left", { count: lines.length - changed.length })}</h2>
          <Lines plan={plan} lines={lines.filter((line) => line.left)} context={context} />
        </section>
      )}
      {changed.length > 0 && (
        <Form
          action={action}
          submission={submission}
          at={at}
          name="bulk"
          restored={restored}
          label={t("carryOut")}
          className="grid gap-4"
        >
          {changed.map(({ number }) => (
            <input key={number} type="hidden" name="numbers" value={number} />
          ))}
          {fields.flatMap(([name, value]) =>
            [value].flat().map((one) => <input key={`${name} ${one}`} type="hidden" name={name} value={String(one)} />),
          )}
          {plan.act === "close" && (
            <TextArea
              name="body"
              label={t("fields.body")}
              hint={thread(
                `audience.${changed.some((c) => c.privacy === "neighbourhood") ? "neighbourhood" : "private"}`,
              )}
              required
              rows={3}
            />
          )}
          <Submit main className="justify-self-start">
            {t("carryOutCount", { count: changed.length })}
          </Submit>
        </Form>
      )}
    </>
  );
}

function Lines({ plan, lines, context }: { plan: Plan; lines: PreviewLine[]; context: BulkContext }) {
  const t = useTranslations("triage");
  const change = useChange(plan, context);
  return (
    <ul className="mt-2">
      {lines.map((line) => (
        <li key={line.number} className="border-t border-line py-2">
          <Link href={`/concerns/${line.number}`} prefetch={false} className="lone">
            <bdi>{line.title}</bdi>
          </Link>
          <p className="small flex flex-wrap gap-x-3">
            <span className="num">{line.number}</span>
            {line.left ? <State look="quiet">{t(`why.${line.left}`)}</State> : <span>{change(line)}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What would change, in words: how it is now, and how it would be. */
function useChange(plan: Plan, { units, officers, labels, timeZone }: BulkContext): (line: PreviewLine) => string {
  const t = useTranslations("triage");
  const words = useTranslations("words");
  const format = useFormatter();
  const locale = useLocale();
  const moment = (at: Date | null) => (at ? format.dateTime(at, "moment") : "");
  const fromTo = (from: string, to: string) => t("fromTo", { from, to });
  switch (plan.act) {
    case "assign": {
      return (line) => {
        const added = units.filter((u) => plan.organizations.includes(u.id) && !line.units.includes(u.id));
        const names = added.map((u) => (locale === "en" && u.nameEn ? u.nameEn : u.name));
        return t("toUnits", {
          units: format.list(names, { type: "conjunction" }),
          due: moment(momentOf(plan.dueAt, timeZone)),
        });
      };
    }
    case "owner": {
      const name = officers.find((o) => o.id === plan.owner)?.name ?? "";
      return (line) => fromTo(line.owner ?? "", name);
    }
    case "next":
      return (line) => fromTo(moment(line.nextAt), moment(momentOf(plan.nextAt, timeZone)));
    case "urgency":
      return (line) => fromTo(words(`urgency.${line.urgency}`), words(`urgency.${plan.urgency}`));
    case "category":
      return (line) => fromTo(words(`categories.${line.category}`), words(`categories.${plan.category}`));
    case "private":
      return (line) => fromTo(words(`privacy.${line.privacy}`), words("privacy.private"));
    case "label":
      return () => t("labelOn", { label: labels.find((l) => l.id === plan.label)?.name ?? "" });
    case "unlabel":
      return () => t("labelOff", { label: labels.find((l) => l.id === plan.label)?.name ?? "" });
    case "close":
      return (line) => fromTo(words(`statuses.${line.status}`), words(`closeReasons.${plan.reason}`));
  }
}
