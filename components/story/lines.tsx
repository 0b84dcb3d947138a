import Link from "next/link";
import { useFormatter } from "#components/i18n.ts";
import type { StoryLine } from "#domain/story/read.ts";

/** Published stories, the latest first: how each begins. @param under the level of their titles */
export function StoryLines({ lines, under: Title = "h2" }: { lines: StoryLine[]; under?: "h2" | "h3" }) {
  const format = useFormatter();
  return (
    <ul className="story-lines">
      {lines.map((line, i) => (
        <li key={line.id} className="story-line" lang={line.locale}>
          <Title>
            <Link
              href={`/stories/${line.id}`}
              prefetch={false}
              className="no-underline after:absolute after:inset-0 hover:underline"
            >
              {line.title}
            </Link>
          </Title>
          {line.lead && <p className="max-w-[38rem] text-ink-2">{line.lead}</p>}
          <p className="small">
            <time dateTime={line.publishedAt.toISOString()}>{format.dateTime(line.publishedAt, "date")}</time>
          </p>
          {line.cover && (
            <div className="story-pic order-first">
              {/* biome-ignore lint/performance/noImgElement: the portal's own route sizes it */}
              <img
                src={`/stories/photos/${line.cover.key}?size=small`}
                width={720}
                height={480}
                alt={line.cover.alt}
                // (Under another heading they stand far down.)
                loading={i || Title === "h3" ? "lazy" : "eager"}
                decoding="async"
              />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
