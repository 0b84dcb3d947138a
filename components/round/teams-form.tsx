import { useTranslations } from "#components/i18n.ts";
import { SelectField, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { ArrangedTeam } from "#domain/round/arranged.ts";
import type { Walker } from "#domain/round/draft.ts";

type Props = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  round: string;
  teams: ArrangedTeam[];
  walkers: Walker[];
  /** Names of the teams that can be added. */
  fresh: { value: string; label: string }[];
};

/** Who goes with whom: teams with their names, each officer with a choice of team. */
export function TeamsForm({ action, submission, round, teams, walkers, fresh }: Props) {
  const t = useTranslations("arrange");
  const inTeam = new Set(teams.flatMap((team) => team.members.map((m) => m.id)));
  const rest = walkers.filter((w) => !inTeam.has(w.id));
  const options = [...teams.map((team) => ({ value: team.id, label: team.name })), ...fresh];
  const person = (p: { id: string; name: string }, team: string) => (
    <SelectField
      key={p.id}
      name={`of-${p.id}`}
      label={p.name}
      empty={t("notInRound")}
      options={options}
      initial={team}
    />
  );
  return (
    <Form
      action={action}
      submission={submission}
      at={`/rounds/${round}/arrange?part=teams`}
      label={t("teams")}
      className="grid gap-6"
    >
      <input type="hidden" name="round" value={round} />
      <p className="small">{t("teamsHint")}</p>
      <div className="grid gap-x-10 md:grid-cols-2 lg:grid-cols-3">
        {teams.map((team) => (
          <fieldset key={team.id} className="grid content-start gap-3 border-t border-line py-4">
            <legend className="sr-only">{team.name}</legend>
            <TextField
              name={`name-${team.id}`}
              label={t("teamNameOf", { team: team.name })}
              initial={team.name}
              labelHidden
            />
            {team.members.length === 0 && <p className="small">{t("emptyTeam")}</p>}
            <div className="grid grid-cols-2 gap-3">{team.members.map((m) => person(m, team.id))}</div>
          </fieldset>
        ))}
      </div>
      {rest.length > 0 && (
        <fieldset className="border-t border-line pt-4">
          <legend className="sr-only">{t("notInRound")}</legend>
          <p aria-hidden="true" className="mb-3 font-bold">
            {t("notInRound")}
          </p>
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">{rest.map((w) => person(w, ""))}</div>
        </fieldset>
      )}
      <Submit main className="justify-self-start">
        {t("saveTeams")}
      </Submit>
    </Form>
  );
}
