import { useFormatter, useTranslations } from "#components/i18n.ts";
import { SelectField, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { ArrangedShift, Arrangement } from "#domain/round/arranged.ts";
import { kindsOf, localSpan, usualPattern } from "#domain/round/pattern.ts";
import { dayOf } from "#domain/time.ts";
import { Box, Boxes, Sure } from "./box.tsx";
import { PatternFields } from "./pattern-fields.tsx";
import { useWeekday } from "./words.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  arrangement: Arrangement;
  newKey: () => string;
  actions: {
    removeShifts: Action;
    addShift: Action;
    addPattern: Action;
    addAbsence: Action;
    endAbsence: Action;
  };
};

/** When visits are made: the shifts day by day, more of them, and which team stays away. */
export function Shifts({ arrangement, newKey, actions }: Props) {
  const t = useTranslations("arrange");
  const { round, shifts } = arrangement;
  const base = { at: `/rounds/${round.id}/arrange?part=shifts` };
  const hidden = <input type="hidden" name="round" value={round.id} />;
  return (
    <div className="grid gap-6">
      <div>
        <details className="fold">
          <summary>{t("addOne")}</summary>
          <Form
            {...base}
            action={actions.addShift}
            submission={newKey()}
            label={t("addOne")}
            className="grid max-w-(--measure) gap-4 py-3"
          >
            {hidden}
            <TextField name="day" type="date" label={t("day")} initial={round.startsOn} required />
            <div className="grid grid-cols-2 gap-3">
              <TextField name="from" type="time" label={t("from")} initial="18:30" required />
              <TextField name="to" type="time" label={t("to")} initial="21:00" required />
            </div>
            <Submit className="justify-self-start">{t("add")}</Submit>
          </Form>
        </details>
        <details className="fold">
          <summary>{t("addMany")}</summary>
          <Form
            {...base}
            action={actions.addPattern}
            submission={newKey()}
            label={t("addMany")}
            className="grid max-w-3xl gap-4 py-3"
          >
            {hidden}
            <p className="small">{t("addManyHint")}</p>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField name="startsOn" type="date" label={t("startsOn")} initial={round.startsOn} required />
              <TextField name="endsOn" type="date" label={t("endsOn")} initial={round.endsOn} required />
            </div>
            <PatternFields pattern={usualPattern} />
            <Submit className="justify-self-start">{t("add")}</Submit>
          </Form>
        </details>
        <details className="fold border-b border-line">
          <summary>
            <span>
              {t("absences")}{" "}
              {arrangement.absences.length > 0 && <span className="num small">{arrangement.absences.length}</span>}
            </span>
          </summary>
          <Absences arrangement={arrangement} newKey={newKey} actions={actions} />
        </details>
      </div>
      {shifts.length === 0 ? (
        <p>{t("noShifts")}</p>
      ) : (
        <Form
          {...base}
          action={actions.removeShifts}
          submission={newKey()}
          label={t("removeShifts")}
          className="grid gap-4"
        >
          {hidden}
          <Sure label={t("sure")} />
          <Boxes name="shifts" legend={t("allShifts", { count: shifts.length })} hint={t("removeHint")}>
            <Days arrangement={arrangement} />
          </Boxes>
          <Submit className="justify-self-start">{t("removeShifts")}</Submit>
        </Form>
      )}
    </div>
  );
}

