import { useTranslations } from "#components/i18n.ts";
import { TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { MeetingPage } from "#domain/meeting/page.ts";
import { mayBegin } from "#domain/meeting/rules.ts";
import { localTimeOf } from "#domain/time.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  meeting: MeetingPage;
  at: string;
  now: Date;
  restored: Record<string, string | string[]> | null;
  actions: { move: Action; cancel: Action; hold: Action };
  submissions: [string, string, string];
};

/** What whoever leads a meeting does with it: it begins, moves, or is called off. */
export function Lead({ meeting, at, now, restored, actions, submissions }: Props) {
  const t = useTranslations("meetings");
  const [moving, cancelling, holding] = submissions;
  const { status, startsAt, endsAt, timeZone } = meeting;
  if (!meeting.leads || (status !== "finding" && status !== "called")) return null;
  const id = <input type="hidden" name="meeting" value={meeting.id} />;
  return (
    <>
      {status === "called" && mayBegin(startsAt, now) && (
        <Form action={actions.hold} submission={holding} at={at} label={t("hold")} className="grid gap-2">
          {id}
          <p>{t("holdHint")}</p>
          <Submit main className="justify-self-start">
            {t("hold")}
          </Submit>
        </Form>
      )}
      {status === "called" && startsAt && endsAt && (
        <details className="fold" open={restored?.form === "move" || undefined}>
          <summary>{t("move")}</summary>
          <Form
            action={actions.move}
            submission={moving}
            at={at}
            name="move"
            restored={restored}
            label={t("move")}
            className="grid gap-4 py-2"
          >
            {id}
            <p className="small">{t("moveHint", { zone: timeZone })}</p>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField
                name="from"
                type="datetime-local"
                label={t("from")}
                initial={localTimeOf(startsAt, timeZone)}
                required
              />
              <TextField
                name="until"
                type="datetime-local"
                label={t("until")}
                initial={localTimeOf(endsAt, timeZone)}
                required
              />
            </div>
            <TextField name="place" label={t("place")} initial={meeting.place} required />
            <Submit className="justify-self-start">{t("moveIt")}</Submit>
          </Form>
        </details>
      )}
      <details className="fold" open={restored?.form === "cancel" || undefined}>
        <summary>{t("cancel")}</summary>
        <Form
          action={actions.cancel}
          submission={cancelling}
          at={at}
          name="cancel"
          restored={restored}
          label={t("cancel")}
          className="grid gap-3 py-2"
        >
          {id}
          <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={2} required />
          <Submit className="justify-self-start">{t("cancelIt")}</Submit>
        </Form>
      </details>
    </>
  );
}
