import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { Capacity } from "#domain/concern/rules.ts";
import type { OwnPublication as Own } from "#domain/publication/own.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  number: string;
  own: Own;
  capacities: readonly Capacity[];
  actions: { declinePublic: Action; agreePublic: Action };
};

/** What everybody reads of a concern. */
export function PublicText({ text }: { text: NonNullable<Own["text"]> }) {
  return (
    <>
      <p className="font-bold">
        <bdi>{text.title}</bdi>
      </p>
      <p className="said" dir="auto">
        {text.body}
      </p>
      {text.outcome && (
        <p className="said mt-2 border-s-4 border-done ps-3" dir="auto">
          {text.outcome}
        </p>
      )}
    </>
  );
}

/** Where a concern stands with the public, as whoever raised it decides; and for who coordinates the way to change it. */
export function OwnPublication({ number, own, capacities, actions }: Props) {
  const t = useTranslations("ownPublic");
  const reporter = capacities.includes("reporter");
  const declined = own.standing === "declined";
  return (
    <section aria-labelledby="public" className="grid gap-2">
      <h2 id="public">{t("title")}</h2>
      <p>{t(`standing.${own.standing}`)}</p>
      {own.text && (
        <details className="fold">
          <summary>{t("what")}</summary>
          <PublicText text={own.text} />
        </details>
      )}
      {reporter && (
        <Form
          key={own.standing}
          action={declined ? actions.agreePublic : actions.declinePublic}
          submission={newId()}
          at={`/concerns/${number}`}
          name={declined ? "agreePublic" : "declinePublic"}
          label={declined ? t("agree") : own.text ? t("takeDown") : t("decline")}
          className="grid justify-items-start gap-1"
        >
          <input type="hidden" name="number" value={number} />
          <Submit>{declined ? t("agree") : own.text ? t("takeDown") : t("decline")}</Submit>
          <p className="small">{declined ? t("agreeHint") : t("declineHint")}</p>
        </Form>
      )}
      {capacities.includes("coordinator") && !declined && (
        <p>
          <Link href={`/board/review?n=${number}`} prefetch={false} className="lone">
            {own.standing === "published" ? t("change") : t("look")}
          </Link>
        </p>
      )}
    </section>
  );
}
