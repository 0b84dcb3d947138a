import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { HeldLetter } from "#domain/letter/held.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** What may become of a mail, each a step of its own before it is done: these links and the search lead there. */
export function Choices({ letter, typed, missing }: { letter: HeldLetter; typed: string; missing: boolean }) {
  const t = useTranslations("letters");
  const at = `/letters/${letter.id}`;
  return (
    <div className="grid gap-6">
      <form action={at} aria-label={t("into")} className="rule grid gap-3">
        <h2>{t("into")}</h2>
        <p className="small" id="into-hint">
          {t("intoHint")}
        </p>
        <div className="grid gap-1">
          <label htmlFor="into" className="font-bold">
            {t("known")}
          </label>
          <input
            id="into"
            name="into"
            required
            defaultValue={typed}
            inputMode="numeric"
            autoComplete="off"
            aria-invalid={missing}
            aria-describedby={missing ? "into-missing" : "into-hint"}
            className="max-w-60"
          />
          {missing && (
            <p id="into-missing" role="alert" className="text-late">
              {t("notFound")}
            </p>
          )}
        </div>
        <button type="submit" className="btn justify-self-start">
          {t("find")}
        </button>
      </form>
      <p className="rule flex flex-wrap gap-x-6">
        <Link href={`${at}?do=make`} className="lone">
          {t("make")}
        </Link>
        <Link href={`${at}?do=discard`} className="lone">
          {t("discard")}
        </Link>
      </p>
    </div>
  );
}

type Step = {
  letter: HeldLetter;
  submission: string;
  action: Action;
  at: string;
  title: string;
  hint: string;
  /** The title of the concern it is put into. */
  about?: string;
  number?: string;
  word: string;
};

/** The last question before it is done. */
export function Confirm({ letter, submission, action, at, title, hint, about, number, word }: Step) {
  const t = useTranslations("letters");
  return (
    <section aria-labelledby="confirm" className="sheet grid gap-3">
      <h2 id="confirm">{title}</h2>
      {about && (
        <p className="font-bold break-words" dir="auto">
          {about}
        </p>
      )}
      <p className="small break-words">{hint}</p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <Form action={action} submission={submission} at={at} label={title}>
          <input type="hidden" name="letter" value={letter.id} />
          {number && <input type="hidden" name="number" value={number} />}
          <Submit main>{word}</Submit>
        </Form>
        <Link href={`/letters/${letter.id}`} className="lone">
          {t("back")}
        </Link>
      </div>
    </section>
  );
}
