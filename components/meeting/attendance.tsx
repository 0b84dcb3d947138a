import { useTranslations } from "#components/i18n.ts";
import { Choices, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { MeetingPage } from "#domain/meeting/page.ts";
import { isWritten } from "#domain/meeting/rules.ts";
import { partyName } from "./names.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = { meeting: MeetingPage; at: string; locale: string; action: Action; submission: string };

/** Who was there, and who came for each party. */
export function Attendance({ meeting, at, locale, action, submission }: Props) {
  const t = useTranslations("minutes");
  const words = useTranslations("meetings");
  const there = meeting.parties.filter((p) => p.attended);
  const writes = meeting.writes && isWritten(meeting.status);
  return (
    <section aria-labelledby="there" className="grid gap-2">
      <h2 id="there">{t("present")}</h2>
      {there.length > 0 ? (
        <ul>
          {there.map((p) => (
            <li key={p.principal} className="border-t border-line py-1">
              <bdi>{partyName(p, words, locale)}</bdi>
              {p.attendees && <span className="small ms-2">{p.attendees}</span>}
            </li>
          ))}
        </ul>
      ) : (
        <p className="small">{t("nobodyYetThere")}</p>
      )}
      {writes && (
        <details className="fold" open={(meeting.status === "held" && there.length === 0) || undefined}>
          <summary>{t("takeAttendance")}</summary>
          <Form action={action} submission={submission} at={at} label={t("takeAttendance")} className="grid gap-4 py-2">
            <input type="hidden" name="meeting" value={meeting.id} />
            {meeting.parties.map((p) => (
              <div key={p.principal} className="grid gap-x-6 border-t border-line pt-2 sm:grid-cols-2">
                <Choices
                  name={`was-${p.principal}`}
                  label={partyName(p, words, locale)}
                  initial={p.attended === null ? "" : p.attended ? "yes" : "no"}
                  choices={[
                    { value: "yes", label: words("wasThere") },
                    { value: "no", label: words("wasNotThere") },
                  ]}
                  inline
                />
                {p.kind !== "user" && (
                  <TextField name={`who-${p.principal}`} label={t("whoCame")} initial={p.attendees ?? ""} />
                )}
              </div>
            ))}
            <Submit className="justify-self-start">{t("saveAttendance")}</Submit>
          </Form>
        </details>
      )}
    </section>
  );
}
