import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { SelectField, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { categoryKeys } from "#domain/concern/category.ts";
import { concernNumber } from "#domain/input.ts";
import { placeTree } from "#domain/place/tree.ts";
import { boardInput } from "#domain/publication/list.ts";
import { shownCommunity } from "../../community.ts";
import { feedAddress, single } from "../address.ts";
import { subscribe } from "./actions.ts";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("subscription"))("title"), robots: { index: false } };
}

/** Asks for an address, and says what will come of it; and offers the feed to whoever has a reader for it. */
export default async function SubscribePage({ searchParams }: { searchParams: Search }) {
  const search = single(await searchParams);
  const input = boardInput.parse(search);
  const number = concernNumber.safeParse(search.number).data;
  const community = await shownCommunity();
  const [t, words, buildings] = await Promise.all([
    getTranslations("subscription"),
    getTranslations("words"),
    community ? placeTree(community.id) : [],
  ]);
  if (search.done === "asked" || search.done === "confirmed")
    return (
      <div className="page-narrow grid gap-5">
        <h1>{search.done === "asked" ? t("askedTitle") : t("confirmedTitle")}</h1>
        <p role="status">{search.done === "asked" ? t("asked") : t("confirmed")}</p>
        <p>
          <Link href="/board" className="lone">
            {t("toBoard")}
          </Link>
        </p>
      </div>
    );
  return (
    <div className="page-narrow grid gap-6">
      <h1>{t("title")}</h1>
      <p>{t("intro")}</p>
      {community && (
        <Form action={subscribe} label={t("title")} className="grid gap-5">
          <input type="hidden" name="community" value={community.id} />
          {number ? (
            <>
              <input type="hidden" name="number" value={number} />
              <p>
                {t("one")} <b className="num">{number}</b>
              </p>
            </>
          ) : (
            <>
              <SelectField
                name="category"
                label={t("category")}
                empty={t("anyCategory")}
                initial={input.category}
                options={categoryKeys.map((value) => ({ value, label: words(`categories.${value}`) }))}
              />
              <SelectField
                name="building"
                label={t("building")}
                empty={t("anyBuilding")}
                initial={input.building}
                options={buildings.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </>
          )}
          <TextField
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            label={t("email")}
            hint={t("emailHint")}
            required
          />
          <Submit main className="justify-self-start">
            {t("send")}
          </Submit>
        </Form>
      )}
      <section className="rule grid gap-1" aria-labelledby="reader">
        <h2 id="reader">{t("reader")}</h2>
        <p>{t("readerHint")}</p>
        <p>
          <a href={feedAddress(input)} className="lone">
            {t("feed")}
          </a>
        </p>
      </section>
    </div>
  );
}
