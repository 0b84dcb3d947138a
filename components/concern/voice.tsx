import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { ConcernHead } from "#domain/concern/page.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  concern: ConcernHead;
  add: Action;
  drop: Action;
  /** Whether the viewer may say that it is theirs too. */
  may: boolean;
};

/** How many households say so too; and, for a neighbour, one press to be one of them, or no longer. */
export function Voices({ concern, add, drop, may }: Props) {
  const t = useTranslations("voice");
  const { number, voices, voiced } = concern;
  if (!voices && !may) return null;
  return (
    <section aria-label={t("label")} className="grid gap-2 border-t border-line pt-3">
      {voices > 0 && <p>{voiced ? t("yours", { count: voices - 1 }) : t("count", { count: voices })}</p>}
      {(voiced || may) && (
        <Form
          key={String(voiced)}
          action={voiced ? drop : add}
          submission={newId()}
          at={`/concerns/${number}`}
          name={voiced ? "dropVoice" : "voice"}
          label={voiced ? t("drop") : t("add")}
          className="grid justify-items-start gap-1"
        >
          <input type="hidden" name="number" value={number} />
          <Submit>{voiced ? t("drop") : t("add")}</Submit>
          {!voiced && <p className="small">{t("addHint")}</p>}
        </Form>
      )}
    </section>
  );
}
