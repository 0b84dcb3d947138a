import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { SelectField, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { dutyOf } from "#domain/organization/duty.ts";
import { partnerKinds } from "#domain/organization/kind.ts";
import { listOrganizations } from "#domain/organization/manage.ts";
import { officersOf } from "#domain/organization/options.ts";
import { signedIn } from "../session.ts";
import { addPartner, changeDuty } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("organizations"))("title") };
}

type Props = { searchParams: Promise<{ parked?: string }> };

export default async function OrganizationsPage({ searchParams }: Props) {
  const { parked } = await searchParams;
  const viewer = await signedIn("/organizations", { parked });
  if (viewer.role === "resident") notFound();
  const community = viewer.communities[0];
  const leads = community && (viewer.claims.coordinates.includes(community.id) || viewer.claims.admin);
  const [t, locale, organizations, officers, duty, restored] = await Promise.all([
    getTranslations("organizations"),
    getLocale(),
    listOrganizations(viewer),
    leads ? officersOf(viewer, community.id) : [],
    leads ? dutyOf(community.id) : null,
    parkedForm(viewer, parked),
  ]);
  const base = { at: "/organizations", restored };
  const works = viewer.claims.officerIn.length > 0;
  return (
    <div className="page grid gap-8">
      <h1>{t("title")}</h1>
      <ul>
        {organizations.map((o) => (
          <li
            key={o.id}
            className="grid gap-x-6 border-t border-line py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center"
          >
            <div>
              <h2 className="text-t2">{locale === "en" && o.nameEn ? o.nameEn : o.name}</h2>
              <p className="small">
                {t(`kinds.${o.kind}`)} · {t("members", { count: o.members })}
              </p>
            </div>
            {o.kind !== "agency" && (works || viewer.claims.organizations.includes(o.id)) && (
              <p className="flex flex-wrap items-center gap-3 text-t1">
                <Link href={`/concerns?unit=${o.id}&state=open`} className="lone">
                  {t("openAssignments", { count: o.open })}
                </Link>
                {o.late > 0 && <State look="late">{t("late", { count: o.late })}</State>}
              </p>
            )}
          </li>
        ))}
      </ul>
      {leads && (
        <>
          <section aria-labelledby="duty" className="rule grid gap-3">
            <h2 id="duty">{t("duty")}</h2>
            <p>{t("dutyHint")}</p>
            <Form
              {...base}
              name="duty"
              action={changeDuty}
              className="grid gap-4 sm:flex sm:items-end [&>div]:min-w-64"
            >
              <input type="hidden" name="community" value={community.id} />
              <SelectField
                name="officer"
                label={t("dutyOfficer")}
                initial={duty ?? ""}
                empty={t("choose")}
                options={officers.map((o) => ({ value: o.id, label: o.post ? `${o.name} · ${o.post}` : o.name }))}
              />
              <Submit>{t("save")}</Submit>
            </Form>
          </section>
          {viewer.claims.coordinates.length > 0 && (
            <section aria-labelledby="deadlines" className="rule grid gap-3">
              <h2 id="deadlines">{t("deadlines")}</h2>
              <p>{t("deadlinesHint")}</p>
              <p>
                <Link href="/deadlines" className="btn">
                  {t("deadlines")}
                </Link>
              </p>
            </section>
          )}
          <section aria-labelledby="systems" className="rule grid gap-3">
            <h2 id="systems">{t("systems")}</h2>
            <p>{t("systemsHint")}</p>
            <p>
              <Link href={`/open311?community=${community.code}`} className="btn">
                {t("systems")}
              </Link>
            </p>
          </section>
          <section aria-labelledby="add" className="rule grid gap-3">
            <h2 id="add">{t("add")}</h2>
            <Form
              {...base}
              name="add"
              action={addPartner}
              submission={newId()}
              label={t("add")}
              className="grid max-w-xl gap-4"
            >
              <input type="hidden" name="community" value={community.id} />
              <SelectField
                name="kind"
                label={t("kind")}
                empty={t("choose")}
                options={partnerKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
              />
              <TextField name="name" label={t("name")} required />
              <TextField name="nameEn" label={t("nameEn")} />
              <Submit main className="justify-self-start">
                {t("addButton")}
              </Submit>
            </Form>
          </section>
        </>
      )}
    </div>
  );
}
