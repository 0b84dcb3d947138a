import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { PaperSheet } from "#components/visit/paper.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { localDay } from "#domain/input.ts";
import { outcomes } from "#domain/visit/outcome.ts";
import { eveningSheet } from "#domain/visit/sheet.ts";
import { signedIn } from "../../../session.ts";
import { enter } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("paper"))("title") };
}

export default async function PaperPage({
  searchParams,
}: {
  searchParams: Promise<{ day?: string; parked?: string }>;
}) {
  const { day, parked } = await searchParams;
  const viewer = await signedIn("/visits/today/enter", { day, parked });
  const community = viewer.communities.find((c) => viewer.claims.officerIn.includes(c.id));
  if (!community) notFound();
  const asked = localDay.safeParse(day).data;
  const [t, visit, format, sheet, restored] = await Promise.all([
    getTranslations("paper"),
    getTranslations("visit"),
    getFormatter(),
    eveningSheet(viewer, community.timeZone, asked),
    parkedForm(viewer, parked),
  ]);
  const open = sheet.parts.flatMap((part) =>
    part.floors.flatMap((floor) =>
      floor.doors
        .filter((door) => door.status === "planned")
        .map((door) => ({ id: door.id, place: `${part.building} ${part.entrance}`, door: door.door })),
    ),
  );
  return (
    <div className="page grid gap-6">
      <header className="grid gap-2">
        <h1>{t("title")}</h1>
        <p className="text-t1 text-ink-2">
          {format.dateTime(new Date(`${sheet.day}T12:00:00Z`), {
            ...{ month: "long", day: "numeric", weekday: "short", timeZone: "UTC" },
          })}
        </p>
        {open.length > 0 && <p className="max-w-(--measure)">{t("intro")}</p>}
      </header>
      <PaperSheet
        doors={open}
        action={enter}
        submission={newId()}
        at={`/visits/today/enter?day=${sheet.day}`}
        restored={restored}
        words={{
          title: t("title"),
          empty: t("empty"),
          outcome: t("outcome"),
          note: t("note"),
          none: t("none"),
          save: t("save"),
          outcomes: outcomes.map((value) => ({ value, label: visit(`outcome.${value}`) })),
        }}
      />
      <p>
        <Link href={`/visits/today?day=${sheet.day}`} className="lone">
          {t("back")}
        </Link>
      </p>
    </div>
  );
}
