import { Standing } from "#components/deadline/standing.tsx";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, Shown, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { ConcernHead } from "#domain/concern/page.ts";
import { nextSteps } from "#domain/concern/rules.ts";

type Props = {
  concern: ConcernHead;
  now: Date;
  contact: (state: FormState, data: FormData) => Promise<FormState>;
  mayAsk: boolean;
};

/** Who is responsible, what comes next and when, who raised it, who may see it. */
export function Facts({ concern, now, contact, mayAsk }: Props) {
  const t = useTranslations("concern");
  const words = useTranslations("words");
  const thread = useTranslations("thread");
  const format = useFormatter();
  const step = nextSteps.find((s) => s === concern.nextStep);
  const next = concern.nextNote ?? (step ? words(`nextSteps.${step}`) : null);
  return (
    <div className="sheet @container !p-4">
      <dl className="facts">
        <dt>{t("owner")}</dt>
        <dd>{concern.owner ?? t("nobody")}</dd>
        {concern.nextAt && (
          <>
            <dt>{t("next")}</dt>
            <dd>
              <time dateTime={concern.nextAt.toISOString()}>{format.dateTime(concern.nextAt, "moment")}</time>
              <span className="small ms-2">{format.relativeTime(concern.nextAt, now)}</span>
              {next && <span className="block">{next}</span>}
            </dd>
          </>
        )}
        {concern.standing && (
          <>
            <dt>{t("due")}</dt>
            <dd>
              <time dateTime={concern.standing.at.toISOString()}>{format.dateTime(concern.standing.at, "moment")}</time>
              <span className="block">
                <Standing standing={concern.standing} now={now} />
              </span>
            </dd>
          </>
        )}
        {concern.rating !== null && (
          <>
            <dt>{t("rating")}</dt>
            <dd>
              {t("ratingOf", { rating: concern.rating, word: words(`ratings.${String(concern.rating) as "5"}`) })}
            </dd>
          </>
        )}
        {concern.closeReason && (
          <>
            <dt>{t("closeReason")}</dt>
            <dd>{thread(`closeReasons.${concern.closeReason as "explained"}`)}</dd>
          </>
        )}
        <dt>{t("reporter")}</dt>
        <dd>
          <bdi>{concern.reporter ?? t("notShown")}</bdi>
          {concern.door && <span className="num ms-2">{concern.door}</span>}
        </dd>
        <dt>{t("visible")}</dt>
        <dd>{t(`visibility.${concern.privacy}`)}</dd>
      </dl>
      {mayAsk && (
        <Form action={contact} className="mt-3 grid gap-2 border-t border-line pt-3">
          <input type="hidden" name="number" value={concern.number} />
          <Shown name="contact" label={t("contact")} />
          <Submit className="justify-self-start">{t("showContact")}</Submit>
          <p className="small">{t("contactLogged")}</p>
        </Form>
      )}
    </div>
  );
}
