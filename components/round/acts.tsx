import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { RoundStatus } from "#domain/round/rules.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  round: { id: string; name: string; status: RoundStatus };
  /** How many planned visits closing would call off. */
  planned: number;
  newKey: () => string;
  begin: Action;
  close: Action;
  reopen: Action;
};

/** How a round goes on: it begins, it ends, and what was ended too early is taken up again. */
export function RoundActs({ round, planned, newKey, begin, close, reopen }: Props) {
  const t = useTranslations("arrange");
  const base = { at: `/rounds/${round.id}` };
  const hidden = <input type="hidden" name="round" value={round.id} />;
  return (
    <>
      {round.status === "planned" && (
        <Form {...base} action={begin} submission={newKey()} label={t("begin")} className="grid basis-full gap-3 pt-4">
          {hidden}
          <p className="max-w-(--measure)">{t("beginHint")}</p>
          <Submit main className="justify-self-start">
            {t("begin")}
          </Submit>
        </Form>
      )}
      {round.status === "closed" ? (
        <Form
          {...base}
          action={reopen}
          submission={newKey()}
          label={t("reopen")}
          className="grid gap-3 open:basis-full"
        >
          {hidden}
          <Submit className="justify-self-start">{t("reopen")}</Submit>
        </Form>
      ) : (
        <details className="text-t1 open:basis-full">
          <summary className="lone underline decoration-door underline-offset-4">{t("close")}</summary>
          <Form
            {...base}
            action={close}
            submission={newKey()}
            label={t("close")}
            className="grid max-w-(--measure) gap-3 pb-2"
          >
            {hidden}
            <p>{t("closeHint", { count: planned })}</p>
            <Submit className="justify-self-start">{t("closeNow", { name: round.name })}</Submit>
          </Form>
        </details>
      )}
    </>
  );
}
