import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { Agenda } from "#components/meeting/agenda.tsx";
import { FollowMeeting } from "#components/meeting/follow.tsx";
import { MeetingHead } from "#components/meeting/head.tsx";
import { Lead } from "#components/meeting/lead.tsx";
import { Parties, Reply } from "#components/meeting/parties.tsx";
import { Times } from "#components/meeting/times.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { id as idInput } from "#domain/input.ts";
import { householdsBehind, offeredPoints } from "#domain/meeting/offer.ts";
import { type MeetingPage, meetingPage } from "#domain/meeting/page.ts";
import { officersOf, partnerUnits } from "#domain/organization/options.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../session.ts";
import * as actions from "../actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  // What it is about would stand in histories and on shared screens.
  return { title: (await getTranslations("meetings"))("one") };
}

const keys = (): [string, string, string] => [newId(), newId(), newId()];

/** A meeting: when it is, who comes, what is talked about, and what comes of it. */
export default async function MeetingRoute({ params, searchParams }: Props) {
  const [{ id }, { parked }] = await Promise.all([params, searchParams]);
  const at = `/meetings/${id}`;
  const viewer = await signedIn(at, { parked });
  const meeting = await orNotFound(
    idInput.safeParse(id).success ? meetingPage(viewer, id) : Promise.reject(new NotFound()),
  );
  const { leads, status, problem, communityId } = meeting;
  const open = status === "finding" || status === "called" || status === "held";
  const [t, locale, restored, units, officers, households, offered] = await Promise.all([
    getTranslations("meetings"),
    getLocale(),
    parkedForm(viewer, parked),
    leads && open ? partnerUnits(viewer, communityId) : [],
    leads && open ? officersOf(viewer, communityId) : [],
    leads && open && problem ? householdsBehind(viewer, problem.number) : [],
    leads && open && problem ? offeredPoints(viewer, problem.number) : [],
  ]);
  const shared = { meeting, at, locale, restored, actions };
  return (
    <div className="page-narrow grid gap-7">
      <FollowMeeting meeting={id} seq={meeting.seq} />
      <MeetingHead meeting={meeting} />
      <Ways meeting={meeting} at={at} />
      <Reply {...shared} action={actions.rsvp} submission={newId()} />
      {status === "finding" && <Times {...shared} submissions={keys()} />}
      <Agenda {...shared} offered={offered} submissions={keys()} />
      <Parties {...shared} options={{ units, officers, households }} submissions={keys()} />
      <div className="grid">
        <Lead {...shared} now={new Date()} submissions={keys()} />
      </div>
      <p>
        <Link href="/meetings" className="lone">
          {t("all")}
        </Link>
      </p>
    </div>
  );
}

const way = "flex min-h-(--touch) flex-wrap items-center gap-x-3 border-t border-line";

/** Where the minutes and the checklist are, as soon as there is something in them or to be written. */
async function Ways({ meeting, at }: { meeting: MeetingPage; at: string }) {
  const t = await getTranslations("meetings");
  const written = meeting.minutes.lines > 0 || (meeting.writes && meeting.status !== "finding");
  const minutes = written && meeting.status !== "cancelled";
  const list =
    meeting.kind === "inspection" && meeting.status !== "cancelled" && (meeting.items.total > 0 || meeting.inspects);
  if (!minutes && !list) return null;
  return (
    <nav aria-label={t("ways")} className="grid border-b border-line">
      {list && (
        <Link href={`${at}/inspection`} prefetch={false} className={way}>
          <b>{t("checklist")}</b>
          <span className="small">{t("checklistSum", meeting.items)}</span>
        </Link>
      )}
      {minutes && (
        <Link href={`${at}/minutes`} prefetch={false} className={way}>
          <b>{t("minutesOf")}</b>
          <span className="small">
            {t("minutesSum", { lines: meeting.minutes.lines, decisions: meeting.minutes.decisions })}
          </span>
        </Link>
      )}
    </nav>
  );
}
