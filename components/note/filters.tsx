import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import type { Option } from "#components/ui/fields.tsx";
import { categoryKeys } from "#domain/concern/category.ts";
import { type NotesInput, noteKinds } from "#domain/note/list.ts";

type Props = {
  at: string;
  input: NotesInput;
  /** Whether the viewer reads all notes of the round, not only those of the own teams. */
  leads: boolean;
  teams: Option[];
  buildings: Option[];
  entrances: Option[];
};

/** Which notes are shown, as a form that leads to an address: works without JavaScript, can be kept as a bookmark. */
export function NoteFilters({ at, input, leads, teams, buildings, entrances }: Props) {
  const t = useTranslations("notes");
  const words = useTranslations("words");
  const select = (
    name: "team" | "building" | "entrance" | "topic" | "kind",
    label: string,
    any: string,
    options: Option[],
  ) => (
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
  const tick = (name: "mine" | "quotable", label: string) => (
    <label className="flex min-h-(--touch) items-center gap-3">
      <input key={input[name] ?? ""} type="checkbox" name={name} value="1" defaultChecked={Boolean(input[name])} />
      {label}
    </label>
  );
  const { q, after: _, ...narrowing } = input;
  const narrowed = Object.values(narrowing).some(Boolean);
  return (
    <Form action={at} className="grid gap-3 print:hidden" scroll={false}>
      <div className="flex flex-wrap gap-3">
        <label className="min-w-48 flex-1">
          <span className="sr-only">{t("search")}</span>
          <input
            key={q ?? ""}
            type="search"
            name="q"
            defaultValue={q ?? ""}
            placeholder={t("search")}
            maxLength={100}
          />
        </label>
        <button type="submit" className="btn">
          {t("show")}
        </button>
        {(q || narrowed) && (
          <Link href={at} className="btn btn-plain">
            {t("clear")}
          </Link>
        )}
      </div>
      <details className="fold" open={narrowed}>
        <summary>{t("filters")}</summary>
        <div className="grid gap-3 pt-2 sm:grid-cols-2 md:grid-cols-3">
          {select(
            "topic",
            t("topic"),
            t("anyTopic"),
            categoryKeys.map((value) => ({ value, label: words(`categories.${value}`) })),
          )}
          {select(
            "kind",
            t("kind"),
            t("anyKind"),
            noteKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          )}
          {leads && select("team", t("team"), t("anyTeam"), teams)}
          {select("building", t("building"), t("anyBuilding"), buildings)}
          {select("entrance", t("entrance"), t("anyEntrance"), entrances)}
        </div>
        <div className="flex flex-wrap gap-x-6">
          {tick("mine", t("mine"))}
          {tick("quotable", t("quotable"))}
        </div>
      </details>
    </Form>
  );
}
