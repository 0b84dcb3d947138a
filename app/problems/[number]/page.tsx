import type { Metadata } from "next";
import Link from "next/link";
import { AgreementsOn } from "#components/agreement/lines.tsx";
import { entryOf } from "#components/concern/entry.ts";
import { Talk } from "#components/concern/talk.tsx";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { MeetingsAbout } from "#components/meeting/lines.tsx";
import { ProblemActForm } from "#components/problem/act-form.tsx";
import { actsOn } from "#components/problem/acts.ts";
import { ConcernsBehind } from "#components/problem/concerns.tsx";
import { useCrowd } from "#components/problem/crowd.ts";
import { Evidence } from "#components/problem/evidence.tsx";
import { ProblemFacts } from "#components/problem/facts.tsx";
import { ProblemWay, PublicMeasures } from "#components/problem/way.tsx";
import { Said } from "#components/ui/said.tsx";
import { State } from "#components/ui/state.tsx";
import { parkedForm } from "#domain/account/parked.ts";
import { officersOf, partnerUnits } from "#domain/organization/options.ts";
import { readProblem } from "#domain/problem/desk.ts";
import { problemNumber } from "#domain/problem/number.ts";
import { type ProblemFace, problemPage, wasPublic } from "#domain/problem/page.ts";
import { agreementAnchor, isOver, leadsProblem, problemLook } from "#domain/problem/rules.ts";
import { tableOf } from "#domain/problem/table.ts";
import { publicWay } from "#domain/problem/way.ts";
import { NotFound } from "#domain/refusal.ts";
import { writesRepliesOf } from "#domain/thread/saved.ts";
import { gone } from "../../gone.ts";
import { publicPage } from "../../public-page.ts";
import { viewer as currentViewer, orNotFound, signedIn } from "../../session.ts";
import * as actions from "./actions.ts";

type Props = {
  params: Promise<{ number: string }>;
  searchParams: Promise<{
    do?: string;
    parked?: string;
    quote?: string;
    edit?: string;
    delete?: string;
    saved?: string;
  }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params;
  const [viewer, t] = await Promise.all([currentViewer(), getTranslations("problem")]);
  const known = problemNumber.safeParse(number).data;
  const shown = known && !viewer.user ? await problemPage(viewer, known).catch(() => null) : null;
  if (!shown?.problem.publishedAt) return { title: `${t("one")} ${known ?? ""}` };
  const { title, face, publishedAt } = shown.problem;
  return publicPage({
    title,
    description: face ?? "",
    path: `/problems/${number}`,
    published: publishedAt,
  });
}

/** A problem: what everybody may read of it, and what those who work on it know. */
export default async function ProblemPage({ params, searchParams }: Props) {
  const [{ number }, { do: asked, parked, ...open }] = await Promise.all([params, searchParams]);
  const known = await currentViewer();
  const found = problemNumber.safeParse(number).success
    ? problemPage(known, number)
    : Promise.reject<Awaited<ReturnType<typeof problemPage>>>(new NotFound());
  // What a stranger may not read may be theirs to read once they have said who they are.
  const { problem, workings, timeline, writing } = await (known.user || known.tracking
    ? orNotFound(found)
    : found.catch(async (error) => {
        if (!(error instanceof NotFound)) throw error;
        if (await wasPublic(known, number)) await gone();
        await signedIn(`/problems/${number}`, { do: asked, parked, ...open });
        throw error;
      }));
  const [t, restored, thread, room, format, locale, board] = await Promise.all([
    getTranslations("problem"),
    known.user ? parkedForm(known, parked) : null,
    getTranslations("thread"),
    getTranslations("room"),
    getFormatter(),
    getLocale(),
    getTranslations("publicBoard"),
    getTranslations("words"),
    getTranslations("concerns"),
    getTranslations("agreement"),
    getTranslations("meetings"),
  ]);
  // (Its pages are never fetched ahead.)
  if (problem.id) await readProblem(known, problem.id);
  const now = new Date();
  const acts = actsOn(problem, workings);
  const shown = acts.find((act) => act === asked);
  const way = problem.publishedAt && !workings ? await publicWay(problem.communityId, number) : null;
  const [table, units, officers] = await Promise.all([
    problem.id && known.user ? tableOf(known, number) : { meetings: [], agreements: [] },
    shown === "seat" ? partnerUnits(known, problem.communityId) : [],
    shown === "handOver" ? officersOf(known, problem.communityId) : [],
  ]);
  const timeZone = known.communities.find((c) => c.id === problem.communityId)?.timeZone ?? "Asia/Shanghai";
  const { step } = actions;
  const leads = leadsProblem(problem.capacities) && !isOver(problem.status);
  const atTable = (
    <>
      <MeetingsAbout meetings={table.meetings} begin={leads ? `/meetings/new?problem=${number}` : null} />
      <AgreementsOn
        id={workings ? agreementAnchor : undefined}
        agreements={table.agreements}
        begin={leads ? `/agreements/new?problem=${number}` : null}
      />
    </>
  );
  const talk = problem.id !== null && known.user && (
    <Talk
      to={{
        number,
        at: `/problems/${number}`,
        fields: { number },
        community: problem.communityId,
        privacy: "neighbourhood",
        working: true,
        works: workings !== null,
      }}
      items={timeline}
      entries={timeline.map((item) => entryOf(item, { t: thread, room, problem: t, format, locale, reporter: null }))}
      readSeq={null}
      actions={actions}
      open={open}
      restored={restored}
      uploadKey={undefined}
      now={now}
      speaks={workings !== null}
      leads={leadsProblem(problem.capacities)}
      writing={writing}
      known={(organization) => {
        const unit = known.user?.memberships.find((m) => m.organization === organization);
        return {
          number,
          title: problem.title,
          reporter: thread("reporter"),
          owner: workings?.owner ?? thread("someone"),
          due: workings?.nextAt ? format.dateTime(workings.nextAt, "moment") : "—",
          unit: (locale === "en" && unit?.nameEn) || unit?.name || "",
        };
      }}
      manages={writesRepliesOf(known.user).length > 0}
      signedIn
      main={!shown}
    />
  );
  return (
    <div className="page">
      <Top problem={problem} nextAt={workings?.nextAt ?? null} now={now} />
      {workings ? (
        <>
          <div className="case">
            <div className="case-said grid gap-6">
              <article className="sheet">
                <h2 className="sr-only">{t("summary")}</h2>
                <p className="said" dir="auto">
                  {workings.summary}
                </p>
              </article>
              <Face problem={problem} working />
              <Evidence workings={workings} />
            </div>
            <div className="case-top">
              {shown && (
                <ProblemActForm
                  act={shown}
                  actions={{ ...actions, talk: step, agree: step, work: step, finish: step }}
                  context={{ problem, workings, units, officers, timeZone, restored }}
                />
              )}
              <ProblemFacts
                number={number}
                workings={workings}
                now={now}
                unseat={acts.includes("seat") ? actions.unseat : null}
              />
              {atTable}
              <Acts acts={acts.filter((act) => act !== shown)} number={number} />
            </div>
            {talk}
          </div>
          <div className="mt-8">
            <ConcernsBehind
              number={number}
              workings={workings}
              now={now}
              takeOut={acts.includes("add") ? actions.takeOut : null}
            />
          </div>
        </>
      ) : (
        <>
          <Face problem={problem} working={false} />
          {way && (
            <div className="mt-8 grid gap-8">
              <section aria-labelledby="way">
                <h2 id="way" className="mb-4">
                  {board("howFar")}
                </h2>
                <ProblemWay way={way} />
              </section>
              <div id={agreementAnchor} className="max-w-(--measure)">
                <PublicMeasures way={way} />
              </div>
            </div>
          )}
          <div className="mt-8 grid max-w-(--measure) gap-6">{atTable}</div>
          {problem.publishedAt && (
            <p className="mt-4">
              <Link href={`/board/subscribe?number=${number}`} prefetch={false} className="lone">
                {board("followThis")}
              </Link>
            </p>
          )}
          {talk && <div className="mt-8 max-w-(--measure)">{talk}</div>}
        </>
      )}
      <p className="mt-6">
        <Link href="/problems" className="lone">
          {t("back")}
        </Link>
      </p>
    </div>
  );
}

