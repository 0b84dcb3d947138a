import type { Metadata } from "next";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { PartyFields } from "#components/meeting/party-fields.tsx";
import { TimesField } from "#components/meeting/times-field.tsx";
import { Choices, SelectField, TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { aboutInput } from "#domain/meeting/begin.ts";
import { aboutFor, householdsBehind, unitsAt } from "#domain/meeting/offer.ts";
import { lengths } from "#domain/meeting/when.ts";
import { officersOf, partnerUnits } from "#domain/organization/options.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../session.ts";
import { begin } from "../actions.ts";

type Props = { searchParams: Promise<{ problem?: string; concern?: string; parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("begin") };
}

/** A new meeting about a problem or a single concern, for whoever leads that: who is asked, where, and when it could be. */
export default async function NewMeetingPage({ searchParams }: Props) {
  const { problem, concern, parked } = await searchParams;
  const viewer = await signedIn("/meetings/new", { problem, concern, parked });
  const asked = aboutInput.safeParse(problem === undefined ? { concern } : { problem }).data;
  const about = await orNotFound(
    (async () => {
      const found = asked && (await aboutFor(viewer, asked));
      if (!found) throw new NotFound();
      return found;
    })(),
  );
  const [t, locale, units, officers, households, usual, restored] = await Promise.all([
    getTranslations("meetings"),
    getLocale(),
    partnerUnits(viewer, about.communityId),
    officersOf(viewer, about.communityId),
    about.problem ? householdsBehind(viewer, about.number) : [],
    unitsAt(viewer, about),
    parkedForm(viewer, parked),
  ]);
  const name = about.problem ? "problem" : "concern";
  return (
    <div className="page-narrow grid gap-5">
      <p className="text-t1 text-ink-2">
        <span className="num">{t(`about.${name}`, { number: about.number })}</span> <bdi>{about.title}</bdi>
      </p>
      <h1>{about.problem ? t("begin") : t("beginThreeParty")}</h1>
      {!about.problem && <p>{t("privateHint")}</p>}
      <Form
        action={begin}
        submission={newId()}
        at={`/meetings/new?${name}=${about.number}`}
        name="begin"
        restored={restored}
        label={t("begin")}
        className="grid gap-5"
      >
        <input type="hidden" name={name} value={about.number} />
        {about.problem ? (
          <Choices
            name="kind"
            label={t("kind")}
            initial="joint"
            choices={(["joint", "inspection"] as const).map((value) => ({
              value,
              label: t(`kinds.${value}`),
              hint: t(`kindHint.${value}`),
            }))}
          />
        ) : (
          <input type="hidden" name="kind" value="three_party" />
        )}
        <TextField name="title" label={t("name")} hint={about.problem ? undefined : t("nameHint")} required />
        <TextField name="place" label={t("place")} required />
        <PartyFields
          units={units}
          officers={officers.filter((o) => o.id !== viewer.user.id)}
          households={households}
          family={!about.problem}
          usual={usual}
          locale={locale}
        />
        <TimesField label={t("times")} hint={t("timesHint", { zone: about.timeZone })} each={t("time")} count={6} />
        <SelectField
          name="minutes"
          label={t("length")}
          initial="90"
          options={lengths.map((n) => ({ value: String(n), label: t("minutes", { count: n }) }))}
        />
        <Choices
          name="how"
          label={t("how")}
          initial="find"
          choices={(["find", "fixed"] as const).map((value) => ({ value, label: t(`hows.${value}`) }))}
        />
        <TextArea name="note" label={t("note")} hint={t("noteHint")} rows={3} />
        <Submit main className="justify-self-start">
          {t("send")}
        </Submit>
      </Form>
    </div>
  );
}
