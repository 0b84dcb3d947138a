import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import type { Option } from "#components/ui/fields.tsx";
import { categoryKeys } from "#domain/concern/category.ts";
import { type AskErrors, type Asked, mostMonths } from "#domain/figures/ask.ts";

type Props = {
  asked: Asked;
  errors: AskErrors;
  months: Option[];
  communities: Option[];
  units: Option[];
  buildings: Option[];
};

/** What is counted, as a form that leads to an address: works without JavaScript, can be kept as a bookmark. */
export function FigureFilters({ asked, errors, months, communities, units, buildings }: Props) {
  const t = useTranslations("figures");
  const list = useTranslations("concerns");
  const words = useTranslations("words");
  const select = (
    name: "community" | "from" | "to" | "unit" | "category" | "building",
    { label, any, options }: { label: string; any?: string; options: Option[] },
  ) => {
    const error = errors[name];
    const now = name === "community" ? asked.community.id : (asked[name] ?? "");
    return (
      <div className="grid min-w-0 content-end gap-1">
        <label htmlFor={`figures-${name}`} className="small">
          {label}
        </label>
        {error && (
          <p id={`figures-${name}-error`} className="text-t1 font-bold text-late">
            {t(`errors.${error}`, { months: mostMonths })}
          </p>
        )}
        <select
          key={now}
          id={`figures-${name}`}
          name={name}
          defaultValue={now}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `figures-${name}-error` : undefined}
        >
          {any && <option value="">{any}</option>}
          {options.map((o) => (
            <option key={o.value} value={o.value}>
              {o.label}
            </option>
          ))}
        </select>
      </div>
    );
  };
  return (
    <Form action="/figures" scroll={false} className="grid gap-3 print:hidden">
      {Object.keys(errors).length > 0 && <p role="status">{t("ignored")}</p>}
      <div className="grid grid-cols-2 gap-3 md:grid-cols-5">
        {communities.length > 1 && select("community", { label: t("community"), options: communities })}
        {select("from", { label: t("from"), options: months })}
        {select("to", { label: t("to"), options: months })}
        {(asked.of !== "own" || units.length > 1) &&
          select("unit", {
            label: list("unit"),
            any: asked.of === "own" ? undefined : list("anyUnit"),
            options: units,
          })}
        {select("category", {
          label: list("category"),
          any: list("anyCategory"),
          options: categoryKeys.map((value) => ({ value, label: words(`categories.${value}`) })),
        })}
        {select("building", {
          label: list("building"),
          any: list("anyBuilding"),
          options: [...buildings, { value: "none", label: t("elsewhere") }],
        })}
      </div>
      <div className="flex flex-wrap gap-3">
        <button type="submit" className="btn btn-main">
          {t("show")}
        </button>
        <Link href="/figures" className="btn btn-plain">
          {t("clear")}
        </Link>
      </div>
    </Form>
  );
}