async function Top({ problem, nextAt, now }: { problem: ProblemFace; nextAt: Date | null; now: Date }) {
  const [t, words] = await Promise.all([getTranslations("problem"), getTranslations("words")]);
  const look = problemLook(problem.status, nextAt, now);
  return (
    <header className="mb-6 grid gap-2">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-t1 text-ink-2">
        <Link href="/problems" prefetch={false} className="lone">
          {t("title")}
        </Link>
        <span className="num">{problem.number}</span>
        <State look={look === "late" ? "going" : look}>{t(`statuses.${problem.status}`)}</State>
        {look === "late" && <State look="late">{words("late")}</State>}
        <span>{words(`categories.${problem.category}`)}</span>
      </p>
      <h1>
        <Said heading>{problem.title}</Said>
      </h1>
      <p className="text-t3">
        <HowMany problem={problem} />
      </p>
      {isOver(problem.status) && problem.closeReason && (
        <p className="border-s-4 border-line-2 ps-4">{t(`closeReasons.${problem.closeReason}`)}</p>
      )}
    </header>
  );
}

function HowMany({ problem }: { problem: ProblemFace }) {
  return <b className="num">{useCrowd()(problem.crowd)}</b>;
}

/** What everybody reads of it. */
async function Face({ problem, working }: { problem: ProblemFace; working: boolean }) {
  const [t, format] = await Promise.all([getTranslations("problem"), getFormatter()]);
  if (!problem.face) return working ? <p className="small">{t("notPublic")}</p> : <p>{t("noFace")}</p>;
  return (
    <article className={working ? "border-s-4 border-line-2 ps-4" : "max-w-(--measure)"}>
      {working && <h2 className="text-t2">{t("face")}</h2>}
      <p className="said" dir="auto">
        {problem.face}
      </p>
      {problem.publishedAt && (
        <p className="small mt-2">{t("publicSince", { when: format.dateTime(problem.publishedAt, "date") })}</p>
      )}
    </article>
  );
}

async function Acts({ acts, number }: { acts: ReturnType<typeof actsOn>; number: string }) {
  const t = await getTranslations("problem");
  if (!acts.length) return null;
  return (
    <nav aria-labelledby="acts">
      <h2 id="acts" className="mb-2">
        {t("actsTitle")}
      </h2>
      <ul>
        {acts.map((act) => (
          <li key={act} className="border-t border-line">
            <Link
              href={`/problems/${number}?do=${act}#do`}
              prefetch={false}
              className="flex min-h-(--touch) items-center font-bold no-underline hover:underline"
            >
              {t(`acts.${act}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
