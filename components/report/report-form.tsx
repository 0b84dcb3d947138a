import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { Choices, TextArea, TextField, Tick } from "#components/ui/fields.tsx";
import { Files } from "#components/ui/files.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { Community, Helped } from "#domain/account/viewer.ts";
import { acceptedTypes, maxFiles } from "#domain/attachment/limits.ts";
import { categories, categoryKeys } from "#domain/concern/category.ts";
import { areas } from "#domain/place/area.ts";
import type { BuildingOption } from "#domain/place/tree.ts";
import { CategoryField } from "./category-field.tsx";
import { PlaceField } from "./place-field.tsx";
import { SimilarStep } from "./similar-step.tsx";
import { Steps } from "./steps.tsx";

type Props = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  uploadKey: string;
  community: Community;
  buildings: BuildingOption[];
  /** From the poster in the hall. */
  entrance: string | null;
  signedIn: boolean;
  /** The person's own door is known. */
  household: boolean;
  officer: boolean;
  /** Households that the person may raise something for, and the one that the address names. */
  helps: Helped[];
  helped: string;
  locale: string;
  restored: Record<string, string | string[]> | null;
};

/**
 * Three short steps in one form. A step is shown by its address (#where), so that they work without JavaScript, the back
 * button leads to the step before, and nothing typed is ever sent half.
 */
export function ReportForm(props: Props) {
  const {
    action,
    submission,
    uploadKey,
    community,
    buildings,
    entrance,
    signedIn,
    household,
    officer,
    helps,
    helped,
    locale,
    restored,
  } = props;
  const t = useTranslations("report");
  const words = useTranslations("words");
  const place = useTranslations("place");
  const name = locale === "en" && community.nameEn ? community.nameEn : community.name;
  const names = Object.fromEntries(categoryKeys.map((key) => [key, words(`categories.${key}`)]));
  return (
    <Form
      action={action}
      submission={submission}
      at="/report"
      name="report"
      restored={restored}
      label={t("title")}
      className="report grid gap-5"
    >
      <input type="hidden" name="community" value={community.id} />
      <input type="hidden" name="uploadKey" value={uploadKey} />
      <Steps words={{ progress: t("progress"), what: t("steps.what"), where: t("steps.where"), who: t("steps.who") }} />

      <section id="what" className="step">
        <h1>{t("what")}</h1>
        <p className="small">{t("whatFor", { community: name })}</p>
        {helps.length > 0 && (
          <Choices
            name="helper"
            label={t("forWhom")}
            choices={[
              { value: "", label: t("forMyself") },
              ...helps.map((h) => ({
                value: h.id,
                label: t("forDoor", { door: `${h.building} ${h.entrance} ${h.door}` }),
              })),
            ]}
            initial={helped}
          />
        )}
        <TextArea name="body" label={t("body")} hint={t("bodyHint")} rows={6} required />
        <CategoryField
          names={names}
          words={{
            label: t("category"),
            auto: t("categoryAuto"),
            suggested: t("categorySuggested"),
            because: t("categoryBecause"),
          }}
        />
        <div className="step-foot">
          <a href="#where" className="btn btn-main">
            {t("toWhere")}
          </a>
        </div>
      </section>

      <section id="where" className="step">
        <h1>{t("where")}</h1>
        <PlaceField
          buildings={buildings}
          initial={entrance}
          areas={areas.map((a) => ({ value: `area:${a}`, label: place(`areas.${a}`) }))}
          home={helps.length > 0 ? t("homeHelped") : household && !officer ? t("home") : null}
          words={{
            entrance: t("entrance"),
            wholeCommunity: t("wholeCommunity"),
            floor: t("floor"),
            anyFloor: t("anyFloor"),
            floorN: t("floorN"),
            spot: t("spot"),
            choose: t("choose"),
            areas: t("commonAreas"),
            doors: officer ? t("doorsOfficer") : t("doors"),
            door: t("door"),
            doorTyped: t("doorTyped"),
            prefilled: entrance ? t("prefilled") : "",
          }}
        />
        <div className="step-foot">
          <a href="#what" className="btn">
            {t("back")}
          </a>
          <a href="#who" className="btn btn-main" data-listen>
            {t("toWho")}
          </a>
        </div>
      </section>

      <SimilarStep
        words={{
          title: t("similar.title"),
          intro: t("similar.intro"),
          voice: t("similar.voice"),
          voiceHint: t("similar.voiceHint"),
          own: t("similar.own"),
          voiced: t("similar.voiced"),
          look: t("similar.look"),
          photo: words("photo"),
          none: t("similar.none"),
          noneSend: t("similar.noneSend"),
          back: t("back"),
          looking: t("similar.looking"),
          answersTitle: t("similar.answersTitle"),
          answersIntro: t("similar.answersIntro"),
          read: t("similar.read"),
          goOn: t("similar.goOn"),
          goOnSend: t("similar.goOnSend"),
          known: t("similar.known"),
          knownIntro: t("similar.knownIntro"),
          joins: t("similar.joins"),
          joinsHint: t("similar.joinsHint"),
        }}
      />

      <section id="who" className="step">
        <h1>{t("who")}</h1>
        <Files accept={acceptedTypes.join(",")} max={maxFiles} uploadKey={uploadKey} community={community.id} />
        <Choices
          name="privacy"
          label={t("privacy")}
          initial="neighbourhood"
          choices={(["neighbourhood", "private"] as const).map((value) => ({
            value,
            label: words(`privacy.${value}`),
            hint: t(`privacyHint.${value}`),
          }))}
        />
        {!signedIn && (
          <fieldset className="grid gap-4">
            <legend className="font-bold">{t("contact")}</legend>
            <p className="small">
              {t("contactHint")} <Link href="/sign-in?next=/report">{t("haveAccount")}</Link>
            </p>
            <TextField name="email" type="email" label={t("email")} autoComplete="email" required />
            <TextField name="name" label={t("name")} autoComplete="name" />
            <TextField name="phone" type="tel" label={t("phone")} autoComplete="tel" />
          </fieldset>
        )}
        {officer && (
          <fieldset className="grid gap-4">
            <legend className="font-bold">{t("onBehalf")}</legend>
            <Choices
              name="origin"
              label={t("origin")}
              inline
              choices={[
                { value: "", label: t("origins.door") },
                { value: "phone", label: t("origins.phone") },
                { value: "letter", label: t("origins.letter") },
              ]}
            />
            <TextField name="name" label={t("householdName")} />
            <TextField name="phone" type="tel" label={t("phone")} />
          </fieldset>
        )}
        <Tick name="shareContact" label={t("shareContact")} hint={t("shareContactHint")} />
        <div className="step-foot">
          <a href="#where" className="btn">
            {t("back")}
          </a>
          <Submit main>{t("send")}</Submit>
        </div>
        <p className="small">
          {t("whatNext", { days: Math.max(...Object.values(categories).map((c) => c.answerDays)) })}
        </p>
      </section>
    </Form>
  );
}
