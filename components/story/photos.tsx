import Link from "next/link";
import { useLocale, useTranslations } from "#components/i18n.ts";
import { Files } from "#components/ui/files.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import { maxFiles } from "#domain/attachment/limits.ts";
import type { StoryWork } from "#domain/story/page.ts";
import { wordsIn } from "#domain/story/read.ts";

type Props = {
  work: StoryWork;
  writes: boolean;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  at: string;
};

/** The photos of a story: nobody outside sees one before somebody has looked for faces and plates. */
export function StoryPhotos({ work, writes, action, at }: Props) {
  const t = useTranslations("stories");
  const locale = useLocale();
  if (!writes && work.photos.length === 0) return null;
  return (
    <section aria-labelledby="photos" className="grid gap-4">
      <h2 id="photos">{t("photos")}</h2>
      {work.photos.length > 0 && (
        <ul className="grid gap-4">
          {work.photos.map((photo) => (
            <li
              key={photo.id}
              className="grid grid-cols-[minmax(4rem,30%)_minmax(0,1fr)] items-start gap-4 border-t border-line pt-4"
            >
              {/* biome-ignore lint/performance/noImgElement: the portal's own route, by permission */}
              <img
                src={
                  photo.publicKey
                    ? `/stories/photos/${photo.publicKey}?size=small`
                    : `/stories/${work.id}/photos/${photo.id}/original`
                }
                width={photo.width}
                height={photo.height}
                alt={wordsIn(photo.alt, locale) || t("photoN", { n: photo.ordinal })}
                className="h-auto w-full bg-line"
              />
              <div className="grid justify-items-start gap-1">
                <code className="num">{`[[photo:${photo.ordinal}]]`}</code>
                {photo.publicKey ? (
                  <State look="done">{t("lookedAt", { name: photo.lookedBy ?? "" })}</State>
                ) : (
                  <State look="waiting">{t("notLookedAt")}</State>
                )}
                {writes && (
                  <Link href={`/stories/${work.id}/photos/${photo.id}`} prefetch={false} className="lone">
                    {t("markFaces", { n: photo.ordinal })}
                  </Link>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {writes && (
        <Form action={action} submission={newId()} at={at} label={t("addPhotos")} className="grid gap-3">
          <input type="hidden" name="story" value={work.id} />
          <Files accept="image/*" max={maxFiles} community={work.communityId} label={t("photos")} />
          <Submit className="justify-self-start">{t("addPhotos")}</Submit>
        </Form>
      )}
    </section>
  );
}
