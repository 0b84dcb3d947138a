import type { Metadata } from "next";
import Link from "next/link";
import { Statement } from "#components/concern/statement.tsx";
import { getTranslations } from "#components/i18n.ts";
import { Choices, SelectField, TextArea } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { categoryKeys } from "#domain/concern/category.ts";
import { mayMerge } from "#domain/concern/merge.ts";
import { concernPage } from "#domain/concern/page.ts";
import { splitParts } from "#domain/concern/split.ts";
import { concernNumber } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { split } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("split"))("title") };
}

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ parked?: string }> };

/** Makes several concerns of one letter. */
export default async function SplitPage({ params, searchParams }: Props) {
  const [{ number }, { parked }] = await Promise.all([params, searchParams]);
  const viewer = await signedIn(`/concerns/${number}/split`, { parked });
  const { concern } = await orNotFound(
    concernNumber.safeParse(number).success ? concernPage(viewer, number) : Promise.reject(new NotFound()),
  );
  await orNotFound(Promise.resolve().then(() => mayMerge(concern.capacities, concern.status)));
  const [t, words, restored] = await Promise.all([
    getTranslations("split"),
    getTranslations("words"),
    parkedForm(viewer, parked),
    getTranslations("thread"),
  ]);
  const options = categoryKeys.map((value) => ({ value, label: words(`categories.${value}`) }));
  const part = (n: (typeof splitParts)[number]) => (
    <fieldset key={n} className="grid gap-3 border-t border-line pt-4">
      <legend className="sr-only">{t("part", { n })}</legend>
      <TextArea name={`body${n}`} label={t("part", { n })} rows={3} />
      <SelectField name={`category${n}`} label={t("category", { n })} initial={concern.category} options={options} />
    </fieldset>
  );
  return (
    <div className="page-narrow grid gap-6">
      <div>
        <p className="small num">{number}</p>
        <h1>{t("heading")}</h1>
        <p>{t("hint")}</p>
      </div>
      <Statement concern={concern} />
      <Form
        action={split}
        submission={newId()}
        at={`/concerns/${number}/split`}
        name="split"
        restored={restored}
        label={t("title")}
        className="grid gap-6"
      >
        <input type="hidden" name="number" value={number} />
        {splitParts.slice(0, 2).map(part)}
        <details className="fold">
          <summary>{t("more")}</summary>
          <div className="grid gap-6 pt-3">{splitParts.slice(2).map(part)}</div>
        </details>
        <Choices
          name="letter"
          label={t("letter")}
          initial="closed"
          choices={[
            { value: "closed", label: t("closed"), hint: t("closedHint") },
            { value: "stays", label: t("stays"), hint: t("staysHint") },
          ]}
        />
        <Submit main className="justify-self-start">
          {t("button")}
        </Submit>
      </Form>
      <p>
        <Link href={`/concerns/${number}`} className="lone">
          {t("back")}
        </Link>
      </p>
    </div>
  );
}
