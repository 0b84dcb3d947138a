import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { StoryConcerns } from "#components/story/concerns.tsx";
import { StoryFigures } from "#components/story/figures.tsx";
import { StoryLanguages } from "#components/story/languages.tsx";
import { StoryPhotos } from "#components/story/photos.tsx";
import { StoryQuotes } from "#components/story/quotes.tsx";
import { StoryArticle } from "#components/story/reading.tsx";
import { StoryReview } from "#components/story/review.tsx";
import { StorySteps } from "#components/story/steps.tsx";
import { StoryTextForm } from "#components/story/text-form.tsx";
import { StoryState } from "#components/story/work-lines.tsx";
import { parkedForm } from "#domain/account/parked.ts";
import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { storyOptions, storyWork } from "#domain/story/page.ts";
import { previewOf } from "#domain/story/read.ts";
import { asLocale } from "#domain/words.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import * as actions from "../../actions.ts";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ parked?: string; note?: string; done?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stories"))("workOn") };
}

/** Where a story is written, looked at and published: what is to be done first, how it will be read last. */
export default async function StoryWorkPage({ params, searchParams }: Props) {
  const [{ id }, { parked, note }] = await Promise.all([params, searchParams]);
  const at = `/stories/${id}/edit`;
  const viewer = await signedIn(at, { parked, note });
  const work = await orNotFound(anId.safeParse(id).success ? storyWork(viewer, id) : Promise.reject(new NotFound()));
  const [t, locale, story, options, restored] = await Promise.all([
    getTranslations("stories"),
    getLocale(),
    previewOf(viewer, id),
    storyOptions(viewer, work.communityId, id),
    parkedForm(viewer, parked),
  ]);
  const writes = work.status === "draft" && work.capacities.some((c) => c === "author" || c === "lead");
  // Whoever looks at it reads it first; whoever writes it, last.
  const preview = (
    <section aria-labelledby="preview" className="grid gap-4 border-t border-line pt-6">
      <h2 id="preview">{t("preview")}</h2>
      <StorySteps work={work} />
      <div className="border border-line bg-paper p-5 sm:p-10">
        <StoryArticle story={story} locale={asLocale(locale)} />
      </div>
    </section>
  );
  return (
    <div className="page grid gap-10">
      <header className="grid gap-2">
        <p>
          <Link href="/stories" className="lone">
            {t("title")}
          </Link>
        </p>
        <h1 lang={work.original}>{work.texts[work.original]?.title}</h1>
        <p className="small flex flex-wrap items-center gap-x-3 gap-y-1">
          <StoryState status={work.status} />
          <span>{t("by", { name: work.author })}</span>
          {work.status === "published" && (
            <Link href={`/stories/${id}`} className="lone">
              {t("readIt")}
            </Link>
          )}
        </p>
      </header>
      {work.review && (
        <div className="grid gap-1 border-s-4 border-waiting bg-waiting-wash p-4 text-waiting">
          <p className="font-bold">{t("sentBackWith")}</p>
          <p className="said">{work.review}</p>
        </div>
      )}
      {writes && <StoryTextForm work={work} options={options} action={actions.write} at={at} restored={restored} />}
      <div className="grid items-start gap-x-12 gap-y-10 md:grid-cols-2">
        <StoryQuotes
          work={work}
          writes={writes}
          notes={options.notes}
          chosen={note}
          actions={{ ask: actions.askQuote, takeOut: actions.takeOutQuote, answer: actions.answerQuote }}
          at={at}
          restored={restored}
        />
        <div className="grid min-w-0 gap-10">
          <StoryPhotos work={work} writes={writes} action={actions.addPhotos} at={at} />
          {writes && <StoryFigures story={story} problems={options.problems} />}
          {writes && <StoryConcerns concerns={options.concerns} />}
          <StoryLanguages work={work} writes={writes} />
        </div>
      </div>
      {work.status === "in_review" && preview}
      <StoryReview
        work={work}
        at={at}
        actions={{ send: actions.send, publish: actions.publish, sendBack: actions.sendBack, move: actions.move }}
        restored={restored}
      />
      {work.status !== "in_review" && preview}
    </div>
  );
}
