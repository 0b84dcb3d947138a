import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { TextArea } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { ownershipFigures } from "#domain/agreement/ownerships.ts";
import { signedIn } from "../../session.ts";
import { noteOwners } from "../actions.ts";

type Props = { searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("owners"))("title") };
}

/** Who owns what behind the doors, as far as votes need it: area, which doors have one owner, and which are rented out. */
export default async function OwnersPage({ searchParams }: Props) {
  const { parked } = await searchParams;
  const viewer = await signedIn("/households/owners", { parked });
  const community = viewer.communities.find((c) => viewer.claims.coordinates.includes(c.id));
  if (!community) notFound();
  const [t, format, households, figures, restored] = await Promise.all([
    getTranslations("owners"),
    getFormatter(),
    getTranslations("households"),
    ownershipFigures(viewer, community.id),
    parkedForm(viewer, parked),
  ]);
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-1">
        <p>
          <Link href="/households" className="lone">
            {households("title")}
          </Link>
        </p>
        <h1>{t("title")}</h1>
        <p className="text-ink-2">{t("hint")}</p>
      </header>
      <p>
        {figures.noted
          ? t("noted", {
              noted: figures.noted,
              doors: figures.doors,
              owners: figures.owners,
              letOut: figures.letOut,
              area: format.number(figures.area, { maximumFractionDigits: 2 }),
            })
          : t("none", { doors: figures.doors })}
      </p>
      <Form
        action={noteOwners}
        submission={newId()}
        at="/households/owners"
        restored={restored}
        label={t("note")}
        className="grid gap-4"
      >
        <input type="hidden" name="community" value={community.id} />
        <TextArea name="list" label={t("list")} hint={t("listHint")} rows={12} required />
        <Submit main className="justify-self-start">
          {t("note")}
        </Submit>
      </Form>
    </div>
  );
}
