import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { Progress } from "#components/ui/progress.tsx";
import { State } from "#components/ui/state.tsx";
import { RoundBoxes } from "#components/wish/round-boxes.tsx";
import { listRounds } from "#domain/round/progress.ts";
import { roundsAhead } from "#domain/wish/read.ts";
import { signedIn } from "../session.ts";

const looks = { planned: "new", running: "going", closed: "quiet" } as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rounds"))("title") };
}

export default async function RoundsPage() {
  const viewer = await signedIn("/rounds");
  const leads = viewer.claims.coordinates.length > 0;
  const officer = viewer.claims.officerIn.length > 0;
  const [t, format, rounds, coming] = await Promise.all([
    getTranslations("rounds"),
    getFormatter(),
    listRounds(viewer),
    roundsAhead(viewer),
  ]);
  const underWay = rounds.some((r) => r.status !== "closed");
  return (
    <div className="page grid gap-6">
      <header className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <h1>{t("title")}</h1>
        {leads && (
          <Link href="/rounds/new" className={`btn ${underWay ? "" : "btn-main"}`}>
            {t("new")}
          </Link>
        )}
      </header>
      <RoundBoxes places={coming} timeZone={viewer.communities[0]?.timeZone ?? "Asia/Shanghai"} at="p" />
      {rounds.length === 0 && <p className="rule max-w-(--measure)">{leads ? t("noneYet") : t("none")}</p>}
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
                )}{" "}
                <State look={looks[r.status]}>{t(`status.${r.status}`)}</State>
              </h2>
              <p className="small">
                {t("dates", {
                  from: format.dateTime(new Date(`${r.startsOn}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" }),
                  to: format.dateTime(new Date(`${r.endsOn}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" }),
                })}
              </p>
            </div>
            {r.status === "planned" ? (
              <p className="text-t1">{t("targetOf", { target: r.target })}</p>
            ) : (
              <Progress
                value={r.visited}
                max={r.doors}
                label={t("visitedOf", { visited: r.visited, doors: r.doors })}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
