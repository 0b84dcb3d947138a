import type { Metadata } from "next";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { Acts, pressingAct } from "#components/concern/acts.tsx";
import { entryOf } from "#components/concern/entry.ts";
import { Facts } from "#components/concern/facts.tsx";
import { Reply } from "#components/concern/reply.tsx";
import { Statement } from "#components/concern/statement.tsx";
import { Thread } from "#components/concern/thread.tsx";
import { ConcernTop } from "#components/concern/top.tsx";
import { Units } from "#components/concern/units.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { concernPage } from "#domain/concern/page.ts";
import { leads, maySpeak } from "#domain/concern/rules.ts";
import { concernNumber } from "#domain/input.ts";
import { officersOf, partnerUnits } from "#domain/organization/manage.ts";
import { NotFound } from "#domain/refusal.ts";
import { viewer as currentViewer, orNotFound, signedIn } from "../../session.ts";
import * as actions from "./actions.ts";

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ parked?: string; raised?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params;
  // The number only: a title would stand in histories and on shared screens.
  return { title: `${(await getTranslations("concern"))("title")} ${concernNumber.safeParse(number).data ?? ""}` };
}

export default async function ConcernPage({ params, searchParams }: Props) {
  const { number } = await params;
  const { parked, raised } = await searchParams;
  const known = await currentViewer();
  const viewer = known.tracking ? known : await signedIn(`/concerns/${number}${parked ? `?parked=${parked}` : ""}`);
  const page = await orNotFound(
    concernNumber.safeParse(number).success ? concernPage(viewer, number) : Promise.reject(new NotFound()),
  );
  const { concern, assignments, readSeq } = page;
  const steering = leads(concern.capacities);
  const [t, format, locale, words, units, officers, restored] = await Promise.all([
    getTranslations("thread"),
    getFormatter(),
    getLocale(),
    getTranslations("words"),
    steering ? partnerUnits(viewer, concern.communityId) : [],
    steering ? officersOf(viewer, concern.communityId) : [],
    parked && viewer.user ? parkedForm(viewer, parked) : null,
  ]);
  const now = new Date();
  const timeZone = viewer.communities.find((c) => c.id === concern.communityId)?.timeZone ?? "Asia/Shanghai";
  const entries = page.timeline.map((item) => entryOf(item, { t, format, locale, reporter: concern.reporter }));
  const context = {
    concern,
    assignments,
    units,
    officers,
    actions,
    now,
    timeZone,
    restored,
    locale,
    at: `/concerns/${number}`,
  };
  return (
    <div className="page">
      <ConcernTop concern={concern} now={now} raised={raised === "1"} />
      <div className="case">
        <div className="case-top">
          <Acts {...context} part="pressing" />
          <Facts
            concern={concern}
            now={now}
            contact={actions.contact}
            mayAsk={mayReadContact(viewer.claims, concern.capacities)}
          />
        </div>
        <section aria-label={t("label")} className="case-talk">
          <Statement concern={concern} />
          <Thread
            number={number}
            entries={entries}
            readSeq={readSeq}
            live
            words={{
              label: t("label"),
              unread: t("unread"),
              working: t("workingTag"),
              photo: words("photo"),
              arrived: t("arrived"),
            }}
          />
          {maySpeak(concern.capacities) && (
            <Reply
              concern={concern}
              action={actions.reply}
              submission={newId()}
              restored={restored}
              at={context.at}
              main={pressingAct(page) === null}
            />
          )}
        </section>
        <aside className="case-rest">
          <Units assignments={assignments} now={now} locale={locale} />
          <Acts {...context} part="rest" />
        </aside>
      </div>
    </div>
  );
}

/** Whether to offer the contact: the database decides again when it is asked for. */
function mayReadContact(claims: { officerIn: string[] }, capacities: readonly string[]): boolean {
  return !capacities.includes("reporter") && (claims.officerIn.length > 0 || capacities.includes("unit"));
}
