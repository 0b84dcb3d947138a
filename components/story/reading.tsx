import Link from "next/link";
import { Fragment } from "react";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { Phrases } from "#components/ui/said.tsx";
import type { Locale } from "#domain/account/preferences.ts";
import { isStoryFigure, type StoryFigureKey, storyFigureKinds } from "#domain/story/figures.ts";
import { agreementAnchor } from "#domain/problem/rules.ts";
import { type Block, blocksOf, figureName, type Inline } from "#domain/story/markers.ts";
import { inLanguage, type Story, type StoryFigure, wordsIn } from "#domain/story/read.ts";

type Figure = { kind: "figure"; key: string; argument: string };

/** A figure in words: its number and what it counts. */
function useFigureWords() {
  const t = useTranslations("stories");
  const format = useFormatter();
  return (key: StoryFigureKey, value: number | null): { number: string; unit: string } => {
    if (value === null) return { number: "–", unit: "" };
    const { unit } = storyFigureKinds[key];
    if (unit === "percent") return { number: format.number(value / 100, { style: "percent" }), unit: "" };
    return { number: format.number(value), unit: t(`units.${unit}`, { count: value }) };
  };
}

/** As it stands in the story: frozen once it was published, live before. */
const shownValue = (figure: StoryFigure | undefined): number | null => (figure ? (figure.value ?? figure.now) : null);

function FigureText({ story, part }: { story: Story; part: Figure }) {
  const words = useFigureWords();
  if (!isStoryFigure(part.key)) return null;
  const { number, unit } = words(part.key, shownValue(story.figures[figureName(part.key, part.argument)]));
  return (
    <b className="num whitespace-nowrap">
      {number}
      {unit && ` ${unit}`}
    </b>
  );
}

function Line({ story, parts }: { story: Story; parts: Inline[] }) {
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes its order while it is shown
    <Fragment key={i}>{part.kind === "text" ? part.text : <FigureText story={story} part={part} />}</Fragment>
  ));
}

/** Since when a figure stands, what it counts, and what it is today. */
function Note({ story, part, named }: { story: Story; part: Figure; named: boolean }) {
  const t = useTranslations("stories");
  const format = useFormatter();
  const words = useFigureWords();
  const figure = story.figures[figureName(part.key, part.argument)];
  if (!isStoryFigure(part.key) || !figure) return null;
  const kind = storyFigureKinds[part.key];
  const as = (value: number | null) => {
    const { number, unit } = words(part.key as StoryFigureKey, value);
    return `${number} ${unit}`.trim();
  };
  const day = figure.frozenAt ? t("asOf", { day: format.dateTime(new Date(figure.frozenAt), "date") }) : t("asOfNow");
  return (
    <details className="story-note">
      <summary>{named ? `${t(`figureNames.${part.key}`)} · ${day}` : day}</summary>
      <div>
        <p>{t(`figureCounts.${part.key}`)}</p>
        {figure.frozenAt && figure.now !== null && figure.now !== figure.value && (
          <p>
            {t("today")} <b className="num">{as(figure.now)}</b>
          </p>
        )}
        <p>
          <Link href={kind.at(part.argument)} prefetch={false}>
            {t(kind.of === "problem" ? "seeProblem" : "seeFigures")}
          </Link>
        </p>
      </div>
    </details>
  );
}

function BigFigure({ story, part }: { story: Story; part: Figure }) {
  const t = useTranslations("stories");
  const words = useFigureWords();
  if (!isStoryFigure(part.key)) return null;
  const { number, unit } = words(part.key, shownValue(story.figures[figureName(part.key, part.argument)]));
  return (
    <div>
      <p className="story-figure">
        {number}
        {unit && <small>{unit}</small>}
      </p>
      <p className="text-t1">{t(`figureNames.${part.key}`)}</p>
      <Note story={story} part={part} named={false} />
    </div>
  );
}

function Paragraph({ story, parts }: { story: Story; parts: Inline[] }) {
  const figures = parts.filter((part): part is Figure => part.kind === "figure");
  return (
    <>
      <p className="para">
        <Line story={story} parts={parts} />
      </p>
      {figures.length > 0 && (
        <div className="story-notes">
          {figures.map((part) => (
            <Note key={figureName(part.key, part.argument)} story={story} part={part} named />
          ))}
        </div>
      )}
    </>
  );
}

function Quote({ story, ordinal }: { story: Story; ordinal: number }) {
  const t = useTranslations("stories");
  const locale = useLocale();
  const quote = story.quotes[ordinal];
  // (What was taken back is gone, and leaves nothing behind.)
  if (!quote?.words) return null;
  const words = inLanguage(quote.words, locale);
  return (
    <blockquote>
      <p lang={words?.locale}>{words?.text}</p>
      <footer>
        {wordsIn(quote.attribution, locale)}
        {!quote.agreed && <span className="small block text-late">{t("notAgreedYet")}</span>}
      </footer>
    </blockquote>
  );
}

