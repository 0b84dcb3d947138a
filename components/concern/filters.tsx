import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import type { Option } from "#components/ui/fields.tsx";
import { categoryKeys } from "#domain/concern/category.ts";
import type { ListInput } from "#domain/concern/list.ts";

type Props = {
  input: ListInput;
  buildings: Option[];
  units: Option[];
  /** For those who work in the community. */
  labels: Option[];
  clear: string | null;
};

/** What the list shows, as a form that leads to an address: works without JavaScript, can be kept as a bookmark. */
export function Filters({ input, buildings, units, labels, clear }: Props) {
  const t = useTranslations("concerns");
  const words = useTranslations("words");
  const select = (name: "category" | "building" | "unit" | "label", label: string, any: string, options: Option[]) => (
    <label className="grid min-w-0 gap-1">
      <span className="small">{label}</span>
      <select key={input[name] ?? ""} name={name} defaultValue={input[name] ?? ""}>
        <option value="">{any}</option>
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    </label>
  );
  const open = Boolean(input.category || input.building || input.unit || input.label || input.mine || input.overdue);
  return (
    <Form action="/concerns" className="mb-6 grid gap-3" scroll={false}>
      {input.state && <input type="hidden" name="state" value={input.state} />}
      <div className="flex flex-wrap gap-3">
        <label className="min-w-48 flex-1">
          <span className="sr-only">{t("search")}</span>
          <input
            key={input.q ?? ""}
            type="search"
            name="q"
            defaultValue={input.q ?? ""}
            placeholder={t("searchHint")}
            maxLength={100}
          />
        </label>
        <button type="submit" className="btn">
          {t("show")}
        </button>
        {clear && (
          <Link href={clear} className="btn btn-plain">
            {t("clear")}
          </Link>
        )}
      </div>
      <details className="fold" open={open}>
        <summary>{t("filters")}</summary>
        <div className="grid gap-3 pt-2 sm:grid-cols-3">
          {select(
            "category",
            t("category"),
            t("anyCategory"),
            categoryKeys.map((value) => ({ value, label: words(`categories.${value}`) })),
          )}
          {select("building", t("building"), t("anyBuilding"), buildings)}
          {select("unit", t("unit"), t("anyUnit"), units)}
          {labels.length > 0 && select("label", t("label"), t("anyLabel"), labels)}
        </div>
        <div className="flex flex-wrap gap-x-6">
          {(["mine", "overdue"] as const).map((name) => (
            <label key={name} className="flex min-h-(--touch) items-center gap-3">
              <input
                key={input[name] ?? ""}
                type="checkbox"
                name={name}
                value="1"
                defaultChecked={Boolean(input[name])}
              />
              {t(name)}
            </label>
          ))}
        </div>
      </details>
    </Form>
  );
}
