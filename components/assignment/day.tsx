import Link from "next/link";
import type { ReactNode } from "react";
import { HandField } from "#components/concern/hand-field.tsx";
import { Standing } from "#components/deadline/standing.tsx";
import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import type { Colleague } from "#domain/assignment/colleagues.ts";
import {
  type UnitDay as Day,
  type DayFilter,
  type DayInput,
  type DayLine,
  dayAddress,
  dayFilters,
  dayLimit,
} from "#domain/desk/unit-day.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Restored = Record<string, string | string[]> | null;

type Props = {
  day: Day;
  input: DayInput;
  colleagues: Colleague[];
  actions: { accept: Action; hand: Action };
  restored: Restored;
  /** The viewer, and whether they work in several units: then each line says whose it is. */
  me: string;
  several: boolean;
  locale: string;
  now: Date;
};

/** All that a unit has to answer, by deadline, each with what can be done about it now. */
export function UnitDay({ day, input, ...rest }: Props) {
  const t = useTranslations("desk");
  const { who, after } = input;
  const count = (n: number) => (n > dayLimit ? t("day.moreThan", { count: dayLimit }) : String(n));
  return (
    <section aria-labelledby="day">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="day">{t("day.title")}</h2>
        {day.late > 0 && <span className="st st-late">{t("day.late", { count: day.late })}</span>}
      </div>
      {day.counts.ours > 0 && (
        <nav aria-label={t("day.whose")} className="flex flex-wrap gap-x-5 text-t1">
          {dayFilters.map((filter) => (
            <Filter key={filter} filter={filter} current={who === filter} count={count(day.counts[filter])} />
          ))}
        </nav>
      )}
      {day.lines.length > 0 ? (
        <ul>
          {day.lines.map((line) => (
            <Line key={line.assignment} line={line} at={dayAddress(who, after)} {...rest} />
          ))}
        </ul>
      ) : (
        <p className="border-t border-line py-4">{who === "ours" ? t("nothing.partner") : t(`day.none.${who}`)}</p>
      )}
      {(day.after || after) && (
        <nav aria-label={t("day.pages")} className="flex gap-3 border-t border-line pt-4">
          {after && (
            <Link href={dayAddress(who)} className="btn">
              {t("day.first")}
            </Link>
          )}
          {day.after && (
            <Link href={dayAddress(who, day.after)} className="btn">
              {t("day.next")}
            </Link>
          )}
        </nav>
      )}
    </section>
  );
}

function Filter({ filter, current, count }: { filter: DayFilter; current: boolean; count: string }) {
  const t = useTranslations("desk");
  return (
    <Link
      href={dayAddress(filter)}
      prefetch={false}
      aria-current={current ? "page" : undefined}
      className="lone gap-2 no-underline aria-[current]:font-bold aria-[current]:shadow-[0_2px_0_var(--door)]"
    >
      {t(`day.filters.${filter}`)} <span className="num small">{count}</span>
    </Link>
  );
}

type LineProps = Omit<Props, "day" | "input"> & { line: DayLine; at: string };

function Line({ line, at, colleagues, actions, restored, me, several, locale, now }: LineProps) {
  const t = useTranslations("desk");
  const words = useTranslations("words");
  const concern = useTranslations("concern");
  const acts = useTranslations("acts");
  const late = line.standing?.state === "late";
  const act = (name: string) => `/concerns/${line.number}?do=${name}-${line.assignment}#do`;
  // Each says to a screen reader which one it is about.
  const about = <span className="sr-only">{t("day.about", { title: line.title, number: line.number })}</span>;
  const called = (act: "accept" | "hand") =>
    `${acts(`${act}.title`)}${t("day.about", { title: line.title, number: line.number })}`;
  const to = {
    at,
    restored,
    submission: newId(),
    fields: (
      <>
        <input type="hidden" name="number" value={line.number} />
        <input type="hidden" name="assignment" value={line.assignment} />
      </>
    ),
  };
  return (
    <li className="grid items-baseline gap-x-6 gap-y-2 border-t border-line py-3 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="col-span-full grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4">
        <Link
          href={`/concerns/${line.number}`}
          prefetch={false}
          className="font-bold no-underline hover:underline max-sm:py-2"
        >
          <bdi>{line.title}</bdi>
          {line.unread > 0 && <span className="ms-2 text-t0 text-door">{t("unread", { count: line.unread })}</span>}
        </Link>
        <State look={late ? "late" : line.status === "assigned" ? "waiting" : "going"}>
          {late ? words("late") : concern(`assignment.${line.status}`)}
        </State>
      </div>
      <p className="small flex flex-wrap gap-x-3">
        {several && <span>{locale === "en" && line.organizationEn ? line.organizationEn : line.organization}</span>}
        <span>{words(`categories.${line.category}`)}</span>
        {line.building && (
          <span>
            {line.building} {line.entrance}
          </span>
        )}
        {line.urgency === "urgent" && <b>{words("urgency.urgent")}</b>}
        {line.nudges > 0 && <b className="text-late">{words("askedAgain", { count: line.nudges })}</b>}
        <Standing standing={line.standing} now={now} />
        {line.handler && (
          <span>
            {line.handler.id === me ? <b>{t("day.inMyHand")}</b> : t("day.inHand", { name: line.handler.name })}
          </span>
        )}
      </p>
      <div className="flex flex-wrap items-start gap-x-5 text-t1 md:justify-end">
        {line.status === "assigned" ? (
          <Act to={to} name={`accept-${line.assignment}`} action={actions.accept} label={called("accept")}>
            <Submit>
              {acts("accept.title")}
              {about}
            </Submit>
          </Act>
        ) : (
          <Link href={act("answer")} prefetch={false} className="btn">
            {acts("answer.title")}
            {about}
          </Link>
        )}
        {line.status === "assigned" && (
          <Link href={act("answer")} prefetch={false} className="lone">
            {acts("answer.title")}
            {about}
          </Link>
        )}
        <Link href={act("giveBack")} prefetch={false} className="lone">
          {acts("giveBack.title")}
          {about}
        </Link>
        <details className="fold border-0! open:basis-full open:pb-2">
          <summary>
            <span>
              {acts("hand.title")}
              {about}
            </span>
          </summary>
          <Act to={to} name={`hand-${line.assignment}`} action={actions.hand} label={called("hand")}>
            <HandField
              colleagues={colleagues.filter((c) => c.organization === line.organizationId)}
              handler={line.handler?.id ?? null}
            />
            <Submit className="justify-self-start">{acts("hand.title")}</Submit>
          </Act>
        </details>
      </div>
    </li>
  );
}

type ActProps = {
  to: { at: string; restored: Restored; submission: string; fields: ReactNode };
  name: string;
  action: Action;
  label: string;
  children: ReactNode;
};

function Act({ to: { fields, ...to }, name, action, label, children }: ActProps) {
  return (
    <Form {...to} name={name} action={action} label={label} className="grid max-w-80 gap-3">
      {fields}
      {children}
    </Form>
  );
}