/** Every shift in its day, with a box to choose it. */
function Days({ arrangement }: { arrangement: Arrangement }) {
  const t = useTranslations("arrange");
  const format = useFormatter();
  const { timeZone } = arrangement.round;
  const days = Map.groupBy(arrangement.shifts, (s) => dayOf(s.startsAt, timeZone));
  return (
    <ul className="mt-2 gap-x-10 sm:columns-2 lg:columns-3">
      {[...days].map(([day, shifts]) => (
        <li key={day} className="grid break-inside-avoid grid-cols-[7.5rem_1fr] border-t border-line">
          <span className="flex min-h-(--touch) items-center text-t1">
            {format.dateTime(new Date(`${day}T12:00:00Z`), {
              month: "short",
              day: "numeric",
              weekday: "short",
              timeZone: "UTC",
            })}
          </span>
          <span className="grid">
            {shifts.map((s) => (
              <Box key={s.id} name="shifts" value={s.id} className="flex gap-3">
                <span className="grid leading-tight">
                  <Clock shift={s} timeZone={timeZone} />
                  {s.visits > 0 && <span className="small">{t("visitsIn", { count: s.visits })}</span>}
                </span>
              </Box>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Clock({ shift, timeZone }: { shift: ArrangedShift; timeZone: string }) {
  const { from, to } = localSpan(shift, timeZone);
  return (
    <span className="num">
      {from}–{to}
    </span>
  );
}

/** Which team does not go when. */
function Absences({ arrangement, newKey, actions }: Props) {
  const t = useTranslations("arrange");
  const { round, shifts, teams, absences } = arrangement;
  const when = useWhen(round.timeZone);
  const base = { at: `/rounds/${round.id}/arrange?part=shifts` };
  const hidden = <input type="hidden" name="round" value={round.id} />;
  const byTeam = Map.groupBy(absences, (a) => a.teamId);
  return (
    <div className="grid gap-4 py-3">
      <p className="small">{t("absencesHint")}</p>
      {byTeam.size > 0 && (
        <Form {...base} action={actions.endAbsence} submission={newKey()} label={t("absences")}>
          {hidden}
          <ul>
            {teams
              .filter((team) => byTeam.has(team.id))
              .map((team) => (
                <li key={team.id} className="border-t border-line py-1">
                  <b>{team.name}</b>
                  <ul className="grid gap-x-8 sm:grid-cols-2">
                    {byTeam.get(team.id)?.map(({ shiftId }) => {
                      const shift = shifts.find((s) => s.id === shiftId);
                      return shift ? (
                        <li key={shiftId} className="flex items-center justify-between gap-3">
                          <span className="num">{when.shift(shift)}</span>
                          <Submit name="absence" value={`${shiftId}:${team.id}`} className="btn-plain">
                            {t("goesAfterAll")}
                          </Submit>
                        </li>
                      ) : null;
                    })}
                  </ul>
                </li>
              ))}
          </ul>
        </Form>
      )}
      {shifts.length > 0 && teams.length > 0 && (
        <Form
          {...base}
          action={actions.addAbsence}
          submission={newKey()}
          label={t("addAbsence")}
          className="grid gap-4 sm:grid-cols-[1fr_1fr_auto] sm:items-end"
        >
          {hidden}
          <SelectField
            name="team"
            label={t("team")}
            options={teams.map((team) => ({
              value: team.id,
              label: `${team.name} · ${team.members.map((m) => m.name).join(" ")}`,
            }))}
          />
          <SelectField
            name="when"
            label={t("staysAway")}
            groups={[
              {
                label: t("kinds"),
                options: kindsOf(shifts, round.timeZone).map((k) => ({ value: k.key, label: when.kind(k) })),
              },
              { label: t("single"), options: shifts.map((s) => ({ value: s.id, label: when.shift(s) })) },
            ]}
          />
          <Submit>{t("addAbsence")}</Submit>
        </Form>
      )}
    </div>
  );
}

/** How shifts and their kinds are called. */
export function useWhen(timeZone: string) {
  const t = useTranslations("arrange");
  const format = useFormatter();
  const weekday = useWeekday();
  return {
    shift: ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) => {
      const { from, to } = localSpan({ startsAt, endsAt }, timeZone);
      const day = format.dateTime(startsAt, { month: "short", day: "numeric", weekday: "short", timeZone });
      return `${day} ${from}–${to}`;
    },
    kind: ({ day, from, to, shifts }: { day: number; from: string; to: string; shifts: unknown[] }) =>
      t("kind", { day: weekday(day, "long"), from, to, count: shifts.length }),
  };
}
