import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { SheetParts } from "#components/visit/sheet.tsx";
import { newId } from "#db/id.ts";
import { localDay } from "#domain/input.ts";
import { policiesAtDoor } from "#domain/policy/door.ts";
import { eveningSheet } from "#domain/visit/sheet.ts";
import { asLocale } from "#domain/words.ts";
import { signedIn } from "../../session.ts";
import { raise, voice } from "../actions.ts";
import * as actions from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("today"))("title") };
}

export default async function TodayPage({ searchParams }: { searchParams: Promise<{ day?: string }> }) {
  const { day } = await searchParams;
  const viewer = await signedIn("/visits/today", { day });
  const community = viewer.communities.find((c) => viewer.claims.officerIn.includes(c.id));
  if (!community) notFound();
  const asked = localDay.safeParse(day).data;
  // Before anything is read: what arrives from now on may not be on this page.
  const now = new Date();
  const locale = asLocale(await getLocale());
  const [t, format, sheet, policies] = await Promise.all([
    getTranslations("today"),
    getFormatter(),
    eveningSheet(viewer, community.timeZone, asked),
    policiesAtDoor(viewer, community.id, locale),
  ]);
  const named = (on: string) =>
    format.dateTime(new Date(`${on}T12:00:00Z`), { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" });
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-2">
        <h1>{t("heading", { day: named(sheet.day) })}</h1>
        {sheet.start && sheet.end && (
          <p className="text-t1 text-ink-2">
            {format.dateTimeRange(sheet.start, sheet.end, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
            {sheet.team.length > 0 && ` · ${t("with", { team: format.list(sheet.team, { type: "conjunction" }) })}`}
          </p>
        )}
      </header>
      {sheet.total === 0 && (
        <div className="rule grid gap-2">
          <p>{t("none")}</p>
          <Link href="/visits/new" className="lone">
            {t("plan")}
          </Link>
        </div>
      )}
      <SheetParts
        sheet={sheet}
        self={viewer.user.id}
        at={asked ? `/visits/today?day=${asked}` : "/visits/today"}
        now={now}
        build={process.env.DOORSTEP_BUILD ?? ""}
        timeZone={community.timeZone}
        newKey={newId}
        actions={{ ...actions, raise, voice }}
        policies={policies}
      />
      <p className="flex flex-wrap justify-between gap-x-6 print:hidden">
        {sheet.total > 0 && (
          <Link href={`/visits/today/enter?day=${sheet.day}`} prefetch={false} className="lone">
            {t("enter")}
          </Link>
        )}
        {sheet.later && (
          <Link href={`/visits/today?day=${sheet.later}`} prefetch={false} className="lone">
            {t("later", { day: named(sheet.later) })}
          </Link>
        )}
      </p>
    </div>
  );
}
