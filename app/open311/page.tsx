import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { ApiKeys } from "#components/open311/keys.tsx";
import { BuildingPlaces } from "#components/open311/places.tsx";
import { SelectField, TextField } from "#components/ui/fields.tsx";
import { Form, Shown, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { settings } from "#db/settings.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { givesKeys, listKeys } from "#domain/open311/keys.ts";
import { buildingsOf, reach } from "#domain/open311/place.ts";
import { signedIn } from "../session.ts";
import { make, place, revoke } from "./actions.ts";

type Props = { searchParams: Promise<{ parked?: string; community?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("open311"))("title") };
}

/** Which systems of others may file concerns here, and where the buildings stand: for those who lead a community. */
export default async function Open311Page({ searchParams }: Props) {
  const { parked, community: asked } = await searchParams;
  const viewer = await signedIn("/open311", { parked, community: asked });
  const all = viewer.communities.filter((c) => givesKeys(viewer, c.id));
  const community = asked ? all.find((c) => c.code === asked) : all[0];
  if (!community) notFound();
  const leads = viewer.claims.coordinates.includes(community.id);
  const [t, locale, keys, buildings, restored] = await Promise.all([
    getTranslations("open311"),
    getLocale(),
    listKeys(viewer, community.id),
    leads ? buildingsOf(community.id) : [],
    parkedForm(viewer, parked),
  ]);
  const at = asked ? `/open311?community=${community.code}` : "/open311";
  const nameOf = (c: typeof community) => (locale === "en" && c.nameEn) || c.name;
  const hidden = <input type="hidden" name="community" value={community.id} />;
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-2">
        <p className="text-t1 text-ink-2">{nameOf(community)}</p>
        <h1>{t("title")}</h1>
        <p>{t("what")}</p>
        <p className="small [overflow-wrap:anywhere]">{t("where", { url: `${settings().baseUrl}/open311/v2` })}</p>
        {all.length > 1 && (
          <nav aria-label={t("choose")}>
            <ul className="flex flex-wrap gap-x-4">
              {all.map((c) => (
                <li key={c.id}>
                  <Link
                    href={`/open311?community=${c.code}`}
                    aria-current={c.id === community.id ? "page" : undefined}
                    className="lone"
                  >
                    {nameOf(c)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </header>
      <section aria-labelledby="keys" className="rule grid gap-3">
        <h2 id="keys">{t("keys")}</h2>
        {keys.length > 0 ? (
          <ApiKeys keys={keys} community={community.id} at={at} revoke={revoke} />
        ) : (
          <p className="small">{t("noKeys")}</p>
        )}
      </section>
      <section aria-labelledby="add" className="rule grid gap-3">
        <h2 id="add">{t("add")}</h2>
        <Form
          action={make}
          submission={newId()}
          at={at}
          name="add"
          restored={restored}
          label={t("add")}
          className="grid gap-4"
        >
          {hidden}
          <TextField name="name" label={t("name")} hint={t("nameHint")} required />
          <TextField name="contact" label={t("contact")} hint={t("contactHint")} required />
          <Submit main className="justify-self-start">
            {t("addButton")}
          </Submit>
          <Shown name="secret" label={t("secret")} />
        </Form>
      </section>
      {leads && buildings.length > 0 && (
        <section aria-labelledby="places" className="rule grid gap-3">
          <h2 id="places">{t("places")}</h2>
          <p>{t("placesHint", { reach })}</p>
          <BuildingPlaces buildings={buildings} />
          <Form
            action={place}
            submission={newId()}
            at={at}
            name="place"
            restored={restored}
            label={t("places")}
            className="grid gap-4"
          >
            {hidden}
            <SelectField
              name="building"
              label={t("building")}
              options={buildings.map((b) => ({ value: b.id, label: b.name }))}
            />
            <TextField name="point" label={t("point")} hint={t("pointHint")} />
            <Submit className="justify-self-start">{t("placeButton")}</Submit>
          </Form>
        </section>
      )}
    </div>
  );
}
