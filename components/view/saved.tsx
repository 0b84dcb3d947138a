import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { TextField, Tick } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { SavedView } from "#domain/view/saved.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  views: SavedView[];
  /** The filters as they are now; empty where nothing is filtered. */
  query: string;
  /** The name of the organization whose colleagues could use it, too. */
  unit: string | null;
  actions: { save: Action; drop: Action };
  submission: string;
  restored: Record<string, string | string[]> | null;
};

/** The lists that one comes back to, as links; what is shown now can be kept among them. */
export function SavedViews({ views, query, unit, actions, submission, restored }: Props) {
  const t = useTranslations("views");
  const here = views.find((v) => v.query === query);
  const own = views.filter((v) => v.own);
  if (!views.length && !query) return null;
  return (
    <section aria-label={t("title")} className="mb-4 grid gap-1">
      {views.length > 0 && (
        <ul className="flex flex-wrap gap-x-5 text-t1">
          {views.map((v) => (
            <li key={v.id}>
              <Link
                href={`/concerns?${v.query}`}
                prefetch={false}
                aria-current={v === here ? "page" : undefined}
                className="lone gap-2 aria-[current]:font-bold"
              >
                <bdi>{v.name}</bdi>
                {v.shared && <span className="small">{t("shared")}</span>}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {query && !here && (
        <details className="fold" open={restored?.form === "view"}>
          <summary>{t("save")}</summary>
          <Form
            action={actions.save}
            submission={submission}
            at={`/concerns?${query}`}
            name="view"
            restored={restored}
            label={t("save")}
            className="grid max-w-md gap-3 py-3"
          >
            <input type="hidden" name="query" value={query} />
            <TextField name="name" label={t("name")} required />
            {unit && <Tick name="share" label={t("share", { unit })} />}
            <Submit className="justify-self-start">{t("save")}</Submit>
          </Form>
        </details>
      )}
      {here && own.includes(here) && (
        <Form action={actions.drop} at={`/concerns?${query}`} label={t("drop")} className="grid">
          <input type="hidden" name="view" value={here.id} />
          <Submit className="justify-self-start">{t("drop")}</Submit>
        </Form>
      )}
    </section>
  );
}
