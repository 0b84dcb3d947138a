import Link from "next/link";
import { momentStyle, useFormatter, useTranslations } from "#components/i18n.ts";
import { Choices, SelectField, TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { MeetingPage } from "#domain/meeting/page.ts";
import { isWritten } from "#domain/meeting/rules.ts";
import type { MinuteLine } from "#domain/meeting/written.ts";
import type { UnitOption } from "#domain/organization/options.ts";
import { Version } from "./version.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  meeting: MeetingPage;
  lines: MinuteLine[];
  /** The line that stands open to be changed. */
  editing: string | undefined;
  at: string;
  locale: string;
  restored: Record<string, string | string[]> | null;
  units: UnitOption[];
  actions: { addLine: Action; changeLine: Action; removeLine: Action; measure: Action };
  submissions: [string, string, string, string];
};

/** The minutes point by point; those who take them write a line at a time, and may write at once. */
export function Minutes(props: Props) {
  const { meeting, lines, at, restored, actions, submissions } = props;
  const t = useTranslations("minutes");
  const points = meeting.points.filter((p) => p.status === "taken");
  const of = (item: string | null) => lines.filter((line) => line.item === item);
  const known = new Set(points.map((p) => p.id));
  const rest = lines.filter((line) => !line.item || !known.has(line.item));
  const writes = meeting.writes && isWritten(meeting.status);
  return (
    <>
      <section aria-labelledby="written" className="grid gap-5">
        <h2 id="written">{t("written")}</h2>
        {points.map((point, i) => (
          <div key={point.id} className="grid gap-1">
            <h3>
              <span className="num">{i + 1}.</span> <bdi>{point.title}</bdi>
            </h3>
            {of(point.id).length === 0 && <p className="small">{t("nothingYet")}</p>}
            <Lines {...props} lines={of(point.id)} writes={writes} />
          </div>
        ))}
        {(rest.length > 0 || points.length === 0) && (
          <div className="grid gap-1">
            {points.length > 0 && <h3>{t("besides")}</h3>}
            {rest.length === 0 && <p className="small">{t("nothingYet")}</p>}
            <Lines {...props} lines={rest} writes={writes} />
          </div>
        )}
      </section>
      {writes && (
        <Form
          id="write"
          action={actions.addLine}
          submission={submissions[0]}
          at={at}
          name="line"
          restored={restored}
          label={t("write")}
          className="grid gap-4 border-t border-line pt-4"
        >
          <h2>{t("write")}</h2>
          <input type="hidden" name="meeting" value={meeting.id} />
          {points.length > 0 && (
            <SelectField
              name="item"
              label={t("point")}
              empty={t("besides")}
              initial={
                lines.toSorted((a, b) => b.writtenAt.getTime() - a.writtenAt.getTime())[0]?.item ?? points[0]?.id
              }
              options={points.map((p, i) => ({ value: p.id, label: `${i + 1}. ${p.title}` }))}
            />
          )}
          <TextArea name="body" label={t("body")} rows={3} required />
          <Kind />
          <Submit main className="justify-self-start">
            {t("add")}
          </Submit>
        </Form>
      )}
    </>
  );
}

