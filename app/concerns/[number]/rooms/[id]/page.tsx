import type { Metadata } from "next";
import Link from "next/link";
import { entryOf } from "#components/concern/entry.ts";
import { Talk } from "#components/concern/talk.tsx";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { Members } from "#components/room/members.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { concernNumber, id as idInput } from "#domain/input.ts";
import { officersOf, partnerUnits } from "#domain/organization/options.ts";
import { NotFound } from "#domain/refusal.ts";
import { roomPage } from "#domain/room/page.ts";
import { writesRepliesOf } from "#domain/thread/saved.ts";
import { orNotFound, signedIn } from "../../../../session.ts";
import * as actions from "../actions.ts";

type Props = {
  params: Promise<{ number: string; id: string }>;
  searchParams: Promise<{ parked?: string; quote?: string; edit?: string; delete?: string; saved?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  // What it is about would stand in histories and on shared screens.
  return { title: (await getTranslations("room"))("title") };
}

/** A side room: the talk of those who are in it. */
export default async function RoomPage({ params, searchParams }: Props) {
  const [{ number, id }, { parked, ...open }] = await Promise.all([params, searchParams]);
  const at = `/concerns/${number}/rooms/${id}`;
  const viewer = await signedIn(at, { parked, ...open });
  const known = concernNumber.safeParse(number).success && idInput.safeParse(id).success;
  const page = await orNotFound(known ? roomPage(viewer, { number, room: id }) : Promise.reject(new NotFound()));
  const [t, thread, problem, format, locale, restored, units, officers] = await Promise.all([
    getTranslations("room"),
    getTranslations("thread"),
    getTranslations("problem"),
    getFormatter(),
    getLocale(),
    parkedForm(viewer, parked),
    page.leads ? partnerUnits(viewer, page.communityId) : [],
    page.leads ? officersOf(viewer, page.communityId) : [],
  ]);
  const words = { t: thread, room: t, problem, format, locale, reporter: null };
  return (
    <div className="page grid gap-6">
      <header className="grid gap-2">
        <p className="flex flex-wrap items-center gap-x-4 text-t1 text-ink-2">
          <span>{t("title")}</span>
          {page.concern ? (
            <Link href={`/concerns/${number}`} prefetch={false} className="lone num">
              {t("ofConcern", { number })}
            </Link>
          ) : (
            <span className="num">{t("ofConcern", { number })}</span>
          )}
          {page.closedAt && <b>{t("closed")}</b>}
        </p>
        <h1>
          <bdi>{page.name}</bdi>
        </h1>
        <p className="small">{t("openHint")}</p>
      </header>
      <div className="room">
        <Talk
          to={{
            number,
            at,
            fields: { number, room: id },
            community: page.communityId,
            privacy: "room",
            working: false,
            works: page.works,
          }}
          items={page.timeline}
          entries={page.timeline.map((item) => entryOf(item, words))}
          readSeq={page.readSeq}
          actions={actions}
          open={open}
          restored={restored}
          uploadKey={undefined}
          now={new Date()}
          speaks={!page.closedAt}
          leads={page.leads}
          writing={page.writing}
          known={(organization) => {
            const unit = viewer.user.memberships.find((m) => m.organization === organization);
            return {
              number,
              title: page.concern?.title ?? page.name,
              reporter: thread("reporter"),
              owner: page.concern?.owner ?? thread("someone"),
              due: page.concern?.nextAt ? format.dateTime(page.concern.nextAt, "moment") : "—",
              unit: (locale === "en" && unit?.nameEn) || unit?.name || "",
            };
          }}
          manages={writesRepliesOf(viewer.user).length > 0}
          signedIn
          main
        />
        <aside className="case-rest">
          <Members
            page={page}
            at={at}
            units={units}
            officers={officers}
            locale={locale}
            restored={restored}
            actions={actions}
            submissions={[newId(), newId(), newId()]}
          />
        </aside>
      </div>
    </div>
  );
}
