import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Choices, SelectField, TextArea, TextField, Ticks } from "#components/ui/fields.tsx";
import { Files } from "#components/ui/files.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { fileWords, formWords } from "#components/ui/words.ts";
import { newId } from "#db/id.ts";
import { mayOnAssignment } from "#domain/assignment/rules.ts";
import { acceptedTypes, maxFiles } from "#domain/attachment/limits.ts";
import { categories, categoryKeys } from "#domain/concern/category.ts";
import type { AssignmentLine, ConcernHead } from "#domain/concern/page.ts";
import { type Capacity, isClosed, leads, may } from "#domain/concern/rules.ts";
import type { OfficerOption, UnitOption } from "#domain/organization/manage.ts";
import { daysLater, localTimeOf } from "#domain/time.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type ActName =
  | "take"
  | "assign"
  | "accept"
  | "answer"
  | "giveBack"
  | "askAgain"
  | "ask"
  | "solve"
  | "confirm"
  | "reopen"
  | "close"
  | "withdraw"
  | "setNext"
  | "handOver"
  | "takeIn"
  | "sort";

export type ActsProps = {
  concern: ConcernHead;
  assignments: AssignmentLine[];
  units: UnitOption[];
  officers: OfficerOption[];
  actions: Record<ActName, Action>;
  now: Date;
  timeZone: string;
  restored: Record<string, string | string[]> | null;
  locale: string;
  at: string;
};

/** What waits for exactly this viewer: shown open, with the page's main button; everything else is folded. */
export function pressingAct({ concern, assignments }: Pick<ActsProps, "concern" | "assignments">): ActName | null {
  const { status, capacities } = concern;
  const own = assignments.filter((a) => a.own && !isClosed(status));
  if (own.some((a) => a.status === "assigned")) return "accept";
  if (own.some((a) => a.status === "accepted")) return "answer";
  if (may("confirm", status, capacities)) return "confirm";
  if (status === "new" && may("take", status, capacities))
    return capacities.includes("coordinator") ? "assign" : "take";
  if (!leads(capacities)) return null;
  if (status === "taken") return "assign";
  return status === "assigned" && concern.nextStep === "answer" ? "solve" : null;
}

/**
 * What this viewer can do now. Each is a form of its own, so that all works without JavaScript.
 * @param part the pressing one, or the rest
 */
