import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { BoxFields } from "#components/story/boxes.tsx";
import { TextField, Tick } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { storyWork } from "#domain/story/page.ts";
import { orNotFound, signedIn } from "../../../../session.ts";
import { look, takeOutPhoto } from "../../../actions.ts";

type Props = { params: Promise<{ id: string; photo: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stories"))("markTitle") };
}

/** A photo, and what must not be recognized in it. */
export default async function StoryPhotoPage({ params }: Props) {
  const { id, photo: asked } = await params;
  const at = `/stories/${id}/photos/${asked}`;
  const viewer = await signedIn(at);
  const work = await orNotFound(anId.safeParse(id).success ? storyWork(viewer, id) : Promise.reject(new NotFound()));
  const photo = work.photos.find((p) => p.id === asked);
  const writes = work.status === "draft" && work.capacities.some((c) => c === "author" || c === "lead");
  if (!photo || !writes) notFound();
  const t = await getTranslations("stories");
  return (
    <div className="page grid gap-6">
      <header className="grid gap-2">
        <p>
          <Link href={`/stories/${id}/edit#photos`} className="lone">
            {work.texts[work.original]?.title}
          </Link>
        </p>
        <h1>{t("markTitle")}</h1>
        <p className="max-w-[38rem]">{t("markHint")}</p>
      </header>
      <Form action={look} submission={newId()} at={at} name="look" label={t("markTitle")} className="grid gap-6">
        <input type="hidden" name="story" value={id} />
        <input type="hidden" name="photo" value={photo.id} />
        <BoxFields
          src={`${at}/original`}
          width={photo.width}
          height={photo.height}
          initial={photo.boxes}
          words={{
            photo: t("photoN", { n: photo.ordinal }),
            box: t("box"),
            x: t("boxX"),
            y: t("boxY"),
            w: t("boxW"),
            h: t("boxH"),
            add: t("boxAdd"),
            remove: t("boxRemove"),
            keys: t("boxKeys"),
            list: t("boxList"),
          }}
        />
        <div className="grid max-w-[40rem] gap-5">
          <TextField
            name="alt"
            label={t("altField")}
            hint={t("altHint")}
            initial={photo.alt[work.original] ?? ""}
            required
          />
          <TextField name="caption" label={t("captionField")} initial={photo.caption[work.original] ?? ""} />
          <details className="fold">
            <summary>{t("inEnglish")}</summary>
            <div className="grid gap-4 pb-3">
              <TextField name="altEn" label={t("altEnField")} initial={photo.alt.en ?? ""} />
              <TextField name="captionEn" label={t("captionEnField")} initial={photo.caption.en ?? ""} />
            </div>
          </details>
          <Tick name="cover" label={t("coverField")} initial={photo.cover} />
          <Tick name="looked" label={t("lookedField")} hint={t("lookedHint")} />
          <Submit main className="justify-self-start">
            {t("blur")}
          </Submit>
        </div>
      </Form>
      <Form action={takeOutPhoto} submission={newId()} at={at} label={t("takeOutPhoto")}>
        <input type="hidden" name="story" value={id} />
        <input type="hidden" name="photo" value={photo.id} />
        <Submit>{t("takeOutPhoto")}</Submit>
      </Form>
    </div>
  );
}
