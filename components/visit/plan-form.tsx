import { useTranslations } from "#components/i18n.ts";
import { SelectField, TextField, Ticks } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { OfficerOption } from "#domain/organization/options.ts";
import type { BuildingOption } from "#domain/place/tree.ts";

type Props = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  buildings: BuildingOption[];
  officers: OfficerOption[];
  self: string;
  startsAt: string;
  initial: { entrance: string; door: string; purpose: string };
  restored: Record<string, string | string[]> | null;
};

/** Which door, when, for how long, who goes. */
export function PlanForm({ action, submission, buildings, officers, self, startsAt, initial, restored }: Props) {
  const t = useTranslations("visits");
  return (
    <Form
      action={action}
      submission={submission}
      at="/visits/new"
      restored={restored}
      label={t("plan")}
      className="grid gap-5"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          name="entrance"
          label={t("entrance")}
          empty={t("choose")}
          initial={initial.entrance}
          groups={buildings.map((b) => ({
            label: b.name,
            options: b.entrances.map((e) => ({ value: e.id, label: `${b.name} ${e.name}` })),
          }))}
        />
        <TextField name="door" label={t("door")} inputMode="numeric" initial={initial.door} required />
        <TextField name="startsAt" type="datetime-local" label={t("startsAt")} initial={startsAt} required />
        <SelectField
          name="minutes"
          label={t("minutes")}
          initial="15"
          options={["10", "15", "20", "30", "45", "60"].map((value) => ({
            value,
            label: t("minutesOf", { minutes: Number(value) }),
          }))}
        />
      </div>
      <TextField name="purpose" label={t("purpose")} hint={t("purposeHint")} initial={initial.purpose} />
      <details className="fold">
        <summary>{t("officers")}</summary>
        <p className="small">{t("officersHint")}</p>
        <div className="max-h-72 overflow-y-auto border border-line px-3 py-2">
          <Ticks
            name="officers"
            label={t("officers")}
            initial={[self]}
            choices={officers.map((o) => ({ value: o.id, label: o.post ? `${o.name} · ${o.post}` : o.name }))}
          />
        </div>
      </details>
      <Submit main className="justify-self-start">
        {t("save")}
      </Submit>
    </Form>
  );
}
