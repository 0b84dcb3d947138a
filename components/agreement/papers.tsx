import { useTranslations } from "#components/i18n.ts";
import { Choices } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import type { PapersPage } from "#domain/agreement/papers.ts";
import { choices } from "#domain/agreement/vote.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = { page: PapersPage; at: string; enter: Action; back: Action };

/** Door by door: what stands of its vote, and a form for its paper. */
export function Papers({ page, at, enter, back }: Props) {
  const t = useTranslations("poll");
  return (
    <ul>
      {page.doors.map((d) => {
        const of = (
          <>
            <input type="hidden" name="poll" value={page.poll} />
            <input type="hidden" name="household" value={d.householdId} />
          </>
        );
        return (
          <li key={d.householdId} className="border-t border-line py-2">
            <details className="fold">
              <summary className="flex flex-wrap items-center gap-3">
                <b className="num">{d.door}</b>{" "}
                <State look={d.state === "counts" ? "done" : d.state === "read" ? "waiting" : "quiet"}>
                  {d.state === "read" ? t("states.read", { who: d.reader ?? "" }) : t(`states.${d.state}`)}
                </State>
              </summary>
              {d.state === "counts" ? null : d.mine ? (
                <Form
                  action={back}
                  submission={newId()}
                  at={at}
                  name={`back-${d.householdId}`}
                  className="grid gap-3 py-2"
                  label={t("takeBack")}
                >
                  {of}
                  <p className="small">{t("waitsForSecond")}</p>
                  <Submit className="justify-self-start">{t("takeBack")}</Submit>
                </Form>
              ) : (
                <Form
                  action={enter}
                  submission={newId()}
                  at={at}
                  name={`paper-${d.householdId}`}
                  className="grid gap-3 py-2"
                  label={t("enter")}
                >
                  {of}
                  <Choices
                    name="choice"
                    label={t(d.state === "read" ? "readSecond" : "readFirst")}
                    inline
                    choices={choices.map((value) => ({ value, label: t(`choices.${value}`) }))}
                  />
                  <Submit className="justify-self-start">{t("enter")}</Submit>
                </Form>
              )}
            </details>
          </li>
        );
      })}
    </ul>
  );
}
