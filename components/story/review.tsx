import { useTranslations } from "#components/i18n.ts";
import { TextArea, Tick } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import { localeNames, locales } from "#domain/account/preferences.ts";
import type { StoryWork } from "#domain/story/page.ts";
import { storyAfter } from "#domain/story/rules.ts";
import { Differences } from "./differences.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  work: StoryWork;
  at: string;
  actions: { send: Action; publish: Action; sendBack: Action; move: Action };
  restored: Record<string, string | string[]> | null;
};

/** What leads on: sending it to a second person, publishing it or giving it back, taking it back. */
export function StoryReview({ work, at, actions, restored }: Props) {
  const t = useTranslations("stories");
  const { status, capacities, findings } = work;
  const may = (act: Parameters<typeof storyAfter>[0]) => storyAfter(act, status, capacities) !== undefined;
  const warned = findings.some((f) => !f.barred);
  const moves = (["take_back", "withdraw", "rework"] as const).filter(may);
  return (
    <section aria-labelledby="review" className="grid gap-6 border-t border-line pt-6">
      <h2 id="review">{t(status === "in_review" ? "review" : "next")}</h2>
      {status === "in_review" && <Changed work={work} />}
      {findings.length > 0 && (
        <div className="grid gap-2 border-s-4 border-late bg-late-wash p-4 text-late">
          <p className="font-bold">{t("found")}</p>
          <ul className="grid gap-1">
            {findings.map((f) => (
              <li key={`${f.kind} ${f.words}`}>
                <b>{f.words}</b> · {t(f.barred ? "foundBarred" : "foundWarned")}
              </li>
            ))}
          </ul>
        </div>
      )}
      {may("send") && (
        <Form action={actions.send} submission={newId()} at={at} name="send" label={t("send")} className="grid gap-3">
          <input type="hidden" name="story" value={work.id} />
          <p className="max-w-[38rem]">{t("sendHint")}</p>
          {warned && <Tick name="sure" label={t("sure")} />}
          <Submit className="justify-self-start">{t("send")}</Submit>
        </Form>
      )}
      {may("publish") && (
        <>
          <Form
            action={actions.publish}
            submission={newId()}
            at={at}
            name="publish"
            label={t("publish")}
            className="grid gap-3"
          >
            <input type="hidden" name="story" value={work.id} />
            <p className="max-w-[38rem]">{t("publishHint")}</p>
            {warned && <Tick name="sure" label={t("sure")} />}
            <Tick name="read" label={t("read")} />
            <Submit main className="justify-self-start">
              {t("publish")}
            </Submit>
          </Form>
          <Form
            action={actions.sendBack}
            submission={newId()}
            at={at}
            name="back"
            restored={restored}
            label={t("sendBack")}
            className="grid gap-3"
          >
            <input type="hidden" name="story" value={work.id} />
            <TextArea name="review" label={t("reviewField")} rows={3} required />
            <Submit className="justify-self-start">{t("sendBack")}</Submit>
          </Form>
        </>
      )}
      {status === "in_review" && !may("publish") && <p className="small">{t("secondPerson")}</p>}
      {moves.map((act) => (
        <Form key={act} action={actions.move} submission={newId()} at={at} name={act} label={t(`moves.${act}`)}>
          <input type="hidden" name="story" value={work.id} />
          <input type="hidden" name="act" value={act} />
          <Submit>{t(`moves.${act}`)}</Submit>
        </Form>
      ))}
    </section>
  );
}

/** What has changed since somebody last looked at it. */
function Changed({ work }: { work: StoryWork }) {
  const t = useTranslations("stories");
  const before = work.reviewed;
  if (!before) return <p className="small">{t("neverReviewed")}</p>;
  const all = (text: { title: string; lead: string; body: string } | undefined) =>
    text ? [text.title, text.lead, text.body].filter(Boolean).join("\n\n") : "";
  const changed = locales.filter((l) => all(before[l]) !== all(work.texts[l]));
  if (!changed.length) return <p className="small">{t("sameAsReviewed")}</p>;
  return changed.map((l) => (
    <details key={l} className="fold">
      <summary>{t("changedIn", { language: localeNames[l].full })}</summary>
      <Differences
        before={all(before[l])}
        now={all(work.texts[l])}
        lang={l}
        headings={{ before: t("reviewedThen"), now: t("now") }}
      />
    </details>
  ));
}