export async function Acts(props: ActsProps & { part: "pressing" | "rest" }) {
  const { concern, assignments, units, officers, actions, now, timeZone, restored, locale, at } = props;
  const [t, words, form, files] = await Promise.all([
    getTranslations("acts"),
    getTranslations("words"),
    formWords(),
    fileWords(),
  ]);
  const { status, capacities } = concern;
  const can = (act: Parameters<typeof may>[0]) => may(act, status, capacities);
  const due = localTimeOf(daysLater(now, categories[concern.category].answerDays, timeZone), timeZone);
  const nameOf = (o: { name: string; nameEn: string | null }) => (locale === "en" && o.nameEn ? o.nameEn : o.name);
  const attach = <Files words={files} accept={acceptedTypes.join(",")} max={maxFiles} />;

  const pressing = pressingAct(props);
  let taken = false;
  const shown: ReactNode[] = [];
  const act = (
    name: ActName,
    title: string,
    children: ReactNode,
    { button = title, assignment, hint }: { button?: string; assignment?: AssignmentLine; hint?: string } = {},
  ) => {
    const first = name === pressing && !taken;
    if (first) taken = true;
    if (first !== (props.part === "pressing")) return;
    const key = `${name}-${assignment?.id ?? ""}`;
    const formName = key;
    const body = (
      <Form
        key={key}
        action={actions[name]}
        submission={newId()}
        at={at}
        name={formName}
        restored={restored}
        words={form}
        label={title}
        className="grid gap-4 pt-3"
      >
        <input type="hidden" name="number" value={concern.number} />
        {assignment && <input type="hidden" name="assignment" value={assignment.id} />}
        {hint && <p className="small -mb-2">{hint}</p>}
        {children}
        <Submit main={first} className="justify-self-start">
          {button}
        </Submit>
      </Form>
    );
    shown.push(
      first ? (
        <div key={key}>
          <h2 className="text-t3">{title}</h2>
          {body}
        </div>
      ) : (
        <details key={key} open={restored?.form === formName} className="fold">
          <summary>{title}</summary>
          <div className="pb-4">{body}</div>
        </details>
      ),
    );
  };

  for (const a of assignments.filter((x) => x.own)) {
    const own: Capacity[] = ["unit"];
    if (isClosed(status)) continue;
    if (mayOnAssignment("accept", a.status, own))
      act("accept", t("accept.title"), null, { assignment: a, hint: t("accept.hint") });
    if (mayOnAssignment("answer", a.status, own)) {
      act(
        "answer",
        t("answer.title"),
        <>
          <TextArea name="body" label={t("answer.body")} hint={t(`everyoneReads.${concern.privacy}`)} required />
          {attach}
        </>,
        { assignment: a },
      );
    }
  }
  if (can("confirm")) {
    act(
      "confirm",
      t("confirm.title"),
      <>
        <Choices
          name="rating"
          label={t("confirm.rating")}
          choices={(["5", "4", "3", "2", "1"] as const).map((value) => ({ value, label: words(`ratings.${value}`) }))}
        />
        <TextArea name="body" label={t("confirm.body")} rows={2} />
      </>,
      { button: t("confirm.button") },
    );
  }
  if (can("take")) act("take", t("take.title"), null, { hint: t("take.hint") });
  const assignable = units.filter(
    (u) => !assignments.some((a) => a.organizationId === u.id && a.status !== "returned"),
  );
  if (
    leads(capacities) &&
    !isClosed(status) &&
    status !== "solved" &&
    status !== "unconfirmed" &&
    status !== "waiting" &&
    assignable.length
  ) {
    const suggested = assignable
      .filter((u) => (categories[concern.category].units as readonly string[]).includes(u.kind))
      .map((u) => u.id);
    act(
      "assign",
      t("assign.title"),
      <>
        <Ticks
          name="organizations"
          label={t("assign.units")}
          initial={status === "new" || status === "taken" ? suggested : []}
          choices={assignable.map((u) => ({
            value: u.id,
            label: nameOf(u),
            hint: suggested.includes(u.id)
              ? t("assign.because", { category: words(`categories.${concern.category}`) })
              : undefined,
          }))}
        />
        <TextField name="dueAt" type="datetime-local" label={t("assign.dueAt")} initial={due} required />
        <TextArea name="note" label={t("assign.note")} hint={t("workingReads")} rows={2} />
      </>,
    );
  }
  if (can("solve")) {
    act(
      "solve",
      t("solve.title"),
      <>
        <TextArea name="body" label={t("solve.body")} hint={t(`everyoneReads.${concern.privacy}`)} required />
        {attach}
      </>,
    );
  }
  if (can("ask"))
    act(
      "ask",
      t("ask.title"),
      <TextArea name="body" label={t("ask.body")} hint={t(`everyoneReads.${concern.privacy}`)} required />,
    );
  for (const a of assignments.filter((x) => x.status === "answered" && leads(capacities) && !isClosed(status))) {
    act(
      "askAgain",
      t("askAgain.title", { unit: nameOf({ name: a.organization, nameEn: a.organizationEn }) }),
      <>
        <TextArea name="body" label={t("askAgain.body")} hint={t("workingReads")} required />
        <TextField name="dueAt" type="datetime-local" label={t("assign.dueAt")} initial={due} required />
      </>,
      { assignment: a },
    );
  }
  for (const a of assignments.filter(
    (x) => x.status !== "returned" && !isClosed(status) && (x.own || leads(capacities)),
  )) {
    const title = a.own
      ? t("giveBack.title")
      : t("giveBack.takeBack", { unit: nameOf({ name: a.organization, nameEn: a.organizationEn }) });
    act(
      "giveBack",
      title,
      <TextArea name="reason" label={t("giveBack.reason")} hint={t("workingReads")} required rows={3} />,
      { assignment: a },
    );
  }
  if (can("reopen"))
    act(
      "reopen",
      t("reopen.title"),
      <>
        <TextArea name="body" label={t("reopen.body")} hint={t(`everyoneReads.${concern.privacy}`)} required />
        {attach}
      </>,
    );
  if (leads(capacities) && !isClosed(status)) {
    act(
      "setNext",
      t("setNext.title"),
      <>
        <TextField
          name="nextAt"
          type="datetime-local"
          label={t("setNext.nextAt")}
          initial={localTimeOf(daysLater(now, 3, timeZone, "10:00"), timeZone)}
          required
        />
        <TextField name="nextNote" label={t("setNext.nextNote")} initial={concern.nextNote ?? ""} />
      </>,
    );
    act(
      "sort",
      t("sort.title"),
      <>
        <SelectField
          name="category"
          label={t("sort.category")}
          initial={concern.category}
          options={categoryKeys.map((value) => ({ value, label: words(`categories.${value}`) }))}
        />
        <Choices
          name="urgency"
          label={t("sort.urgency")}
          inline
          initial={concern.urgency}
          choices={(["normal", "urgent"] as const).map((value) => ({ value, label: words(`urgency.${value}`) }))}
        />
        <Choices
          name="privacy"
          label={t("sort.privacy")}
          initial={concern.privacy}
          choices={(concern.privacy === "private"
            ? (["private"] as const)
            : (["neighbourhood", "private"] as const)
          ).map((value) => ({ value, label: words(`privacy.${value}`) }))}
        />
      </>,
    );
    const others = officers
      .filter((o) => o.id !== concern.ownerId)
      .map((o) => ({ value: o.id, label: o.post ? `${o.name} · ${o.post}` : o.name }));
    act(
      "handOver",
      t("handOver.title"),
      <SelectField name="owner" label={t("handOver.owner")} empty={t("choose")} options={others} />,
    );
    act(
      "takeIn",
      t("takeIn.title"),
      <SelectField name="officer" label={t("takeIn.officer")} empty={t("choose")} options={others} />,
    );
  }
  if (can("close")) {
    act(
      "close",
      t("close.title"),
      <>
        <Choices
          name="reason"
          label={t("close.reason")}
          choices={(["explained", "duplicate", "not_possible", "moved_away"] as const).map((value) => ({
            value,
            label: words(`closeReasons.${value}`),
          }))}
        />
        <TextArea name="body" label={t("close.body")} hint={t(`everyoneReads.${concern.privacy}`)} required rows={3} />
      </>,
    );
  }
  if (can("withdraw")) act("withdraw", t("withdraw.title"), null, { hint: t("withdraw.hint") });
  if (!shown.length) return null;
  if (props.part === "pressing")
    return <section className="rounded-md border-2 border-door bg-sheet p-4">{shown}</section>;
  return (
    <section aria-labelledby="acts">
      <h2 id="acts" className="mb-2">
        {t("title")}
      </h2>
      {shown}
    </section>
  );
}
