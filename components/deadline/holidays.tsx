import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Choices, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import type { HolidayLine } from "#domain/deadline/settings.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  community: string;
  restored: Record<string, string | string[]> | null;
  holidays: HolidayLine[];
  /** Of which years the arrangement is known here. */
  years: number[];
  add: Action;
  remove: Action;
};

/** Days that are not as their weekday is. */
export function Holidays({ community, restored, holidays, years, add, remove }: Props) {
  const t = useTranslations("deadlines");
  const format = useFormatter();
  return (
    <section aria-labelledby="holidays" className="rule grid gap-3">
      <h2 id="holidays">{t("holidays")}</h2>
      <p className="small">{t("holidaysHint")}</p>
      <p className="flex flex-wrap gap-x-5">
        {years.map((year) => (
          <Link key={year} href={`/deadlines/holidays?year=${year}`} prefetch={false} className="lone">
            {t("list.ofYear", { year: String(year) })}
          </Link>
        ))}
        <Link href="/deadlines/holidays" prefetch={false} className="lone">
          {t("list.paste")}
        </Link>
      </p>
      {holidays.length > 0 ? (
        <ul>
          {holidays.map((h) => (
            <li
              key={h.day}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-t border-line py-1 text-t1"
            >
              <span className="flex flex-wrap gap-x-3">
                <time dateTime={h.day} className="num">
                  {format.dateTime(new Date(`${h.day}T00:00Z`), {
                    dateStyle: "medium",
                    timeZone: "UTC",
                  })}
                </time>
                <span>{h.name}</span>
                <State look={h.works ? "going" : "quiet"}>{t(h.works ? "worked" : "closed")}</State>
              </span>
              <Form action={remove} submission={newId()} at="/deadlines" name={`holiday-${h.day}`}>
                <input type="hidden" name="community" value={community} />
                <input type="hidden" name="day" value={h.day} />
                <Submit className="btn-plain">{t("remove")}</Submit>
              </Form>
            </li>
          ))}
        </ul>
      ) : (
        <p>{t("noHolidays")}</p>
      )}
      <Form
        action={add}
        submission={newId()}
        at="/deadlines"
        name="holiday"
        restored={restored}
        label={t("addHoliday")}
        className="mt-2 grid gap-4"
      >
        <input type="hidden" name="community" value={community} />
        <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
          <TextField name="first" type="date" label={t("first")} required />
          <TextField name="last" type="date" label={t("last")} />
        </div>
        <TextField name="name" label={t("holidayName")} required />
        <Choices
          name="works"
          label={t("what")}
          initial="0"
          inline
          choices={[
            { value: "0", label: t("closed") },
            { value: "1", label: t("worked") },
          ]}
        />
        <Submit className="justify-self-start">{t("addHoliday")}</Submit>
      </Form>
    </section>
  );
}
