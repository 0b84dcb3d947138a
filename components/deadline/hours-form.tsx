import { useTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { Hours } from "#domain/deadline/calendar.ts";
import { dayFields } from "#domain/deadline/hours.ts";
import { useWeek } from "./week.ts";

type Props = {
  community: string;
  restored: Record<string, string | string[]> | null;
  hours: readonly Hours[];
  action: (state: FormState, data: FormData) => Promise<FormState>;
};

/** When the offices work: a line a weekday. */
export function HoursForm({ community, restored, hours, action }: Props) {
  const t = useTranslations("deadlines");
  const week = useWeek();
  return (
    <section aria-labelledby="hours" className="rule grid gap-3">
      <h2 id="hours">{t("hours")}</h2>
      <p className="small">{t("hoursHint")}</p>
      <Form
        action={action}
        submission={newId()}
        at="/deadlines"
        name="hours"
        restored={restored}
        label={t("hours")}
        className="grid gap-4"
      >
        <input type="hidden" name="community" value={community} />
        <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
          {dayFields.map((name, i) => (
            <TextField
              key={name}
              name={name}
              label={week.name(i + 1)}
              initial={week
                .spans(hours, i + 1)
                .join(", ")
                .replaceAll("–", "-")}
            />
          ))}
        </div>
        <Submit className="justify-self-start">{t("save")}</Submit>
      </Form>
    </section>
  );
}
