import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { StoryDraftLine } from "#domain/story/page.ts";
import type { StoryStatus } from "#domain/story/rules.ts";

const looks = { draft: "waiting", in_review: "new", published: "done", withdrawn: "quiet" } as const satisfies Record<
  StoryStatus,
  string
>;

/** How far a story is. */
export function StoryState({ status }: { status: StoryStatus }) {
  const t = useTranslations("stories");
  return <State look={looks[status]}>{t(`states.${status}`)}</State>;
}

/** What is being written, for those who write and look: what waits for whoever asks is marked. */
export function StoryWorkLines({ lines }: { lines: StoryDraftLine[] }) {
  const t = useTranslations("stories");
  const format = useFormatter();
  return (
    <section aria-labelledby="work" className="mb-10">
      <h2 id="work" className="mb-2">
        {t("inWork")}
      </h2>
      <ul>
        {lines.map((line) => (
          <li key={line.id} className="relative grid gap-1 border-t border-line py-3">
            <Link
              href={`/stories/${line.id}/edit`}
              prefetch={false}
              className="font-bold no-underline after:absolute after:inset-0 hover:underline"
            >
              {line.title}
            </Link>
            <p className="small flex flex-wrap items-center gap-x-3 gap-y-1">
              <StoryState status={line.status} />
              <bdi>{line.author}</bdi>
              <time dateTime={line.changedAt.toISOString()}>{format.dateTime(line.changedAt, "moment")}</time>
              {line.forMe && line.status === "in_review" && <b className="text-door">{t("lookAtIt")}</b>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
