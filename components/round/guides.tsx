import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Choices, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { ArrangedEntrance, Arrangement } from "#domain/round/arranged.ts";
import { kindsOf } from "#domain/round/pattern.ts";
import { Box, Boxes } from "./box.tsx";
import { useWhen } from "./shifts.tsx";
import { useWeekday } from "./words.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  arrangement: Arrangement;
  /** The entrance that stands open. */
  open: string | undefined;
  newKey: () => string;
  actions: { addGuide: Action; changeGuide: Action; removeGuide: Action; setGuideShifts: Action };
};

/** Who introduces the officers at which entrance, and when. One entrance stands open at a time. */
export function Guides({ arrangement, open, newKey, actions }: Props) {
  const t = useTranslations("arrange");
  const { round, entrances } = arrangement;
  return (
    <div className="grid gap-6">
      <p className="small">{t("guidesHint")}</p>
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
        {[...Map.groupBy(entrances, (e) => e.building)].map(([building, inIt]) => (
          <section
            key={building}
            aria-label={building}
            className={inIt.some((e) => e.id === open) ? "md:col-span-2" : undefined}
          >
            <h2 className="mb-1">{building}</h2>
            <ul>
              {inIt.map((e) => (
                <li key={e.id} id={`e-${e.id}`} className="relative scroll-mt-4 border-t border-line">
                  {e.id === open ? (
                    <OpenEntrance entrance={e} {...{ arrangement, newKey, actions }} />
                  ) : (
                    <Line entrance={e} round={round.id} />
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

/** An entrance in one line: its guides, and whether they come only sometimes. */
function Line({ entrance, round }: { entrance: ArrangedEntrance; round: string }) {
  const t = useTranslations("arrange");
  const format = useFormatter();
  const { guides, shifts } = entrance;
  return (
    <div className="grid min-h-(--touch) grid-cols-[6rem_1fr] items-center gap-x-3 py-1">
      <Link
        href={`/rounds/${round}/arrange?part=guides&entrance=${entrance.id}#e-${entrance.id}`}
        prefetch={false}
        scroll={false}
        className="font-bold no-underline after:absolute after:inset-0 hover:underline"
      >
        {entrance.name}
      </Link>
      <span className="text-t1">
        {guides.length ? format.list(guides.map((g) => g.name)) : <span className="text-ink-3">{t("noGuide")}</span>}
        {shifts.length > 0 && <span className="small"> · {t("onlyIn", { count: shifts.length })}</span>}
      </span>
    </div>
  );
}

type OpenProps = Omit<Props, "open"> & { entrance: ArrangedEntrance };

function OpenEntrance({ arrangement, entrance, newKey, actions }: OpenProps) {
  const t = useTranslations("arrange");
  const { round } = arrangement;
  const base = { at: `/rounds/${round.id}/arrange?part=guides&entrance=${entrance.id}` };
  const hidden = (
    <>
      <input type="hidden" name="round" value={round.id} />
      <input type="hidden" name="entrance" value={entrance.id} />
    </>
  );
  const person = (g: { name: string; phone: string | null; remark: string | null }) => (
    <div className="grid gap-3 sm:grid-cols-3">
      <TextField name="name" label={t("guideName")} initial={g.name} required />
      <TextField name="phone" type="tel" inputMode="tel" label={t("guidePhone")} initial={g.phone ?? ""} />
      <TextField name="remark" label={t("guideRemark")} initial={g.remark ?? ""} />
    </div>
  );
  const adding = (
    <Form {...base} action={actions.addGuide} submission={newKey()} label={t("addGuide")} className="grid gap-3 py-2">
      {hidden}
      {person({ name: "", phone: null, remark: null })}
      <Submit className="justify-self-start">{t("addGuide")}</Submit>
    </Form>
  );
  return (
    <div className="grid gap-5 border-s-4 border-door py-3 ps-4">
      <h3>
        <span className="sr-only">{entrance.building}</span> {entrance.name}
      </h3>
      {entrance.guides.map((g) => (
        <div key={g.id} className="grid gap-1">
          <Form
            {...base}
            action={actions.changeGuide}
            submission={newKey()}
            label={t("changeGuide", { name: g.name })}
            className="grid gap-3"
          >
            {hidden}
            <input type="hidden" name="guide" value={g.id} />
            {person(g)}
            <Submit className="justify-self-start">{t("save")}</Submit>
          </Form>
          <details>
            <summary className="lone underline decoration-door underline-offset-4">
              {t("removeGuide", { name: g.name })}
            </summary>
            <Form
              {...base}
              action={actions.removeGuide}
              submission={newKey()}
              label={t("removeGuide", { name: g.name })}
              className="grid gap-2 py-2"
            >
              {hidden}
              <input type="hidden" name="guide" value={g.id} />
              <p className="small">{t("removeGuideHint")}</p>
              <Submit className="justify-self-start">{t("removeGuideNow")}</Submit>
            </Form>
          </details>
        </div>
      ))}
      {entrance.guides.length ? (
        <details className="fold">
          <summary>{t("addAnotherGuide")}</summary>
          {adding}
        </details>
      ) : (
        adding
      )}
      <GuideShifts {...{ arrangement, entrance, newKey, actions }} />
    </div>
  );
}

/** When an entrance's guide comes: by kinds of shifts, or one by one. */
function GuideShifts({ arrangement, entrance, newKey, actions }: OpenProps) {
  const t = useTranslations("arrange");
  const weekday = useWeekday();
  const { round, shifts } = arrangement;
  const when = useWhen(round.timeZone);
  if (!shifts.length) return null;
  const chosen = new Set(entrance.shifts);
  const kinds = kindsOf(shifts, round.timeZone);
  const whole = new Set(kinds.filter((k) => k.shifts.every((s) => chosen.has(s.id))).map((k) => k.key));
  const single = new Set(
    kinds.filter((k) => !whole.has(k.key)).flatMap((k) => k.shifts.filter((s) => chosen.has(s.id)).map((s) => s.id)),
  );
  const spans = [...Map.groupBy(kinds, (k) => `${k.from}–${k.to}`)].toSorted(([a], [b]) => a.localeCompare(b));
  return (
    <Form
      action={actions.setGuideShifts}
      submission={newKey()}
      at={`/rounds/${round.id}/arrange?part=guides&entrance=${entrance.id}`}
      label={t("guideComes")}
      className="group grid gap-3 border-t border-line pt-4"
    >
      <input type="hidden" name="round" value={round.id} />
      <input type="hidden" name="entrance" value={entrance.id} />
      <Choices
        name="when"
        label={t("guideComes")}
        inline
        initial={chosen.size ? "only" : "any"}
        choices={[
          { value: "any", label: t("whenever") },
          { value: "only", label: t("onlyThen") },
        ]}
      />
      <div className="grid gap-3 group-has-[input[value=any]:checked]:hidden">
        <Boxes name="kinds" legend={t("kinds")} hint={t("kindsHint")}>
          {spans.map(([span, ofSpan]) => (
            <div key={span} className="grid items-center sm:grid-cols-[7rem_1fr]">
              <span className="num text-t1">{span}</span>
              <span className="flex flex-wrap gap-x-5">
                {ofSpan.map((k) => (
                  <Box key={k.key} name="kinds" value={k.key} initial={whole.has(k.key)} className="flex gap-2">
                    <span>
                      {weekday(k.day)}
                      <span className="sr-only"> {span}</span>
                    </span>
                  </Box>
                ))}
              </span>
            </div>
          ))}
        </Boxes>
        <details className="fold border-b border-line" open={single.size > 0 || undefined}>
          <summary>
            <span>
              {t("single")} {single.size > 0 && <span className="num small">{single.size}</span>}
            </span>
          </summary>
          <Boxes name="shifts" legend={<span className="sr-only">{t("single")}</span>}>
            <div className="grid gap-x-6 sm:grid-cols-2 lg:grid-cols-3">
              {shifts.map((s) => (
                <Box key={s.id} name="shifts" value={s.id} initial={single.has(s.id)} className="flex gap-3">
                  <span className="num">{when.shift(s)}</span>
                </Box>
              ))}
            </div>
          </Boxes>
        </details>
      </div>
      <Submit className="justify-self-start">{t("save")}</Submit>
    </Form>
  );
}
