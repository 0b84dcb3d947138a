import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Said } from "#components/ui/said.tsx";
import { State } from "#components/ui/state.tsx";
import type { PublicConcern } from "#domain/publication/read.ts";
import { publicLook } from "#domain/publication/rules.ts";
import { BoardLines } from "./lines.tsx";
import { publicPlace } from "./place.ts";
import { Way, type WayStep } from "./way.tsx";

/** What everybody reads of one concern: what was raised, how far it is, what became of it; and what one can do. */
export function PublicFace({ concern, signedIn }: { concern: PublicConcern; signedIn: boolean }) {
  const t = useTranslations("publicBoard");
  const states = useTranslations("publication");
  const words = useTranslations("words");
  const place = useTranslations("place");
  const format = useFormatter();
  const { number, state } = concern;
  const over = state === "solved" || state === "closed";
  return (
    <div className="page">
      <header className="mb-6 grid gap-2">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-t1 text-ink-2">
          <Link href="/board" prefetch={false} className="lone">
            {t("title")}
          </Link>
          <span className="num">{number}</span>
          <span className="lone">
            <State look={publicLook[state]}>{states(`states.${state}`)}</State>
          </span>
          <Link href={`/board?category=${concern.category}`} prefetch={false} className="lone">
            {words(`categories.${concern.category}`)}
          </Link>
          {concern.buildingId ? (
            <Link href={`/board?building=${concern.buildingId}`} prefetch={false} className="lone">
              {publicPlace(concern, place)}
            </Link>
          ) : (
            <span>{publicPlace(concern, place)}</span>
          )}
        </p>
        <h1>
          <Said heading>{concern.title}</Said>
        </h1>
        <p className="text-ink-2">
          {concern.households === null ? t("few") : t("households", { count: concern.households })}
        </p>
      </header>
      <div className="grid gap-x-10 gap-y-8 md:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 content-start gap-8">
          <article className="sheet">
            <h2 className="sr-only">{t("said")}</h2>
            <p className="said" dir="auto">
              <Said>{concern.body}</Said>
            </p>
          </article>
          <section aria-labelledby="way">
            <h2 id="way" className="mb-4">
              {t("howFar")}
            </h2>
            <Way label={t("howFar")} steps={useWay(concern)} />
          </section>
          {concern.outcome && (
            <section aria-labelledby="outcome" className="border-s-4 border-done ps-4">
              <h2 id="outcome" className="mb-1">
                {t("outcome")}
              </h2>
              <p className="said text-t3" dir="auto">
                <Said>{concern.outcome}</Said>
              </p>
            </section>
          )}
          <p className="small">
            {t("checked", { when: format.dateTime(concern.publishedAt, "date") })}{" "}
            <Link href="/privacy">{t("whoSees")}</Link>
          </p>
        </div>
        <aside className="grid content-start gap-6">
          {!signedIn && (
            <nav aria-labelledby="yours" className="grid gap-2">
              <h2 id="yours">{over ? t("again") : t("mineToo")}</h2>
              <Link href={`/report?like=${number}`} prefetch={false} className="btn btn-main">
                {over ? t("raiseAgain") : t("raiseToo")}
              </Link>
              {!over && (
                <p className="small">
                  {t("haveAccount")}{" "}
                  <Link href={`/sign-in?next=${encodeURIComponent(`/concerns/${number}`)}`} prefetch={false}>
                    {t("signInToo")}
                  </Link>
                </p>
              )}
            </nav>
          )}
          <section aria-labelledby="follow" className="grid gap-1">
            <h2 id="follow">{t("stay")}</h2>
            <Link href={`/board/subscribe?number=${number}`} prefetch={false} className="lone">
              {t("followThis")}
            </Link>
            <Link href="/board" prefetch={false} className="lone">
              {t("toBoard")}
            </Link>
          </section>
        </aside>
      </div>
      {concern.similar.length > 0 && (
        <section aria-labelledby="similar" className="rule mt-10">
          <h2 id="similar" className="mb-3">
            {t("similar")}
          </h2>
          <BoardLines lines={concern.similar} heading="h3" />
        </section>
      )}
    </div>
  );
}

/** Raised, taken up, ended: dates are days. */
function useWay(concern: PublicConcern): WayStep[] {
  const t = useTranslations("publicBoard");
  const format = useFormatter();
  const day = (date: Date | null) => date && format.dateTime(date, "date");
  const { state } = concern;
  const over = state === "solved" || state === "closed";
  return [
    {
      key: "raised",
      title: t("steps.raised"),
      when: day(concern.raisedAt),
      state: state === "open" ? "now" : "done",
    },
    {
      key: "taken",
      title: t("steps.taken"),
      when: day(concern.takenAt),
      state: over ? "done" : state === "doing" ? "now" : "todo",
    },
    {
      key: "ended",
      title: state === "closed" ? t("steps.closed") : t("steps.solved"),
      when: day(concern.solvedAt ?? concern.closedAt),
      state: over ? "done" : "todo",
    },
  ];
}
