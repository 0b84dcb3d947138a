import type { Metadata } from "next";
import { ActForm } from "#components/concern/act-form.tsx";
import { ActLinks } from "#components/concern/act-links.tsx";
import { availableActs, pressingAct } from "#components/concern/acts.ts";
import { entryOf, foldVoices } from "#components/concern/entry.ts";
import { Facts } from "#components/concern/facts.tsx";
import { Reply } from "#components/concern/reply.tsx";
import { Statement } from "#components/concern/statement.tsx";
import { Thread } from "#components/concern/thread.tsx";
import { ConcernTop } from "#components/concern/top.tsx";
import { Units } from "#components/concern/units.tsx";
import { Voices } from "#components/concern/voice.tsx";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { givenBefore } from "#domain/concern/likely-units.ts";
import { concernPage } from "#domain/concern/page.ts";
import { maySpeak } from "#domain/concern/rules.ts";
import { mayVoice } from "#domain/concern/voice.ts";
import { concernNumber } from "#domain/input.ts";
import { officersOf, partnerUnits } from "#domain/organization/options.ts";
import { NotFound } from "#domain/refusal.ts";
import { viewer as currentViewer, orNotFound, signedIn } from "../../session.ts";
import * as actions from "./actions.ts";

type Props = {
  params: Promise<{ number: string }>;
  searchParams: Promise<{ parked?: string; raised?: string; do?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params;
  // The number only: a title would stand in histories and on shared screens.
  return { title: `${(await getTranslations("concern"))("title")} ${concernNumber.safeParse(number).data ?? ""}` };
}

export default async function ConcernPage({ params, searchParams }: Props) {
  const [{ number }, { parked, raised, do: asked }] = await Promise.all([params, searchParams]);
  const known = await currentViewer();
  const viewer = known.tracking ? known : await signedIn(`/concerns/${number}`, { parked, do: asked });
  const page = await orNotFound(
    concernNumber.safeParse(number).success ? concernPage(viewer, number) : Promise.reject(new NotFound()),
  );
  const { concern, assignments, readSeq } = page;
  const [t, format, locale, words, restored] = await Promise.all([
    getTranslations("thread"),
    getFormatter(),
    getLocale(),
    getTranslations("words"),
    viewer.user ? parkedForm(viewer, parked) : null,
  ]);
  const now = new Date();
  const timeZone = viewer.communities.find((c) => c.id === concern.communityId)?.timeZone ?? "Asia/Shanghai";
  const entries = foldVoices(page.timeline).map((item) =>
    entryOf(item, { t, format, locale, reporter: concern.reporter }),
  );
  const uploadKey = viewer.user ? undefined : newId();
  const acts = availableActs(page);
  const shown = acts.find((a) => a.key === asked) ?? pressingAct(acts, page);
  const [units, before, officers] = await Promise.all([
    shown?.name === "assign" ? partnerUnits(viewer, concern.communityId) : [],
    shown?.name === "assign" ? givenBefore(viewer, concern) : { of: 0, given: {} },
    shown?.name === "handOver" || shown?.name === "takeIn" ? officersOf(viewer, concern.communityId) : [],
  ]);
  return (
    <div className="page">
      <ConcernTop concern={concern} now={now} raised={raised === "1"} />
      <div className="case">
        <div className="case-said">
          <Statement concern={concern} />
          <Voices
            concern={concern}
            add={actions.voice}
            drop={actions.dropVoice}
            rate={actions.rateVoice}
            may={mayVoice(viewer.user, concern)}
          />
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
                actions,
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
        <section aria-label={t("label")} className="case-talk">
          <Thread
            number={number}
            entries={entries}
            readSeq={readSeq}
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
              uploadKey={uploadKey}
              main={!shown}
            />
          )}
        </section>
        <aside className="case-rest">
          <Units assignments={assignments} now={now} locale={locale} />
          <ActLinks acts={acts.filter((a) => a !== shown)} number={number} locale={locale} />
        </aside>
      </div>
    </div>
  );
}

/** Whether to offer the contact: the database decides again when it is asked for. */
function mayReadContact(claims: { officerIn: string[] }, capacities: readonly string[]): boolean {
  return !capacities.includes("reporter") && (claims.officerIn.length > 0 || capacities.includes("unit"));
}
