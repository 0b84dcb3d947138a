import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PublicFace } from "#components/board/face.tsx";
import { ActForm } from "#components/concern/act-form.tsx";
import { ActLinks } from "#components/concern/act-links.tsx";
import { availableActs, pagesOf, pressingAct } from "#components/concern/acts.ts";
import { entryOf, foldVoices } from "#components/concern/entry.ts";
import { Facts } from "#components/concern/facts.tsx";
import { knownOf } from "#components/concern/known.ts";
import { Mute } from "#components/concern/mute.tsx";
import { Statement } from "#components/concern/statement.tsx";
import { Talk } from "#components/concern/talk.tsx";
import { ConcernTop } from "#components/concern/top.tsx";
import { Units } from "#components/concern/units.tsx";
import { Voices } from "#components/concern/voice.tsx";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { MeetingsAbout } from "#components/meeting/lines.tsx";
import { PartOf, ToProblem } from "#components/problem/part-of.tsx";
import { OwnPublication } from "#components/publication/own.tsx";
import { Rooms } from "#components/room/rooms.tsx";
import { Checklist } from "#components/step/checklist.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { colleaguesOf } from "#domain/assignment/colleagues.ts";
import { usualDue } from "#domain/concern/due.ts";
import { givenBefore } from "#domain/concern/likely-units.ts";
import { concernPage } from "#domain/concern/page.ts";
import { leads, maySpeak, mayWork } from "#domain/concern/rules.ts";
import { mayVoice } from "#domain/concern/voice.ts";
import { concernNumber } from "#domain/input.ts";
import { listLabels } from "#domain/label/labels.ts";
import { officersOf, partnerUnits } from "#domain/organization/options.ts";
import { ownPublication } from "#domain/publication/own.ts";
import { type PublicConcern, publicConcern } from "#domain/publication/read.ts";
import { NotFound } from "#domain/refusal.ts";
import { writesRepliesOf } from "#domain/thread/saved.ts";
import { gone } from "../../gone.ts";
import { publicPage } from "../../public-page.ts";
import { viewer as currentViewer, orNotFound, signedIn } from "../../session.ts";
import * as actions from "./actions.ts";
import { FiledBy } from "./filed-by.tsx";
import { settle } from "./steps/actions.ts";

type Props = {
  params: Promise<{ number: string }>;
  searchParams: Promise<{
    parked?: string;
    raised?: string;
    do?: string;
    quote?: string;
    edit?: string;
    delete?: string;
    saved?: string;
  }>;
};

