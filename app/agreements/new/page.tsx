import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { problemToAgreeOn } from "#domain/agreement/page.ts";
import { concernNumber } from "#domain/input.ts";
import { signedIn } from "../../session.ts";
import { begin } from "../actions.ts";

type Props = { searchParams: Promise<{ problem?: string; parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agreement"))("begin") };
}

export default async function NewAgreementPage({ searchParams }: Props) {
  const { problem: asked, parked } = await searchParams;
  // (Problems and concerns are numbered alike.)
  const number = concernNumber.safeParse(asked).data;
  const viewer = await signedIn("/agreements/new", { problem: number, parked });
  const problem = number ? await problemToAgreeOn(viewer, number) : null;
  if (!problem) notFound();
  const [t, restored] = await Promise.all([getTranslations("agreement"), parkedForm(viewer, parked)]);
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-1">
        <h1>{t("begin")}</h1>
        <p className="text-ink-2">{t("beginHint", { title: problem.title })}</p>
      </header>
      <Form
        action={begin}
        submission={newId()}
        at={`/agreements/new?problem=${number}`}
        restored={restored}
        label={t("begin")}
        className="grid gap-4"
      >
        <input type="hidden" name="problem" value={problem.id} />
        <TextField name="title" label={t("titleField")} initial={t("titleFor", { title: problem.title })} required />
        <Submit main className="justify-self-start">
          {t("begin")}
        </Submit>
      </Form>
    </div>
  );
}
