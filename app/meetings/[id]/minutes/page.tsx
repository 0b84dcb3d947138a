import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { Attendance } from "#components/meeting/attendance.tsx";
import { FollowMeeting } from "#components/meeting/follow.tsx";
import { MeetingHead } from "#components/meeting/head.tsx";
import { Minutes } from "#components/meeting/minutes.tsx";
import { Sending } from "#components/meeting/objections.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { id as idInput } from "#domain/input.ts";
import { minutesPage } from "#domain/meeting/written.ts";
import { partnerUnits } from "#domain/organization/options.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import * as actions from "../../actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ parked?: string; line?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("minutes"))("title") };
}

/** The minutes of a meeting, taken together: what was said and decided, who was there, and what becomes of them. */
export default async function MinutesPage({ params, searchParams }: Props) {
  const [{ id }, { parked, line }] = await Promise.all([params, searchParams]);
  const at = `/meetings/${id}/minutes`;
  const viewer = await signedIn(at, { parked, line });
  const { meeting, lines } = await orNotFound(
    idInput.safeParse(id).success ? minutesPage(viewer, id) : Promise.reject(new NotFound()),
  );
  const [t, locale, restored, units] = await Promise.all([
    getTranslations("minutes"),
    getLocale(),
    parkedForm(viewer, parked),
    meeting.writes && meeting.problem ? partnerUnits(viewer, meeting.communityId) : [],
  ]);
  const shared = { meeting, at, locale, restored, actions };
  return (
    <div className="page-narrow grid gap-7">
      <FollowMeeting meeting={id} seq={meeting.seq} />
      <p>
        <Link href={`/meetings/${id}`} className="lone">
          {t("back")}
        </Link>
      </p>
      <MeetingHead meeting={meeting} />
      <Attendance {...shared} action={actions.attendance} submission={newId()} />
      <Minutes
        {...shared}
        lines={lines}
        editing={line}
        units={units}
        submissions={[newId(), newId(), newId(), newId()]}
      />
      <Sending {...shared} now={new Date()} submissions={[newId(), newId(), newId()]} />
      {lines.length > 0 && (
        <p>
          <Link href={`/meetings/${id}/print`} prefetch={false} className="lone">
            {t("printLink")}
          </Link>
        </p>
      )}
    </div>
  );
}
