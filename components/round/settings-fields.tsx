import { useTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";

type Props = {
  initial: { name: string; startsOn: string; endsOn: string; target: number; minutes: number };
  /** How many doors there are. */
  doors: number;
};

/** A round's name, its days, how many doors it wants to reach and how long it takes at each. */
export function SettingsFields({ initial, doors }: Props) {
  const t = useTranslations("arrange");
  return (
    <>
      <TextField name="name" label={t("name")} initial={initial.name} required />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="startsOn" type="date" label={t("startsOn")} initial={initial.startsOn} required />
        <TextField name="endsOn" type="date" label={t("endsOn")} initial={initial.endsOn} required />
        <TextField
          name="target"
          label={t("target")}
          hint={t("targetHint", { doors })}
          inputMode="numeric"
          initial={String(initial.target)}
          required
        />
        <TextField
          name="minutes"
          label={t("minutes")}
          hint={t("minutesHint")}
          inputMode="numeric"
          initial={String(initial.minutes)}
          required
        />
      </div>
    </>
  );
}
