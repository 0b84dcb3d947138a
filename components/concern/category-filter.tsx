import { useTranslations } from "#components/i18n.ts";
import { categoryKeys } from "#domain/concern/category.ts";

/** Chooses a category to narrow a list by, or none. */
export function CategoryFilter({ label, any, chosen }: { label: string; any: string; chosen: string | undefined }) {
  const words = useTranslations("words");
  return (
    <label className="min-w-40">
      <span className="sr-only">{label}</span>
      <select key={chosen ?? ""} name="category" defaultValue={chosen ?? ""}>
        <option value="">{any}</option>
        {categoryKeys.map((key) => (
          <option key={key} value={key}>
            {words(`categories.${key}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
