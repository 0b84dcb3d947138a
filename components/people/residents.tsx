import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import type { ResidentLine } from "#domain/resident/decide.ts";

type Props = { residents: ResidentLine[]; decide: (state: FormState, data: FormData) => Promise<FormState> };

/** Residents with an account; those who registered without a code wait for a coordinator's word. */
export function Residents({ residents, decide }: Props) {
  const t = useTranslations("people");
  const pending = residents.filter((r) => r.status === "pending");
  const confirmed = residents.filter((r) => r.status === "confirmed");
  return (
    <section aria-labelledby="residents">
      <h2 id="residents" className="mb-2">
        {t("residents")} <span className="num small">{residents.length}</span>
      </h2>
      {residents.length === 0 && <p className="rule">{t("noResidents")}</p>}
      <ul>
        {pending.map((r) => (
          <Row key={`${r.userId}${r.householdId}`} resident={r}>
            <Decision resident={r} decide={decide} decision="confirm" label={t("confirm")} main />
            <Decision resident={r} decide={decide} decision="end" label={t("refuse")} />
          </Row>
        ))}
      </ul>
      {confirmed.length > 0 && (
        <details className="fold">
          <summary>{t("confirmedResidents", { count: confirmed.length })}</summary>
          <ul>
            {confirmed.map((r) => (
              <Row key={`${r.userId}${r.householdId}`} resident={r}>
                <details>
                  <summary className="btn btn-plain list-none">{t("end")}</summary>
                  <div className="grid gap-2 py-2">
                    <p className="small">{t("endHint")}</p>
                    <Decision resident={r} decide={decide} decision="end" label={t("endNow", { name: r.name })} />
                  </div>
                </details>
              </Row>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Row({ resident: r, children }: { resident: ResidentLine; children: ReactNode }) {
  const t = useTranslations("people");
  const format = useFormatter();
  return (
    <li className="grid gap-x-4 border-t border-line py-2 text-t1 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center">
      <div className="flex flex-wrap items-center gap-x-3">
        <b>
          <bdi>{r.name}</bdi>
        </b>
        <span>
          {r.building} {r.entrance} <span className="num">{r.door}</span>
        </span>
        <State look={r.status === "pending" ? "waiting" : "done"}>
          {r.status === "pending" ? t("pending") : t(`proof.${r.proof ?? "coordinator"}`)}
        </State>
        <span className="small">{format.dateTime(r.requestedAt, "date")}</span>
      </div>
      <div className="flex flex-wrap gap-2 sm:justify-end">{children}</div>
    </li>
  );
}

function Decision({
  resident,
  decide,
  decision,
  label,
  main,
}: {
  resident: ResidentLine;
  decide: Props["decide"];
  decision: "confirm" | "end";
  label: string;
  main?: boolean;
}) {
  return (
    <Form action={decide} at="/people">
      <input type="hidden" name="user" value={resident.userId} />
      <input type="hidden" name="household" value={resident.householdId} />
      <input type="hidden" name="decision" value={decision} />
      <Submit main={main}>{label}</Submit>
    </Form>
  );
}