function Kind({ initial = "note" }: { initial?: string }) {
  const t = useTranslations("minutes");
  return (
    <Choices
      name="kind"
      label={t("kind")}
      initial={initial}
      choices={(["note", "decision"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
      inline
    />
  );
}

function Lines({ lines, writes, ...props }: Props & { writes: boolean }) {
  return (
    <ul>
      {lines.map((line) => (
        <li
          key={line.id}
          id={`line-${line.id}`}
          className={`grid gap-1 border-t border-line py-2 ${line.kind === "decision" ? "border-s-4 border-s-door ps-3" : ""}`}
        >
          {props.editing === line.id && writes ? (
            <Change {...props} lines={lines} line={line} />
          ) : (
            <Line {...props} lines={lines} line={line} writes={writes} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Line({ line, writes, meeting, at, ...props }: Props & { line: MinuteLine; writes: boolean }) {
  const t = useTranslations("minutes");
  const format = useFormatter();
  return (
    <>
      {line.kind === "decision" && <b className="text-t1 text-door">{t("kinds.decision")}</b>}
      <p className="said" dir="auto">
        {line.body}
      </p>
      <p className="small flex flex-wrap items-center gap-x-4 print:hidden">
        <span>
          {line.writtenBy} ·{" "}
          <time dateTime={line.writtenAt.toISOString()}>
            {format.dateTime(line.writtenAt, momentStyle(line.writtenAt))}
          </time>
        </span>
        {writes && (
          <Link href={`${at}?line=${line.id}#line-${line.id}`} prefetch={false} scroll={false} className="lone">
            {t("change")}
            <span className="sr-only">{line.body.slice(0, 40)}</span>
          </Link>
        )}
      </p>
      {line.before.length > 0 && (
        <details className="fold text-t1">
          <summary>{t("before", { count: line.before.length })}</summary>
          {line.before.map((b) => (
            <p key={b.at.toISOString()} className="said small" dir="auto">
              {b.writtenBy} · {b.body}
            </p>
          ))}
        </details>
      )}
      {line.measure && <MeasureOf measure={line.measure} locale={props.locale} />}
      {line.kind === "decision" && !line.measure && meeting.writes && meeting.problem && (
        <details className="fold" open={props.restored?.line === line.id || undefined}>
          <summary>
            {t("makeMeasure")}
            <span className="sr-only">{line.body.slice(0, 40)}</span>
          </summary>
          <Form
            action={props.actions.measure}
            submission={props.submissions[3]}
            at={at}
            name={`measure-${line.id}`}
            restored={props.restored}
            label={`${t("makeMeasure")} ${line.body.slice(0, 40)}`}
            className="grid gap-4 py-2"
          >
            <input type="hidden" name="meeting" value={meeting.id} />
            <input type="hidden" name="line" value={line.id} />
            <TextField name="what" label={t("what")} initial={line.body.replace(/\s+/g, " ").slice(0, 300)} required />
            <SelectField
              name="organization"
              label={t("organization")}
              empty={t("nobodyYet")}
              options={props.units.map((u) => ({
                value: u.id,
                label: props.locale === "en" && u.nameEn ? u.nameEn : u.name,
              }))}
            />
            <TextField name="due" type="date" label={t("due")} />
            <TextField name="proof" label={t("proof")} hint={t("proofHint")} />
            <Submit className="justify-self-start">{t("saveMeasure")}</Submit>
          </Form>
        </details>
      )}
    </>
  );
}

/** What a decision has become: who does it, by when, and how one will see it. */
export function MeasureOf({ measure, locale }: { measure: NonNullable<MinuteLine["measure"]>; locale: string }) {
  const t = useTranslations("minutes");
  const format = useFormatter();
  const who = (locale === "en" && measure.organizationEn) || measure.organization;
  const due = measure.dueOn
    ? format.dateTime(new Date(`${measure.dueOn}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" })
    : null;
  return (
    <p className="text-t1 text-ink-2">
      <b>{t("measure")}</b> {[measure.what, who, due && t("dueOn", { due }), measure.proof].filter(Boolean).join(" · ")}
    </p>
  );
}

function Change({ line, meeting, at, ...props }: Props & { line: MinuteLine }) {
  const t = useTranslations("minutes");
  const words = { theirs: t("theirs"), yours: t("yours") };
  const hidden = (
    <>
      <input type="hidden" name="meeting" value={meeting.id} />
      <input type="hidden" name="line" value={line.id} />
      <Version version={line.version} words={words} />
    </>
  );
  return (
    <>
      <Form
        action={props.actions.changeLine}
        submission={props.submissions[1]}
        at={`${at}?line=${line.id}`}
        name="change"
        restored={props.restored}
        label={t("change")}
        className="grid gap-3"
      >
        {hidden}
        <TextArea name="body" label={t("body")} initial={line.body} rows={3} required />
        <Kind initial={line.kind} />
        <div className="flex flex-wrap gap-3">
          <Submit main>{t("save")}</Submit>
          <Link href={`${at}#line-${line.id}`} prefetch={false} scroll={false} className="btn btn-plain">
            {t("leave")}
          </Link>
        </div>
      </Form>
      <Form
        action={props.actions.removeLine}
        submission={props.submissions[2]}
        at={`${at}?line=${line.id}`}
        label={t("takeOut")}
      >
        {hidden}
        <Submit className="btn-plain">{t("takeOut")}</Submit>
      </Form>
    </>
  );
}
