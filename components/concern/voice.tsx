import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { ConcernHead } from "#domain/concern/page.ts";
import { isClosed, mayWork } from "#domain/concern/rules.ts";
import { RateForm } from "./rate-form.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  concern: ConcernHead;
  add: Action;
  drop: Action;
  /** What a household that said so thinks of what was done. */
  rate: Action;
  /** Whether the viewer may say that it is theirs too. */
  may: boolean;
};

/** How many households say so too; and, for a neighbour, one press to be one of them, or no longer. */
export function Voices({ concern, add, drop, rate, may }: Props) {
  const t = useTranslations("voice");
  const { number, voices, voiced, ratings, voiceDoors } = concern;
  if (!voices && !may) return null;
  return (
    <section aria-label={t("label")} className="mt-4 grid gap-2">
      {voices > 0 && <p>{voiced ? t("yours", { count: voices - 1 }) : t("count", { count: voices })}</p>}
      {voiceDoors.length > 0 && (
        <details className="fold">
          <summary>{t("doors")}</summary>
          <p className="num">{voiceDoors.join(" · ")}</p>
        </details>
      )}
      {mayWork(concern.capacities) && ratings.rated > 0 && <p>{t("rated", ratings)}</p>}
      {voiced && (concern.status === "solved" || concern.status === "confirmed") && (
        <details className="fold" open={concern.status === "solved"}>
          <summary>{t("rate")}</summary>
          <RateForm action={rate} hidden={{ number }} at={`/concerns/${number}`} initial={null} reporter={false} />
        </details>
      )}
      {((voiced && !isClosed(concern.status)) || may) && (
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
