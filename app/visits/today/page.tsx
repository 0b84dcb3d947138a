import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { Progress } from "#components/ui/progress.tsx";
import { SheetParts } from "#components/visit/sheet.tsx";
import { newId } from "#db/id.ts";
import { localDay } from "#domain/input.ts";
import { eveningSheet } from "#domain/visit/sheet.ts";
import { signedIn } from "../../session.ts";
import { nobodyOnFloor, recordDoor, takeFloorBack } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("today"))("title") };
}

export default async function TodayPage({ searchParams }: { searchParams: Promise<{ day?: string }> }) {
  const { day } = await searchParams;
  const viewer = await signedIn("/visits/today", { day });
  const community = viewer.communities.find((c) => viewer.claims.officerIn.includes(c.id));
  if (!community) notFound();
  const asked = localDay.safeParse(day).data;
  const [t, format, sheet] = await Promise.all([
    getTranslations("today"),
    getFormatter(),
    eveningSheet(viewer, community.timeZone, asked),
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
        {sheet.total > 0 && (
          <Progress
            value={sheet.done}
            max={sheet.total}
            label={t("doneOf", { done: sheet.done, total: sheet.total })}
          />
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
      {sheet.total > 0 && !sheet.next && (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 font-bold text-done">
          {t("allDone")}
        </p>
      )}
      <SheetParts
        parts={sheet.parts}
        next={sheet.next}
        self={viewer.user.id}
        at={asked ? `/visits/today?day=${asked}` : "/visits/today"}
        now={new Date()}
        newKey={newId}
        actions={{ record: recordDoor, nobodyHome: nobodyOnFloor, takeBack: takeFloorBack }}
      />
      {sheet.later && (
        <Link href={`/visits/today?day=${sheet.later}`} className="lone print:hidden">
          {t("later", { day: named(sheet.later) })}
        </Link>
      )}
    </div>
  );
}
