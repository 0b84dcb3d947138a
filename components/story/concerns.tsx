import { useTranslations } from "#components/i18n.ts";
import { concernMarker } from "#domain/story/markers.ts";
import type { StoryOptions } from "#domain/story/page.ts";

/** Which concerns a story can point to, and what to type for each. */
export function StoryConcerns({ concerns }: { concerns: StoryOptions["concerns"] }) {
  const t = useTranslations("stories");
  if (!concerns.length) return null;
  return (
    <details className="fold">
      <summary>
        <h2 className="text-t3">{t("concernsTitle")}</h2>
      </summary>
      <p className="small pb-2">{t("concernsHint")}</p>
      <ul>
        {concerns.map(({ number, title }) => (
          <li key={number} className="grid gap-0.5 border-t border-line py-2">
            <bdi>{title}</bdi>
            <code className="num text-t1 break-all">{concernMarker(number)}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
