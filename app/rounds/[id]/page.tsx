import type { Metadata } from "next";
import Link from "next/link";
import { Elevation } from "#components/elevation/elevation.tsx";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { id as idInput } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { elevation } from "#domain/round/progress.ts";
import { orNotFound, signedIn } from "../../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rounds"))("elevation") };
}

export default async function RoundPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await signedIn(`/rounds/${id}`);
  const found = await orNotFound(
    idInput.safeParse(id).success ? elevation(viewer, id) : Promise.reject(new NotFound()),
  );
  const [t, notes, calendar, format] = await Promise.all([
    getTranslations("rounds"),
    getTranslations("notes"),
    getTranslations("calendar"),
    getFormatter(),
  ]);
  const { round } = found;
  return (
    <div className="page grid gap-5">
      <h1>{t("everyDoor", { round: round.name })}</h1>
      <p className="flex flex-wrap gap-x-6 print:hidden">
        <Link href={`/rounds/${id}/notes`} className="lone">
          {notes("title")}
        </Link>
        {viewer.claims.coordinates.includes(round.communityId) && (
          <>
            <Link href={`/rounds/${id}/digest`} className="lone">
              {notes("digest")}
            </Link>
            <Link href={`/rounds/${id}/guides`} className="lone">
              {calendar("guides")}
            </Link>
          </>
        )}
      </p>
      <p className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <b className="num text-t5 leading-none">
          {format.number(round.doors ? round.visited / round.doors : 0, { style: "percent" })}
        </b>
        <span className="text-t1 text-ink-2">
          {t("visitedOf", { visited: round.visited, doors: round.doors })} · {t("targetOf", { target: round.target })} ·{" "}
          {t("dates", {
            from: format.dateTime(new Date(`${round.startsOn}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" }),
            to: format.dateTime(new Date(`${round.endsOn}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" }),
          })}
        </span>
      </p>
      <Elevation buildings={found.buildings} />
    </div>
  );
}
