import type { Metadata } from "next";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { MemberFields } from "#components/room/member-fields.tsx";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { concernPage } from "#domain/concern/page.ts";
import { leads } from "#domain/concern/rules.ts";
import { concernNumber } from "#domain/input.ts";
import { officersOf, partnerUnits } from "#domain/organization/options.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../../session.ts";
import { open } from "../actions.ts";

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("room"))("open") };
}

/** A side room of a concern, for whoever leads it: what it is about, and who is asked in. */
export default async function NewRoomPage({ params, searchParams }: Props) {
  const [{ number }, { parked }] = await Promise.all([params, searchParams]);
  const at = `/concerns/${number}/rooms/new`;
  const viewer = await signedIn(at, { parked });
  const { concern } = await orNotFound(
    (async () => {
      if (!concernNumber.safeParse(number).success) throw new NotFound();
      const page = await concernPage(viewer, number);
      if (!leads(page.concern.capacities)) throw new NotFound();
      return page;
    })(),
  );
  const [t, locale, units, officers, restored] = await Promise.all([
    getTranslations("room"),
    getLocale(),
    partnerUnits(viewer, concern.communityId),
    officersOf(viewer, concern.communityId),
    parkedForm(viewer, parked),
  ]);
  return (
    <div className="page-narrow grid gap-5">
      <p className="num text-t1 text-ink-2">{t("ofConcern", { number })}</p>
      <h1>{t("open")}</h1>
      <p>{t("openHint")}</p>
      <Form
        action={open}
        submission={newId()}
        at={at}
        name="room"
        restored={restored}
        label={t("open")}
        className="grid gap-4"
      >
        <input type="hidden" name="number" value={number} />
        <TextField name="name" label={t("name")} hint={t("nameHint")} required />
        <MemberFields units={units} officers={officers.filter((o) => o.id !== viewer.user.id)} family locale={locale} />
        <p className="small">{t("whoHint")}</p>
        <Submit main className="justify-self-start">
          {t("create")}
        </Submit>
      </Form>
    </div>
  );
}