/** What everybody reads of it, whoever looks. */
const faceOf = cache(async (number: string) => {
  const valid = concernNumber.safeParse(number).success;
  return valid ? publicConcern(number) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params;
  const { user, tracking } = await currentViewer();
  const face = user || tracking ? null : await faceOf(number);
  if (face && face !== "gone")
    return publicPage({
      title: face.title,
      description: face.outcome ?? face.body,
      path: `/concerns/${number}`,
      published: face.publishedAt,
    });
  // The number only: a title would stand in histories and on shared screens.
  return { title: `${(await getTranslations("concern"))("title")} ${concernNumber.safeParse(number).data ?? ""}` };
}

export default async function ConcernPage({ params, searchParams }: Props) {
  const [{ number }, { parked, raised, do: asked, ...open }] = await Promise.all([params, searchParams]);
  const known = await currentViewer();
  const stranger = !known.user && !known.tracking;
  if (stranger) {
    const face = await faceOf(number);
    if (face === "gone") return gone();
    if (face) return <Face concern={face} signedIn={false} />;
  }
  const viewer = known.tracking ? known : await signedIn(`/concerns/${number}`, { parked, do: asked, ...open });
  const valid = concernNumber.safeParse(number).success;
  const page = await orNotFound(valid ? concernPage(viewer, number).catch(notTheirs) : Promise.reject(new NotFound()));
  // What is not theirs to see is theirs to read as everybody does.
  if (!page) {
    const face = await faceOf(number);
    if (face === "gone") return gone();
    if (!face) notFound();
    return <Face concern={face} signedIn={viewer.user !== null} />;
  }
  const own = await ownPublication(viewer, page.concern);
  const { concern, assignments, readSeq, following } = page;
  const followed = following !== null && following.endedAt === null;
  const [t, print, roomWords, problemWords, format, locale, restored] = await Promise.all([
    getTranslations("thread"),
    getTranslations("print"),
    getTranslations("room"),
    getTranslations("problem"),
    getFormatter(),
    getLocale(),
    viewer.user ? parkedForm(viewer, parked) : null,
  ]);
  const now = new Date();
  const timeZone = viewer.communities.find((c) => c.id === concern.communityId)?.timeZone ?? "Asia/Shanghai";
  const entries = foldVoices(page.timeline).map((item) =>
    entryOf(item, { t, room: roomWords, problem: problemWords, format, locale, reporter: concern.reporter }),
  );
  const uploadKey = viewer.user ? undefined : newId();
  const acts = availableActs(page, followed);
  const shown = acts.find((a) => a.key === asked) ?? pressingAct(acts, page);
  const [units, before, officers, colleagues, due, labels] = await Promise.all([
    shown?.name === "assign" || shown?.name === "giveBack" ? partnerUnits(viewer, concern.communityId) : [],
    shown?.name === "assign" ? givenBefore(viewer, concern) : { of: 0, given: {} },
    shown?.name === "handOver" || shown?.name === "takeIn" ? officersOf(viewer, concern.communityId) : [],
    shown?.name === "hand" ? colleaguesOf(viewer) : [],
    shown?.name === "assign" || shown?.name === "askAgain" ? usualDue(viewer, concern, now) : now,
    shown?.name === "setLabels" ? listLabels(viewer) : [],
  ]);
  return (
    <div className="page">
      <ConcernTop concern={concern} now={now} raised={raised === "1"} />
      {concern.problem && <PartOf problem={concern.problem} />}
      <div className="case">
        <div className="case-said">
          <Statement concern={concern} />
          <FiledBy viewer={viewer} concern={concern} />
          <Voices
            concern={concern}
            add={actions.voice}
            drop={actions.dropVoice}
            rate={actions.rateVoice}
            may={mayVoice(viewer.user, concern)}
          />
          {following && <Checklist following={following} number={number} settle={settle} now={now} />}
        </div>
        <div className="case-top">
          {shown && (
            <ActForm
              act={shown}
              context={{
                page,
                units,
                before,
                officers,
                colleagues,
                labels,
                actions,
                due,
                now,
                timeZone,
                restored,
                uploadKey,
                locale,
              }}
            />
          )}
          <Facts
            concern={concern}
            now={now}
            contact={actions.contact}
            mayAsk={mayReadContact(viewer.claims, concern.capacities)}
          />
        </div>
        <Talk
          to={{
            number,
            at: `/concerns/${number}`,
            fields: { number },
            community: concern.communityId,
            privacy: concern.privacy,
            working: mayWork(concern.capacities),
            works: mayWork(concern.capacities),
          }}
          items={page.timeline}
          entries={entries}
          readSeq={readSeq}
          actions={actions}
          open={open}
          restored={restored}
          uploadKey={uploadKey}
          now={now}
          speaks={maySpeak(concern.capacities)}
          leads={leads(concern.capacities)}
          writing={page.writing}
          known={(organization) =>
            knownOf(page, organization, { t, format, locale, memberships: viewer.user?.memberships })
          }
          manages={viewer.user ? writesRepliesOf(viewer.user).length > 0 : false}
          signedIn={viewer.user !== null}
          main={!shown}
        />
        <aside className="case-rest">
          <Units assignments={assignments} now={now} locale={locale} />
          <MeetingsAbout
            meetings={page.meetings}
            begin={leads(concern.capacities) ? `/meetings/new?concern=${number}` : null}
          />
          <Rooms number={number} rooms={page.rooms} mayOpen={leads(concern.capacities)} />
          <ActLinks
            acts={acts.filter((a) => a !== shown)}
            pages={pagesOf(concern, followed)}
            number={number}
            locale={locale}
          />
          {!concern.problem && concern.capacities.includes("coordinator") && concern.status !== "unconfirmed" && (
            <ToProblem number={number} />
          )}
          {own && <OwnPublication number={number} own={own} capacities={concern.capacities} actions={actions} />}
          {viewer.user && <Mute number={number} muted={page.muted} action={actions.mute} />}
          <p>
            <Link href={`/concerns/${number}/print`} prefetch={false} className="lone">
              {print("link")}
            </Link>
          </p>
        </aside>
      </div>
    </div>
  );
}

/** Whether to offer the contact: the database decides again when it is asked for. */
function mayReadContact(claims: { officerIn: string[] }, capacities: readonly string[]): boolean {
  return !capacities.includes("reporter") && (claims.officerIn.length > 0 || capacities.includes("unit"));
}

/** Nothing, where the concern does not exist for whoever looks. */
function notTheirs(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}

async function Face({ concern, signedIn }: { concern: PublicConcern; signedIn: boolean }) {
  await getTranslations("publicBoard");
  return <PublicFace concern={concern} signedIn={signedIn} />;
}
