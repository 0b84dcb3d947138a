import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { listLabels } from "#domain/label/labels.ts";
import { signedIn } from "../../session.ts";
import { add, drop, rename } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("labels"))("title") };
}

type Props = { searchParams: Promise<{ parked?: string }> };

/** The words by which a community sorts its concerns besides their category. */
export default async function LabelsPage({ searchParams }: Props) {
  const { parked } = await searchParams;
  const viewer = await signedIn("/concerns/labels", { parked });
  const community = viewer.claims.coordinates[0];
  if (!community) notFound();
  const [t, labels, restored] = await Promise.all([
    getTranslations("labels"),
    listLabels(viewer),
    parkedForm(viewer, parked),
  ]);
  const base = { at: "/concerns/labels", restored };
  return (
    <div className="page-narrow grid gap-6">
      <div>
        <h1>{t("title")}</h1>
        <p>{t("hint")}</p>
      </div>
      <Form {...base} action={add} submission={newId()} name="add" label={t("add")} className="grid gap-4">
        <input type="hidden" name="community" value={community} />
        <TextField name="name" label={t("name")} required />
        <Submit main className="justify-self-start">
          {t("add")}
        </Submit>
      </Form>
      {labels.length > 0 ? (
        <ul>
          {labels.map((label) => (
            <li key={label.id} className="border-t border-line py-2">
              <div className="flex min-h-(--touch) flex-wrap items-center justify-between gap-x-4">
                <b># {label.name}</b>
                <Link href={`/concerns?label=${label.id}`} className="lone text-t1">
                  {t("concerns", { count: label.concerns })}
                </Link>
              </div>
              <details>
                <summary className="lone underline decoration-door underline-offset-4">
                  {t("change", { name: label.name })}
                </summary>
                <div className="grid gap-4 py-3">
                  <Form
                    {...base}
                    action={rename}
                    submission={newId()}
                    name={`rename-${label.id}`}
                    className="flex flex-wrap items-end gap-3"
                  >
                    <input type="hidden" name="label" value={label.id} />
                    <TextField name="name" label={t("name")} initial={label.name} required />
                    <Submit>{t("rename")}</Submit>
                  </Form>
                  <Form {...base} action={drop} submission={newId()} name={`drop-${label.id}`} className="grid gap-2">
                    <input type="hidden" name="label" value={label.id} />
                    <p className="small">{t("dropHint", { count: label.concerns })}</p>
                    <Submit className="justify-self-start">{t("drop")}</Submit>
                  </Form>
                </div>
              </details>
            </li>
          ))}
        </ul>
      ) : (
        <p className="rule">{t("none")}</p>
      )}
    </div>
  );
}
