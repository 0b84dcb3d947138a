import { getFormatter, getTranslations } from "next-intl/server";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { formWords } from "#components/ui/words.ts";
import type { ResidentLine } from "#domain/resident/decide.ts";

type Props = { residents: ResidentLine[]; decide: (state: FormState, data: FormData) => Promise<FormState> };

/** Residents with an account; those who registered without a code wait for a coordinator's word. */
export async function Residents({ residents, decide }: Props) {
  const [t, words, format] = await Promise.all([getTranslations("people"), formWords(), getFormatter()]);
  return (
    <section aria-labelledby="residents">
      <h2 id="residents" className="mb-2">
        {t("residents")} <span className="num small">{residents.length}</span>
      </h2>
      {residents.length === 0 && <p className="rule">{t("noResidents")}</p>}
      <ul>
        {residents.map((r) => (
          <li key={`${r.userId}${r.householdId}`} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-t border-line py-2 text-t1">
            <div className="flex flex-wrap items-center gap-x-3">
              <b>
                <bdi>{r.name}</bdi>
              </b>
              <span>
                {r.building} {r.entrance} <span className="num">{r.door}</span>
              </span>
              <State look={r.status === "pending" ? "waiting" : "done"}>{r.status === "pending" ? t("pending") : t(`proof.${r.proof ?? "coordinator"}`)}</State>
              <span className="small">{format.dateTime(r.requestedAt, "date")}</span>
            </div>
            <div className="flex flex-wrap justify-end gap-2">
              {r.status === "pending" && (
                <Form action={decide} words={words} at="/people">
                  <input type="hidden" name="user" value={r.userId} />
                  <input type="hidden" name="household" value={r.householdId} />
                  <Submit name="decision" value="confirm" main>
                    {t("confirm")}
                  </Submit>
                </Form>
              )}
              <Form action={decide} words={words} at="/people">
                <input type="hidden" name="user" value={r.userId} />
                <input type="hidden" name="household" value={r.householdId} />
                <Submit name="decision" value="end">
                  {t(r.status === "pending" ? "refuse" : "end")}
                </Submit>
              </Form>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
