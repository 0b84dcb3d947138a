import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { Progress } from "#components/ui/progress.tsx";
import { RoundBoxes } from "#components/wish/round-boxes.tsx";
import { listRounds } from "#domain/round/progress.ts";
import { roundsAhead } from "#domain/wish/read.ts";
import { signedIn } from "../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rounds"))("title") };
}

export default async function RoundsPage() {
  const viewer = await signedIn("/rounds");
  const officer = viewer.claims.officerIn.length > 0;
  const [t, format, rounds, coming] = await Promise.all([
    getTranslations("rounds"),
    getFormatter(),
    listRounds(viewer),
    roundsAhead(viewer),
  ]);
  return (
    <div className="page grid gap-6">
      <h1>{t("title")}</h1>
      <RoundBoxes places={coming} timeZone={viewer.communities[0]?.timeZone ?? "Asia/Shanghai"} at="p" />
      {rounds.length === 0 && <p className="rule">{t("none")}</p>}
      <ul>
        {rounds.map((r) => (
          <li
            key={r.id}
            className="relative grid gap-x-6 gap-y-1 border-t border-line py-4 sm:grid-cols-[minmax(0,1fr)_16rem] sm:items-center"
          >
            <div>
              <h2>
                {officer ? (
                  <Link href={`/rounds/${r.id}`} className="no-underline after:absolute after:inset-0 hover:underline">
                    {r.name}
                  </Link>
                ) : (
                  r.name
                )}
              </h2>
              <p className="small">
                {t("dates", {
                  from: format.dateTime(new Date(`${r.startsOn}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" }),
                  to: format.dateTime(new Date(`${r.endsOn}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" }),
                })}{" "}
                · {t(`status.${r.status}`)}
              </p>
            </div>
            <Progress value={r.visited} max={r.doors} label={t("visitedOf", { visited: r.visited, doors: r.doors })} />
          </li>
        ))}
      </ul>
    </div>
  );
}
