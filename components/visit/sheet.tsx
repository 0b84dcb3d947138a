import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { lookOf } from "#domain/concern/rules.ts";
import { visitLook } from "#domain/visit/rules.ts";
import type { SheetDoor, SheetPart } from "#domain/visit/sheet.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  parts: SheetPart[];
  next: string | null;
  self: string;
  at: string;
  now: Date;
  newKey: () => string;
  actions: Record<"record" | "nobodyHome" | "takeBack", Action>;
};

/** How long a floor that was passed in vain can be taken back with one press. */
const regret = 30 * 60_000;

/** An evening's doors in walking order: the next one with big buttons, the others as lines. */
export function SheetParts(props: Props) {
  const t = useTranslations("visit");
  return props.parts.map((part) => (
    <section key={part.key} aria-labelledby={part.key} className="grid gap-3">
      <h2 id={part.key}>
        {part.building} {part.entrance}
      </h2>
      {part.guide && (
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-s-4 border-door bg-door-wash p-4">
          <p>
            <b>{t("guide", { name: part.guide.name })}</b>
            {part.guide.remark && <span className="small block">{part.guide.remark}</span>}
          </p>
          {part.guide.phone && (
            <a className="btn print:hidden" href={`tel:${part.guide.phone}`}>
              {t("call")}
            </a>
          )}
        </div>
      )}
      <ol>
        {part.floors.map((floor) => (
          <Floor key={`${floor.floor} ${floor.doors[0]?.id}`} floor={floor} {...props} />
        ))}
      </ol>
    </section>
  ));
}

function Floor({ floor, self, at, now, newKey, actions, ...rest }: Props & { floor: SheetPart["floors"][number] }) {
  const t = useTranslations("today");
  const place = useTranslations("place");
  const { doors } = floor;
  const open = doors.filter((d) => d.status === "planned");
  const missed = doors.filter(
    (d) => d.status === "nobody_home" && d.recordedBy === self && d.recordedAt && +now - +d.recordedAt < regret,
  );
  const each = (list: SheetDoor[]) => list.map((d) => <input key={d.id} type="hidden" name="visits" value={d.id} />);
  return (
    <li className="grid grid-cols-[3.5rem_minmax(0,1fr)] border-t border-line">
      <div className="pt-4 text-t1 text-ink-2">{place("floor", { floor: floor.floor })}</div>
      <div>
        <ol>
          {doors.map((d) => (
            <Door key={d.id} door={d} {...{ at, now, newKey, actions, self, ...rest }} />
          ))}
        </ol>
        {(open.length > 1 || missed.length > 0) && (
          <div className="flex flex-wrap gap-3 pb-4 print:hidden">
            {open.length > 1 && (
              <Form action={actions.nobodyHome} submission={newKey()} at={at}>
                {each(open)}
                <Submit>{t("nobodyOnFloor", { count: open.length })}</Submit>
              </Form>
            )}
            {missed.length > 0 && (
              <Form action={actions.takeBack} submission={newKey()} at={at}>
                {each(missed)}
                <Submit>{t("takeBack", { count: missed.length })}</Submit>
              </Form>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

/** To be ticked with a pen. */
function Boxes() {
  const t = useTranslations("visit");
  return (
    <span aria-hidden="true" className="hidden print:inline">
      ☐ {t("outcome.visited")} ☐ {t("outcome.nobody_home")} ☐ {t("outcome.declined")}
    </span>
  );
}

function Door({ door, next, at, now, newKey, actions }: Omit<Props, "parts"> & { door: SheetDoor }) {
  const t = useTranslations("today");
  const visit = useTranslations("visit");
  const words = useTranslations("words");
  const format = useFormatter();
  const before = door.concerns.length > 0 && (
    <ul className="grid gap-1">
      {door.concerns.map((c) => (
        <li key={c.number} className="flex flex-wrap items-baseline gap-x-3 border-s-[3px] border-line-2 ps-3 text-t1">
          <Link href={`/concerns/${c.number}`} prefetch={false} className="lone">
            <bdi>{c.title}</bdi>
          </Link>
          <State look={lookOf(c.status, c.nextAt, now)}>{words(`statuses.${c.status}`)}</State>
        </li>
      ))}
    </ul>
  );
  const time = (
    <time dateTime={door.startsAt.toISOString()} className="num text-t1 text-ink-2">
      {format.dateTime(door.recordedAt ?? door.startsAt, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
    </time>
  );
  if (door.id !== next)
    return (
      <li className="grid gap-1 border-t border-line py-3 first:border-0">
        <p className="flex flex-wrap items-baseline gap-x-4">
          <Link href={`/visits/${door.id}`} prefetch={false} className="lone num text-t3 font-bold no-underline">
            {door.door}
          </Link>
          {door.status === "planned" ? (
            <Boxes />
          ) : (
            <State look={visitLook(door.status)}>{words(`visitStatuses.${door.status}`)}</State>
          )}
          <span className="ms-auto">{time}</span>
        </p>
        {door.purpose && <p className="small">{door.purpose}</p>}
        {before}
      </li>
    );
  return (
    <li
      className="my-3 grid gap-4 rounded-md border-2 border-door bg-sheet p-4"
      aria-label={t("now", { door: door.door })}
    >
      <p className="flex flex-wrap items-baseline gap-x-4">
        <b className="num text-t5 leading-none">{door.door}</b>
        <Boxes />
        <span className="ms-auto">{time}</span>
      </p>
      {door.purpose && <p>{door.purpose}</p>}
      {before && (
        <div className="grid gap-1">
          <p className="font-bold">{visit("raisedBefore")}</p>
          {before}
        </div>
      )}
      <Form action={actions.record} submission={newKey()} at={at} label={visit("record")} className="print:hidden">
        <input type="hidden" name="visit" value={door.id} />
        <div className="grid grid-cols-2 gap-2">
          <Submit main name="outcome" value="visited" className="col-span-2 min-h-14 text-t3">
            {visit("outcome.visited")}
          </Submit>
          <Submit name="outcome" value="nobody_home" className="min-h-14 px-2">
            {visit("outcome.nobody_home")}
          </Submit>
          <Submit name="outcome" value="declined" className="min-h-14 px-2">
            {visit("outcome.declined")}
          </Submit>
        </div>
      </Form>
      <Link href={`/visits/${door.id}`} prefetch={false} className="lone print:hidden">
        {t("more")}
      </Link>
    </li>
  );
}
