import { useTranslations } from "#components/i18n.ts";
import type { StoryWork } from "#domain/story/page.ts";

/** What is missing before everybody may read it. */
export function StorySteps({ work }: { work: StoryWork }) {
  const t = useTranslations("refusals");
  const own = useTranslations("stories");
  if (work.status === "published" || work.faults.length === 0) return null;
  return (
    <div className="grid gap-1 border-s-4 border-waiting ps-4">
      <p className="font-bold">{own("missing")}</p>
      <ul className="grid gap-1">
        {work.faults.map((fault) => (
          <li key={fault}>{t(fault as "storyConsents")}</li>
        ))}
      </ul>
    </div>
  );
}
