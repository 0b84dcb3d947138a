import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { TextArea, Ticks } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import { asText, daysOf } from "#domain/deadline/pasted-days.ts";
import type { Stretch } from "#domain/deadline/public-days.ts";
import type { HolidayLine } from "#domain/deadline/settings.ts";

type Props = {
  community: string;
  restored: Record<string, string | string[]> | null;
  action: (state: FormState, data: FormData) => Promise<FormState>;
};

/** A list of days, each with a box: what is ticked is entered. */
export function AgreeToDays({
  community,
  restored,
  at,
  list,
  known,
  action,
}: Props & { at: string; list: Stretch[]; known: HolidayLine[] }) {
  const t = useTranslations("deadlines");
  const format = useFormatter();
  const day = (text: string) => new Date(`${text}T00:00Z`);
  const look = { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" } as const;
  const dates = ({ first, last }: Stretch) =>
    first === last
      ? format.dateTime(day(first), look)
      : t("list.span", { first: format.dateTime(day(first), look), last: format.dateTime(day(last), look) });
  const has = (one: Stretch) =>
    daysOf(one).every((d) => known.some((h) => h.day === d.day && h.works === d.works && h.name === d.name));
  return (
    <Form
      action={action}
      submission={newId()}
      at={at}
      name="agree"
      restored={restored}
      label={t("list.agree")}
      className="grid gap-4"
    >
      <input type="hidden" name="community" value={community} />
      <Ticks
        name="days"
        label={t("list.which")}
        initial={list.filter((one) => !has(one)).map(asText)}
        choices={list.map((one) => ({
          value: asText(one),
          label: `${dates(one)} · ${one.name} · ${t(one.works ? "worked" : "closed")}`,
          hint: has(one) ? t("list.has") : undefined,
        }))}
      />
      <Submit main className="justify-self-start">
        {t("list.agree")}
      </Submit>
    </Form>
  );
}

/** A list pasted as text, for what is not known here: another place, or a year just announced. */
export function PasteDays({
  community,
  restored,
  years,
  action,
}: Props & { years: { year: number; days: Stretch[] }[] }) {
  const t = useTranslations("deadlines");
  return (
    <>
      <ul className="grid gap-1">
        {years.map(({ year, days }) => (
          <li key={year}>
            {days.length > 0 ? (
              <Link href={`/deadlines/holidays?year=${year}`} className="lone">
                {t("list.ofYear", { year: String(year) })}
              </Link>
            ) : (
              t("list.unknown", { year: String(year) })
            )}
          </li>
        ))}
      </ul>
      <Form
        action={action}
        at="/deadlines/holidays"
        name="paste"
        restored={restored}
        label={t("list.paste")}
        className="grid gap-4"
      >
        <input type="hidden" name="community" value={community} />
        <TextArea
          name="days"
          label={t("list.paste")}
          hint={t("list.pasteHint")}
          placeholder={t("list.pasteExample")}
          rows={8}
          required
        />
        <Submit main className="justify-self-start">
          {t("list.read")}
        </Submit>
      </Form>
    </>
  );
}
