import { useTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { Draft } from "#domain/round/draft.ts";
import { usualPattern } from "#domain/round/pattern.ts";
import { Box, Boxes, Fold } from "./box.tsx";
import { PatternFields } from "./pattern-fields.tsx";
import { SettingsFields } from "./settings-fields.tsx";

type Props = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  community: string;
  draft: Draft;
  restored: Record<string, string | string[]> | null;
};

/** A new round. Everything is filled in: pressing the button is enough. */
export function NewRoundForm({ action, submission, community, draft, restored }: Props) {
  const t = useTranslations("arrange");
  const going = draft.walkers.filter((w) => !w.leads).length;
  return (
    <Form
      action={action}
      submission={submission}
      at="/rounds/new"
      restored={restored}
      label={t("new")}
      className="grid gap-8"
    >
      <input type="hidden" name="community" value={community} />
      <section aria-label={t("parts.basics")} className="grid gap-4">
        <SettingsFields
          initial={{
            name: t("proposedName", { year: String(draft.year), season: draft.season }),
            startsOn: draft.startsOn,
            endsOn: draft.endsOn,
            target: draft.target,
            minutes: 12,
          }}
          doors={draft.doors}
        />
      </section>
      <section aria-labelledby="shifts" className="grid gap-2">
        <h2 id="shifts">{t("shifts")}</h2>
        <p className="small mb-1">{t("shiftsHint")}</p>
        <PatternFields pattern={usualPattern} />
      </section>
      <section aria-labelledby="teams" className="grid gap-3">
        <h2 id="teams">{t("teams")}</h2>
        <div className="max-w-56">
          <TextField name="size" label={t("size")} inputMode="numeric" initial="2" required />
        </div>
        {draft.former > 0 && <p className="small">{t("former", { count: draft.former })}</p>}
        <Fold about={["officers"]} summary={t("whoGoes", { count: going })}>
          <Boxes name="officers" legend={<span className="sr-only">{t("officers")}</span>}>
            <div className="grid gap-x-6 sm:grid-cols-2">
              {draft.walkers.map((w) => (
                <Box
                  key={w.id}
                  name="officers"
                  value={w.id}
                  initial={!w.leads}
                  className="grid grid-cols-[auto_1fr] gap-x-3"
                >
                  <span>
                    {w.name} {w.post && <span className="small">{w.post}</span>}
                  </span>
                </Box>
              ))}
            </div>
          </Boxes>
        </Fold>
      </section>
      <div className="rule grid gap-3">
        <Submit main className="justify-self-start">
          {t("create")}
        </Submit>
        <p className="small">{t("createHint")}</p>
      </div>
    </Form>
  );
}
