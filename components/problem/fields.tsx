import { useTranslations } from "#components/i18n.ts";
import { SelectField, TextArea, TextField } from "#components/ui/fields.tsx";
import { type CategoryKey, categoryKeys } from "#domain/concern/category.ts";

/** What is said of a problem when it is made, and can be said otherwise later. */
export function SaidFields({ initial }: { initial?: { title: string; summary: string; category: CategoryKey } }) {
  const t = useTranslations("problem");
  const words = useTranslations("words");
  return (
    <>
      <TextField name="title" label={t("titleField")} hint={t("titleHint")} initial={initial?.title} required />
      <TextArea name="summary" label={t("summary")} hint={t("summaryHint")} initial={initial?.summary} required />
      <SelectField
        name="category"
        label={t("category")}
        empty={initial ? undefined : t("choose")}
        initial={initial?.category}
        options={categoryKeys.map((value) => ({ value, label: words(`categories.${value}`) }))}
      />
    </>
  );
}
