import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { HelperLine } from "#domain/helper/list.ts";

type Props = {
  helpers: HelperLine[];
  at: string;
  visit: string | null;
  end: (state: FormState, data: FormData) => Promise<FormState>;
};

/** Who acts for a household, what they may do, and how it consented. */
export function HelperLines({ helpers, at, visit, end }: Props) {
  const t = useTranslations("helpers");
  const format = useFormatter();
  const day = (of: Date) => format.dateTime(of, "date");
  return (
    <ul>
      {helpers.map((h) => {
        const may = [h.mayRaise && t("can.raise"), h.mayFollow && t("can.follow"), h.mayChoose && t("can.choose")];
        const by = { who: h.recordedBy ?? "", from: h.consentBy ?? "", when: day(h.createdAt) };
        return (
          <li key={h.id} className="grid gap-2 border-t border-line py-4">
            <p>
              <b>
                <bdi>{h.name}</bdi>
              </b>{" "}
              <span className="small">
                {t(`relations.${h.relation}`)} · {h.taken ? t("taken") : t("notTaken")}
              </span>
            </p>
            <p className="small">{may.filter(Boolean).join(" · ")}</p>
            <p className="small">
              {t(`consented.${h.consent}`, by)}
              {h.until && ` ${t("untilDay", { day: day(new Date(`${h.until}T12:00:00Z`)) })}`}
            </p>
            <Form action={end} submission={newId()} at={at} label={`${t("end")} ${h.name}`}>
              <input type="hidden" name="helper" value={h.id} />
              <input type="hidden" name="visit" value={visit ?? ""} />
              <Submit>{t("end")}</Submit>
            </Form>
          </li>
        );
      })}
    </ul>
  );
}
