import type { Metadata } from "next";
import Link from "next/link";
import { AgreementsAsking } from "#components/agreement/lines.tsx";
import { UnitDay } from "#components/assignment/day.tsx";
import { DeskLines } from "#components/concern/desk-lines.tsx";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { MeetingLines } from "#components/meeting/lines.tsx";
import { DeskProblems } from "#components/problem/desk-lines.tsx";
import { RoomLines } from "#components/room/rooms.tsx";
import { StepsAhead } from "#components/step/ahead.tsx";
import { VisitLines } from "#components/visit/lines.tsx";
import { RoundBoxes } from "#components/wish/round-boxes.tsx";
import { parkedForm } from "#domain/account/parked.ts";
import { agreementsAsking } from "#domain/agreement/desk.ts";
import { colleaguesOf } from "#domain/assignment/colleagues.ts";
import { desk, sectionCount, sectionSize } from "#domain/desk/desk.ts";
import { dayInput, unitDay } from "#domain/desk/unit-day.ts";
import { heldCount } from "#domain/letter/held.ts";
import { ownMeetings } from "#domain/meeting/list.ts";
import { deskProblems } from "#domain/problem/desk.ts";
import { reviewsWaiting } from "#domain/publication/queue.ts";
import { listResidents } from "#domain/resident/decide.ts";
import { ownRooms } from "#domain/room/list.ts";
import { stepsAhead } from "#domain/step/ahead.ts";
import { storiesToReview } from "#domain/story/page.ts";
import { quotesWaiting } from "#domain/story/quote.ts";
import { listVisits } from "#domain/visit/read.ts";
import { roundsAhead } from "#domain/wish/read.ts";
import { signedIn } from "../session.ts";
import { acceptHere, handHere } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk"))("title") };
}

/** The list in which all of a section stands, where there is one. */
const more: Partial<Record<string, string>> = {
  triage: "/concerns/inbox",
  late: "/concerns?overdue=1",
  mine: "/concerns?mine=1&state=open",
  own: "/concerns?mine=1&state=open",
  voiced: "/concerns?mine=1&state=open",
  helped: "/helpers",
};

type Props = { searchParams: Promise<{ who?: string; after?: string; parked?: string }> };

