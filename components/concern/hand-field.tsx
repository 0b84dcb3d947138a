import { useTranslations } from "#components/i18n.ts";
import { SelectField } from "#components/ui/fields.tsx";
import type { Colleague } from "#domain/assignment/colleagues.ts";

/** Into whose hand: a colleague's, one's own, or nobody's in particular. */
export function HandField({ colleagues, handler }: { colleagues: Colleague[]; handler: string | null }) {
  const t = useTranslations("acts");
  return (
    <SelectField
      name="to"
      label={t("hand.to")}
      empty={t("hand.nobody")}
      initial={handler ?? ""}
      options={colleagues.map((c) => ({ value: c.id, label: c.self ? t("hand.self", { name: c.name }) : c.name }))}
    />
  );
}
