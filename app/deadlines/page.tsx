import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Holidays } from "#components/deadline/holidays.tsx";
import { HoursForm } from "#components/deadline/hours-form.tsx";
import { Targets } from "#components/deadline/targets.tsx";
import { useWeek } from "#components/deadline/week.ts";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { categoryKeys } from "#domain/concern/category.ts";
import { daysAhead } from "#domain/deadline/public-days.ts";
import { officeSettings } from "#domain/deadline/settings.ts";
import { dayOf } from "#domain/time.ts";
import { signedIn } from "../session.ts";
import * as actions from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deadlines"))("title") };
}

type Props = { searchParams: Promise<{ parked?: string; category?: string; saved?: string }> };

/** How a community counts what is due: working hours, holidays, targets. For those who lead it. */
export default async function DeadlinesPage({ searchParams }: Props) {
  const { parked, category, saved } = await searchParams;
  const viewer = await signedIn("/deadlines", { parked, category });
  const community = viewer.claims.coordinates[0];
  if (!community) notFound();
  const [t, format, words, office, restored] = await Promise.all([
    getTranslations("deadlines"),
    getFormatter(),
    getTranslations("words"),
    officeSettings(viewer, community),
    parkedForm(viewer, parked),
  ]);
  const week = useWeek();
  const { example } = office;
  const moment = (at: Date) =>
    format.dateTime(at, {
      weekday: "long",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  const base = { community, restored };
  const timeZone = viewer.communities.find((c) => c.id === community)?.timeZone ?? "Asia/Shanghai";
  const offered = daysAhead(dayOf(new Date(), timeZone)).flatMap(({ year, days }) => (days.length ? [year] : []));
  return (
    <div className="page-narrow grid gap-10">
      <div className="grid gap-4">
        <h1>{t("title")}</h1>
        {saved && (
          <p role="status" className="border-s-4 border-done bg-done-wash p-4 text-done">
            {t("saved")}
          </p>
        )}
        <p>{t("sentence", { hours: week.sentence(office.hours) })}</p>
        <p className="border-s-4 border-line-2 ps-4">
          {t("example", {
            category: words(`categories.${example.category}`),
            raised: moment(example.raised),
            due: moment(example.answer),
          })}
        </p>
      </div>
      <HoursForm {...base} hours={office.hours} action={actions.saveHours} />
      <Holidays
        {...base}
        holidays={office.holidays}
        years={offered}
        add={actions.enterHoliday}
        remove={actions.removeHoliday}
      />
      <Targets
        {...base}
        targets={office.targets}
        day={office.dayMinutes}
        open={categoryKeys.find((key) => key === category)}
        save={actions.saveTarget}
        usual={actions.usualTarget}
      />
    </div>
  );
}
