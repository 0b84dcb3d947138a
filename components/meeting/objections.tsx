import { momentStyle, useFormatter, useTranslations } from "#components/i18n.ts";
import { TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { MeetingPage } from "#domain/meeting/page.ts";
import { partyName } from "./names.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  meeting: MeetingPage;
  at: string;
  locale: string;
  now: Date;
  restored: Record<string, string | string[]> | null;
  actions: { send: Action; correct: Action; object: Action; answerObjection: Action; settle: Action };
  submissions: [string, string, string];
};

/** The minutes go to all who were there, who may object for some days; then they are settled. */
export function Sending(props: Props) {
  const { meeting, at, now, restored, actions, submissions } = props;
  const t = useTranslations("minutes");
  const format = useFormatter();
  const { status, objectUntil, leads, objections } = meeting;
  const id = <input type="hidden" name="meeting" value={meeting.id} />;
  const moment = (at: Date) => format.dateTime(at, momentStyle(at));
  if (status === "called" || status === "finding" || status === "cancelled") return null;
  const over = objectUntil !== null && objectUntil < now;
  const open = objections.some((o) => !o.answeredAt);
  return (
    <section aria-labelledby="objections" className="grid gap-4 print:hidden">
      <h2 id="objections">{t("agreed")}</h2>
      {status === "held" && (leads ? <Send {...props} /> : <p className="small">{t("notSentYet")}</p>)}
      {status === "sent" && objectUntil && (
        <p>
          {over ? t("objectOver", { until: moment(objectUntil) }) : t("objectUntil", { until: moment(objectUntil) })}
        </p>
      )}
      {status === "settled" && meeting.settledAt && (
        <p className="border-s-4 border-done bg-done-wash px-4 py-2 text-done">
          {t("settledAt", { at: moment(meeting.settledAt) })}
        </p>
      )}
      <Objections {...props} />
      {status === "sent" && !over && <Objecting {...props} />}
      {status === "sent" && leads && (
        <div className="flex flex-wrap gap-3">
          {over && objections.length > 0 && !open && (
            <Form action={actions.settle} submission={submissions[0]} at={at} restored={restored} label={t("settle")}>
              {id}
              <Submit main>{t("settle")}</Submit>
            </Form>
          )}
          <Form
            action={actions.correct}
            submission={submissions[1]}
            at={at}
            label={t("correct")}
            className="grid gap-1"
          >
            {id}
            <Submit className="justify-self-start">{t("correct")}</Submit>
            <p className="small">{t("correctHint")}</p>
          </Form>
        </div>
      )}
    </section>
  );
}

function Send({ meeting, at, restored, actions, submissions }: Props) {
  const t = useTranslations("minutes");
  return (
    <Form
      action={actions.send}
      submission={submissions[0]}
      at={at}
      name="send"
      restored={restored}
      label={t("send")}
      className="grid gap-3"
    >
      <input type="hidden" name="meeting" value={meeting.id} />
      <TextField
        name="days"
        type="number"
        inputMode="numeric"
        min="1"
        label={t("days")}
        hint={t("daysHint")}
        initial="3"
      />
      <Submit className="justify-self-start">{t("send")}</Submit>
    </Form>
  );
}

function Objections({ meeting, at, locale, restored, actions, submissions }: Props) {
  const t = useTranslations("minutes");
  const words = useTranslations("meetings");
  const format = useFormatter();
  if (!meeting.objections.length) return null;
  return (
    <ul>
      {meeting.objections.map((o) => (
        <li key={o.id} className="grid gap-1 border-t border-line py-3">
          <p className="small">
            {t("objectionOf", {
              party: partyName(
                meeting.parties.find((p) => p.principal === o.principal),
                words,
                locale,
              ),
            })}{" "}
            · {format.dateTime(o.raisedAt, momentStyle(o.raisedAt))}
          </p>
          <p className="said" dir="auto">
            {o.body}
          </p>
          {o.answer && (
            <p className="said border-s-4 border-line-2 ps-3" dir="auto">
              {o.answer}
            </p>
          )}
          {!o.answer && meeting.leads && meeting.status !== "settled" && (
            <Form
              action={actions.answerObjection}
              submission={submissions[2]}
              at={at}
              name={`objection-${o.id}`}
              restored={restored}
              label={`${t("answerObjection")} ${o.body.slice(0, 40)}`}
              className="grid gap-3"
            >
              <input type="hidden" name="meeting" value={meeting.id} />
              <input type="hidden" name="objection" value={o.id} />
              <TextArea name="answer" label={t("answerObjection")} rows={2} required />
              <Submit className="justify-self-start">{t("sendAnswer")}</Submit>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}

function Objecting({ meeting, at, locale, restored, actions, submissions }: Props) {
  const t = useTranslations("minutes");
  const words = useTranslations("meetings");
  const own = meeting.parties.find((p) => p.own && p.attended && !p.organizer);
  if (!own) return null;
  return (
    <details className="fold" open={restored?.form === "object" || undefined}>
      <summary>{t("object")}</summary>
      <Form
        action={actions.object}
        submission={submissions[2]}
        at={at}
        name="object"
        restored={restored}
        label={t("object")}
        className="grid gap-3 py-2"
      >
        <input type="hidden" name="meeting" value={meeting.id} />
        <input type="hidden" name="principal" value={own.principal} />
        <p className="small">{words("asParty", { party: partyName(own, words, locale) })}</p>
        <TextArea name="body" label={t("objection")} hint={t("objectionHint")} rows={3} required />
        <Submit className="justify-self-start">{t("sendObjection")}</Submit>
      </Form>
    </details>
  );
}
