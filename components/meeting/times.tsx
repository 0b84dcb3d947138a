import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Choices, SelectField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { MeetingPage, ProposedTime } from "#domain/meeting/page.ts";
import { choices } from "#domain/meeting/rules.ts";
import { lengths } from "#domain/meeting/when.ts";
import { partyName } from "./names.ts";
import { spanStyle } from "./span.ts";
import { TimesField } from "./times-field.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  meeting: MeetingPage;
  at: string;
  locale: string;
  restored: Record<string, string | string[]> | null;
  actions: { choose: Action; call: Action; proposeTimes: Action };
  submissions: [string, string, string];
};

/** The proposed times, what each party says to them, and one's own answer; for whoever leads, which it is to be. */
export function Times({ meeting, at, locale, restored, actions, submissions }: Props) {
  const t = useTranslations("meetings");
  const format = useFormatter();
  const [choosing, calling, proposing] = submissions;
  const { times, parties, best, leads } = meeting;
  const own = parties.filter((p) => p.own);
  const speaks = leads ? [...own, ...parties.filter((p) => !p.own)] : own;
  const first = speaks[0];
  const when = (time: ProposedTime) => format.dateTimeRange(time.startsAt, time.endsAt, spanStyle);
  const answered = first && times.some((time) => time.choices[first.principal]);
  return (
    <>
      <section aria-labelledby="times" className="grid gap-3">
        <h2 id="times">{t("findTime")}</h2>
        <p className="small">{t("answeredOf", { answered: meeting.answered, total: parties.length })}</p>
        {meeting.noneSuitsAll && (
          <p className="border-s-4 border-waiting bg-waiting-wash px-4 py-2 text-waiting">{t("noneSuitsAll")}</p>
        )}
        <Matrix meeting={meeting} locale={locale} when={when} />
      </section>
      {first && (
        <details className="fold" open={!answered || restored?.form === "choose" || undefined}>
          <summary>{answered ? t("changeAnswer") : t("answer")}</summary>
          <Form
            action={actions.choose}
            submission={choosing}
            at={at}
            name="choose"
            restored={restored}
            label={answered ? t("changeAnswer") : t("answer")}
            className="grid gap-4"
          >
            <input type="hidden" name="meeting" value={meeting.id} />
            {speaks.length > 1 ? (
              <SelectField
                name="principal"
                label={t("answerFor")}
                initial={first.principal}
                options={speaks.map((p) => ({ value: p.principal, label: partyName(p, t, locale) }))}
              />
            ) : (
              <input type="hidden" name="principal" value={first.principal} />
            )}
            {times.map((time) => (
              <Choices
                key={time.id}
                name={`time-${time.id}`}
                label={when(time)}
                initial={time.choices[first.principal] ?? ""}
                choices={choices.map((value) => ({ value, label: t(`choices.${value}`) }))}
                inline
              />
            ))}
            <Submit main={!leads} className="justify-self-start">
              {t("sendAnswer")}
            </Submit>
          </Form>
        </details>
      )}
      {leads && (
        <Form
          action={actions.call}
          submission={calling}
          at={at}
          name="call"
          restored={restored}
          label={t("fix")}
          className="grid gap-4"
        >
          <h2>{t("fix")}</h2>
          <input type="hidden" name="meeting" value={meeting.id} />
          <SelectField
            name="time"
            label={t("time")}
            hint={t("fixHint")}
            initial={best ?? times[0]?.id}
            options={times.map((time) => ({
              value: time.id,
              label: time.id === best ? `${when(time)} · ${t("best")}` : when(time),
            }))}
          />
          <Submit main className="justify-self-start">
            {t("callIt")}
          </Submit>
        </Form>
      )}
      {leads && (
        <details className="fold" open={restored?.form === "propose" || undefined}>
          <summary>{t("proposeMore")}</summary>
          <Form
            action={actions.proposeTimes}
            submission={proposing}
            at={at}
            name="propose"
            restored={restored}
            label={t("proposeMore")}
            className="grid gap-4 py-2"
          >
            <input type="hidden" name="meeting" value={meeting.id} />
            <TimesField
              label={t("times")}
              hint={t("timesHint", { zone: meeting.timeZone })}
              each={t("time")}
              count={4}
            />
            <SelectField
              name="minutes"
              label={t("length")}
              initial="90"
              options={lengths.map((n) => ({ value: String(n), label: t("minutes", { count: n }) }))}
            />
            <Submit className="justify-self-start">{t("propose")}</Submit>
          </Form>
        </details>
      )}
    </>
  );
}

/** A time a row, an answer a column, who gave it in the cell: a table at a desk, a list on a phone. */
function Matrix({
  meeting,
  locale,
  when,
}: {
  meeting: MeetingPage;
  locale: string;
  when: (time: ProposedTime) => string;
}) {
  const t = useTranslations("meetings");
  const format = useFormatter();
  const said = (time: ProposedTime, choice: string | undefined) =>
    meeting.parties.filter((p) => time.choices[p.principal] === choice).map((p) => partyName(p, t, locale));
  return (
    <table className="times">
      <thead>
        <tr>
          <th scope="col">{t("time")}</th>
          {choices.map((choice) => (
            <th key={choice} scope="col">
              {t(`choices.${choice}`)}
            </th>
          ))}
          <th scope="col">{t("open")}</th>
        </tr>
      </thead>
      <tbody>
        {meeting.times.map((time) => (
          <tr key={time.id} className={time.id === meeting.best ? "best" : undefined}>
            <th scope="row">
              {when(time)}
              {time.id === meeting.best && (
                <b className="ms-2 text-done">
                  {time.suitsAll ? t("suitsAll") : meeting.noneSuitsAll ? t("nearest") : t("best")}
                </b>
              )}
            </th>
            {[...choices, undefined].map((choice) => {
              const who = said(time, choice);
              return (
                <td key={choice ?? "open"} data-choice={choice ?? "open"} className={who.length ? undefined : "none"}>
                  <span className="what" aria-hidden="true">
                    {choice ? t(`choices.${choice}`) : t("open")}
                  </span>
                  <b className="num">{who.length}</b> <span>{format.list(who, { type: "conjunction" })}</span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
