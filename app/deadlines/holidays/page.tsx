import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AgreeToDays, PasteDays } from "#components/deadline/day-lists.tsx";
import { getTranslations } from "#components/i18n.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { asText, stretchInput } from "#domain/deadline/pasted-days.ts";
import { daysAhead } from "#domain/deadline/public-days.ts";
import { officeSettings } from "#domain/deadline/settings.ts";
import { several } from "#domain/input.ts";
import { dayOf } from "#domain/time.ts";
import { signedIn } from "../../session.ts";
import * as actions from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deadlines"))("list.title") };
}

type Props = { searchParams: Promise<{ parked?: string; year?: string; days?: string | string[] }> };

/** A whole year's holidays at once: as they were announced, or as somebody pastes them; looked through, then agreed to. */
export default async function HolidaysPage({ searchParams }: Props) {
  const { parked, year, days } = await searchParams;
  const viewer = await signedIn("/deadlines/holidays", { parked, year });
  const community = viewer.claims.coordinates[0];
  if (!community) notFound();
  const timeZone = viewer.communities.find((c) => c.id === community)?.timeZone ?? "Asia/Shanghai";
  const years = daysAhead(dayOf(new Date(), timeZone));
  const asked = years.find((one) => String(one.year) === year && one.days.length > 0);
  const pasted = several(stretchInput, 80).safeParse(days).data ?? [];
  const list = asked ? asked.days : pasted;
  const [t, office, restored] = await Promise.all([
    getTranslations("deadlines"),
    officeSettings(viewer, community),
    parkedForm(viewer, parked),
  ]);
  const base = { community, restored };
  return (
    <div className="page-narrow grid gap-6">
      <div className="grid gap-2">
        <h1>{asked ? t("list.ofYear", { year: String(asked.year) }) : t("list.title")}</h1>
        {asked && <p>{t("list.source")}</p>}
      </div>
      {list.length > 0 ? (
        <AgreeToDays
          {...base}
          at={
            asked
              ? `/deadlines/holidays?year=${asked.year}`
              : `/deadlines/holidays?${new URLSearchParams(list.map((one) => ["days", asText(one)]))}`
          }
          list={list}
          known={office.holidays}
          action={actions.agreeHolidays}
        />
      ) : (
        <PasteDays {...base} years={years} action={actions.readHolidays} />
      )}
      <p className="flex flex-wrap gap-x-5">
        {list.length > 0 && (
          <Link href="/deadlines/holidays" className="lone">
            {t("list.paste")}
          </Link>
        )}
        <Link href="/deadlines#holidays" className="lone">
          {t("list.back")}
        </Link>
      </p>
    </div>
  );
}