function Photo({ story, ordinal, first }: { story: Story; ordinal: number; first: boolean }) {
  const locale = useLocale();
  const photo = story.photos[ordinal];
  if (!photo) return null;
  const caption = wordsIn(photo.caption, locale);
  const at = `/stories/photos/${photo.key}`;
  return (
    <figure>
      {/* biome-ignore lint/performance/noImgElement: the portal's own route sizes it */}
      <img
        className="story-photo"
        src={at}
        srcSet={photo.width > 720 ? `${at}?size=small 720w, ${at} ${Math.min(1600, photo.width)}w` : undefined}
        sizes="(min-width: 40rem) 36rem, 100vw"
        width={photo.width}
        height={photo.height}
        alt={wordsIn(photo.alt, locale)}
        loading={first ? "eager" : "lazy"}
        decoding="async"
      />
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  );
}

function See({ story, to }: { story: Story; to: "problem" | "agreement" }) {
  const t = useTranslations("stories");
  const { problem, agreement } = story;
  if (to === "problem" ? !problem : !problem || !agreement) return null;
  return (
    <Link
      href={`/problems/${problem?.number}${to === "agreement" ? `#${agreementAnchor}` : ""}`}
      prefetch={false}
      className="story-see"
    >
      <span className="small">{t(to === "problem" ? "tellsOfProblem" : "tellsOfAgreement")}</span>
      <b>{problem?.title}</b>
    </Link>
  );
}

function SeeConcern({ story, number }: { story: Story; number: string }) {
  const t = useTranslations("stories");
  const concern = story.concerns[number];
  // (What was taken down is gone, and leaves nothing behind.)
  if (!concern) return null;
  return (
    <Link href={`/concerns/${number}`} prefetch={false} className="story-see">
      <span className="small">{t("tellsOfConcern")}</span>
      <b>
        <bdi>{concern.title}</bdi>
      </b>
    </Link>
  );
}

/** Figures that stand in lines of their own, one after the other, stand beside each other. */
type Part = Block | { kind: "figures"; figures: Figure[] };

function together(blocks: Block[]): Part[] {
  const parts: Part[] = [];
  for (const block of blocks) {
    const alone =
      block.kind === "paragraph" && block.parts.every((p) => p.kind === "figure" || !p.text.trim())
        ? block.parts.filter((p): p is Figure => p.kind === "figure")
        : [];
    const last = parts.at(-1);
    if (!alone.length) parts.push(block);
    else if (last?.kind === "figures") last.figures.push(...alone);
    else parts.push({ kind: "figures", figures: alone });
  }
  return parts;
}

/** The text of a story with all that stands in it. */
function StoryBody({ story, body }: { story: Story; body: string }) {
  const parts = together(blocksOf(body));
  const firstPhoto = parts.findIndex((p) => p.kind === "photo");
  return parts.map((part, i) => {
    const key = `${i}-${part.kind}`;
    switch (part.kind) {
      case "heading":
        return (
          <h2 key={key}>
            <Line story={story} parts={part.parts} />
          </h2>
        );
      case "paragraph":
        return <Paragraph key={key} story={story} parts={part.parts} />;
      case "figures":
        return (
          <div key={key} className="story-figures">
            {part.figures.map((figure) => (
              <BigFigure key={figureName(figure.key, figure.argument)} story={story} part={figure} />
            ))}
          </div>
        );
      case "quote":
        return <Quote key={key} story={story} ordinal={part.ordinal} />;
      case "photo":
        return <Photo key={key} story={story} ordinal={part.ordinal} first={i === firstPhoto} />;
      case "concern":
        return <SeeConcern key={key} story={story} number={part.number} />;
      default:
        return <See key={key} story={story} to={part.kind} />;
    }
  });
}

/** A story as it is read: title, lead, whose and when, and its text. */
export function StoryArticle({
  story,
  locale,
  children,
}: {
  story: Story;
  locale: Locale;
  children?: React.ReactNode;
}) {
  const t = useTranslations("stories");
  const format = useFormatter();
  const found = inLanguage(story.texts, locale);
  if (!found) return null;
  const { text } = found;
  const community = locale === "en" && story.communityNameEn ? story.communityNameEn : story.communityName;
  return (
    <article className="story" lang={found.locale}>
      <header>
        <h1 className="phrases">
          <Phrases>{text.title}</Phrases>
        </h1>
        {text.lead && <p className="lead">{text.lead}</p>}
        <p className="small flex flex-wrap gap-x-3" lang={locale}>
          <span>{community}</span>
          {story.publishedAt && (
            <time dateTime={story.publishedAt}>{format.dateTime(new Date(story.publishedAt), "date")}</time>
          )}
          {found.locale !== locale && <span>{t("onlyIn")}</span>}
        </p>
      </header>
      <StoryBody story={story} body={text.body} />
      {children}
    </article>
  );
}