export default async function DeskPage({ searchParams }: Props) {
  const { parked, ...search } = await searchParams;
  const viewer = await signedIn("/desk", { parked, ...search });
  const { role, user } = viewer;
  const input = dayInput.parse(search);
  const unit = role === "partner";
  const visits = role === "officer" || role === "coordinator" || viewer.claims.households.length > 0;
  const [
    t,
    room,
    step,
    format,
    locale,
    sections,
    day,
    colleagues,
    restored,
    planned,
    pending,
    coming,
    rooms,
    letters,
    reviews,
    problems,
    meetings,
    own,
    agreements,
    asking,
    ahead,
    quoted,
    review,
    stories,
  ] = await Promise.all([
    getTranslations("desk"),
    getTranslations("room"),
    getTranslations("steps"),
    getFormatter(),
    getLocale(),
    desk(viewer),
    unit ? unitDay(viewer, input) : null,
    unit ? colleaguesOf(viewer) : [],
    parkedForm(viewer, parked),
    visits ? listVisits(viewer) : null,
    role === "coordinator" ? listResidents(viewer) : [],
    roundsAhead(viewer),
    ownRooms(viewer),
    heldCount(viewer),
    reviewsWaiting(viewer),
    deskProblems(viewer),
    getTranslations("meetings"),
    ownMeetings(viewer),
    getTranslations("agreement"),
    agreementsAsking(viewer),
    stepsAhead(viewer),
    quotesWaiting(viewer),
    storiesToReview(viewer),
    getTranslations("stories"),
  ]);
  const now = new Date();
  const waiting = pending.filter((r) => r.status === "pending").length;
  const unconfirmed = user.households.some((h) => h.status === "pending");
  const busy = sections.filter((s) => s.total > 0);
  const total = (n: number) => (n > sectionCount ? `${sectionCount}+` : String(n));
  return (
    <div className="page">
      <div className="mb-6 flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1>{t("hello", { name: user.name })}</h1>
          <p className="small">{format.dateTime(now, { dateStyle: "full" })}</p>
        </div>
        {(role === "resident" || role === "officer") && (
          <Link href="/report" className="btn btn-main">
            {t("raise")}
          </Link>
        )}
      </div>
      {unconfirmed && (
        <p className="mb-6 border-s-4 border-waiting bg-waiting-wash p-4 text-waiting">{t("unconfirmed")}</p>
      )}
      {waiting > 0 && (
        <p className="mb-6 border-s-4 border-waiting bg-waiting-wash p-4 text-waiting">
          <Link href="/people#residents">{t("residentsWait", { count: waiting })}</Link>
        </p>
      )}
      {reviews !== null && reviews > 0 && (
        <p className="mb-4">
          <Link href="/board/review">{t("reviewsWait", { count: reviews })}</Link>
        </p>
      )}
      {letters > 0 && (
        <p className="mb-6 border-s-4 border-waiting bg-waiting-wash p-4 text-waiting">
          <Link href="/letters">{t("lettersWait", { count: letters })}</Link>
        </p>
      )}
      {quoted > 0 && (
        <p className="mb-6 border-s-4 border-waiting bg-waiting-wash p-4 text-waiting">
          <Link href="/stories/quoted">{stories("waiting", { count: quoted })}</Link>
        </p>
      )}
      {review > 0 && (
        <p className="mb-6 border-s-4 border-new bg-new-wash p-4 text-new">
          <Link href="/stories#work">{stories("reviewWaits", { count: review })}</Link>
        </p>
      )}
      {coming.length > 0 && (
        <div className="mb-6">
          <RoundBoxes places={coming} timeZone={viewer.communities[0]?.timeZone ?? "Asia/Shanghai"} at="h2" />
        </div>
      )}
      {user.helps.length > 0 && (
        <p className="mb-6">
          <Link href="/helpers" className="lone">
            {t("helping", { count: user.helps.length })}
          </Link>
        </p>
      )}
      <div
        className={`grid items-start gap-x-10 gap-y-8 ${planned ? "md:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]" : ""}`}
      >
        <div className="grid gap-8">
          {day && (
            <UnitDay
              day={day}
              input={input}
              colleagues={colleagues}
              actions={{ accept: acceptHere, hand: handHere }}
              restored={restored}
              me={user.id}
              several={viewer.claims.organizations.length > 1}
              locale={locale}
              now={now}
            />
          )}
          {busy.map((section) => (
            <section key={section.key} aria-labelledby={section.key}>
              <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
                <h2 id={section.key}>
                  {t(`sections.${section.key}`)} <span className="num small">{total(section.total)}</span>
                </h2>
                {(section.total > sectionSize || section.key === "triage") && more[section.key] && (
                  <Link href={more[section.key] as string} className="lone text-t1">
                    {t("all")}
                  </Link>
                )}
              </div>
              <DeskLines lines={section.lines} now={now} />
            </section>
          ))}
          <DeskProblems problems={problems} now={now} />
          {ahead.length > 0 && (
            <section aria-labelledby="ahead">
              <h2 id="ahead" className="mb-2">
                {step("ahead")}
              </h2>
              <StepsAhead ahead={ahead} now={now} />
            </section>
          )}
          {asking.length > 0 && (
            <section aria-labelledby="agreements">
              <h2 id="agreements" className="mb-2">
                {agreements("agreements")}
              </h2>
              <AgreementsAsking asking={asking} />
            </section>
          )}
          {own.coming.length > 0 && (
            <section aria-labelledby="meetings">
              <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
                <h2 id="meetings">{meetings("title")}</h2>
                <Link href="/meetings" className="lone text-t1">
                  {t("all")}
                </Link>
              </div>
              <MeetingLines meetings={own.coming.slice(0, 5)} />
            </section>
          )}
          {rooms.length > 0 && (
            <section aria-labelledby="rooms">
              <h2 id="rooms" className="mb-2">
                {room("own")}
              </h2>
              <RoomLines rooms={rooms} />
            </section>
          )}
          {!day && [busy, ahead, problems, own.coming, asking].every((list) => list.length === 0) && (
            <div className="rule">
              <p>{t(`nothing.${role}`)}</p>
            </div>
          )}
        </div>
        {planned && (
          <section aria-labelledby="visits" className="grid gap-3">
            <h2 id="visits">{t("visits")}</h2>
            {planned.open.length > 0 && (
              <p className="text-t1 text-waiting">{t("visitsOpen", { count: planned.open.length })}</p>
            )}
            {planned.ahead.length > 0 ? (
              <VisitLines visits={planned.ahead.slice(0, 6)} now={now} compact />
            ) : (
              <p className="small">{t("noVisits")}</p>
            )}
            <p>
              <Link href="/visits">{t("allVisits")}</Link>
            </p>
          </section>
        )}
      </div>
    </div>
  );
}
