import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { SelectField, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { allCommunities, placeTree } from "#domain/place/tree.ts";
import { openCode, registerHousehold } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("join"))("title") };
}

export default async function JoinPage() {
  const [t, communities] = await Promise.all([getTranslations("join"), allCommunities()]);
  const trees = await Promise.all(communities.map((c) => placeTree(c.id)));
  const groups = trees.flat().map((b) => ({
    label: b.name,
    options: b.entrances.map((e) => ({ value: e.id, label: `${b.name} ${e.name}` })),
  }));
  return (
    <div className="page-narrow grid gap-8">
      <h1>{t("title")}</h1>
      <section className="grid gap-4" aria-labelledby="code">
        <h2 id="code">{t("withCode")}</h2>
        <p>{t("withCodeHint")}</p>
        <Form action={openCode} className="grid gap-4">
          <TextField name="code" label={t("code")} hint={t("codeHint")} autoComplete="one-time-code" required />
          <Submit main className="justify-self-start">
            {t("next")}
          </Submit>
        </Form>
      </section>
      <section className="rule grid gap-4" aria-labelledby="register">
        <h2 id="register">{t("withoutCode")}</h2>
        <p>{t("withoutCodeHint")}</p>
        <Form action={registerHousehold} submission={newId()} className="grid gap-4">
          <TextField name="name" label={t("name")} autoComplete="name" required />
          <TextField name="email" type="email" label={t("email")} autoComplete="email" required />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField name="entrance" label={t("entrance")} empty={t("choose")} groups={groups} />
            <TextField name="door" label={t("door")} inputMode="numeric" required />
          </div>
          <Submit className="justify-self-start">{t("register")}</Submit>
        </Form>
      </section>
    </div>
  );
}
