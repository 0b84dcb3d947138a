import { useTranslations } from "#components/i18n.ts";
import { figureMarker, storyFigureKeys, storyFigureKinds } from "#domain/story/figures.ts";
import type { StoryOptions } from "#domain/story/page.ts";
import type { Story } from "#domain/story/read.ts";

/** What figures there are, and what to type for each. */
export function StoryFigures({ story, problems }: { story: Story; problems: StoryOptions["problems"] }) {
  const t = useTranslations("stories");
  const problem = story.problem?.number ?? problems[0]?.number;
  return (
    <details className="fold">
      <summary>
        <h2 className="text-t3">{t("figuresTitle")}</h2>
      </summary>
      <p className="small pb-2">{t("figuresHint")}</p>
      <dl>
        {storyFigureKeys
          .filter((key) => storyFigureKinds[key].of !== "problem" || problem)
          .map((key) => (
            <div key={key} className="grid gap-0.5 border-t border-line py-2">
              <dt className="font-bold">{t(`figureNames.${key}`)}</dt>
              <dd className="grid gap-0.5">
                <code className="num text-t1 break-all">
                  {figureMarker(key, storyFigureKinds[key].of === "problem" ? problem : "")}
                </code>
                <span className="small">{t(`figureCounts.${key}`)}</span>
              </dd>
            </div>
          ))}
      </dl>
    </details>
  );
}
