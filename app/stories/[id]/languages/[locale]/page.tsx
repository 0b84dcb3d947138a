import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { Differences } from "#components/story/differences.tsx";
import { TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { localeNames, locales } from "#domain/account/preferences.ts";
import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { changedSince, storyWork } from "#domain/story/page.ts";
import { orNotFound, signedIn } from "../../../../session.ts";
import { correct } from "../../../actions.ts";

type Props = { params: Promise<{ id: string; locale: string }>; searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stories"))("languages") };
}

/** A story in another language, beside the original: corrected, or written. */
export default async function StoryLanguagePage({ params, searchParams }: Props) {
  const [{ id, locale: asked }, { parked }] = await Promise.all([params, searchParams]);
  const at = `/stories/${id}/languages/${asked}`;
  const viewer = await signedIn(at, { parked });
  const work = await orNotFound(anId.safeParse(id).success ? storyWork(viewer, id) : Promise.reject(new NotFound()));
  const locale = locales.find((l) => l === asked);
  const source = work.texts[work.original];
  const writes = work.status === "draft" && work.capacities.some((c) => c === "author" || c === "lead");
  if (!locale || locale === work.original || !writes || !source) notFound();
  const [t, restored] = await Promise.all([getTranslations("stories"), parkedForm(viewer, parked)]);
  const text = work.texts[locale];
  const changed = changedSince(work, locale);
  const all = (of: { title: string; lead: string; body: string }) =>
    [of.title, of.lead, of.body].filter(Boolean).join("\n\n");
  return (
    <div className="page grid gap-8">
      <header className="grid gap-2">
        <p>
          <Link href={`/stories/${id}/edit`} className="lone">
            {source.title}
          </Link>
        </p>
        <h1 lang={locale}>{localeNames[locale].full}</h1>
        <p className="max-w-[38rem] text-ink-2">{t(locale === "en" ? "englishHint" : "scriptHint")}</p>
      </header>
      {changed && (
        <section aria-labelledby="changed" className="grid gap-3 border-s-4 border-late ps-4">
          <h2 id="changed" className="text-late">
            {t("originalChanged")}
          </h2>
          <Differences
            before={all(changed.seen)}
            now={all(changed.now)}
            lang={work.original}
            headings={{ before: t("seenThen"), now: t("now") }}
          />
        </section>
      )}
      <div className="grid items-start gap-10 md:grid-cols-2">
        <section aria-labelledby="source" className="grid gap-3" lang={work.original}>
          <h2 id="source">{localeNames[work.original].full}</h2>
          <p className="font-bold">{source.title}</p>
          {source.lead && <p>{source.lead}</p>}
          <p className="said">{source.body}</p>
        </section>
        <div className="grid gap-6">
          <Form
            action={correct}
            submission={newId()}
            at={at}
            name="language"
            restored={restored}
            label={localeNames[locale].full}
            className="grid gap-4"
          >
            <input type="hidden" name="story" value={id} />
            <input type="hidden" name="locale" value={locale} />
            <TextField name="title" label={t("titleField")} initial={text?.title ?? ""} required={locale !== "en"} />
            <TextArea name="lead" label={t("leadField")} initial={text?.lead ?? ""} rows={2} />
            <TextArea name="body" label={t("bodyField")} initial={text?.body ?? ""} rows={16} />
            <Submit main className="justify-self-start">
              {t(text?.made === "corrected" && changed ? "stillRight" : "save")}
            </Submit>
          </Form>
          {text && (
            <Form
              action={correct}
              submission={newId()}
              at={at}
              label={t(locale === "en" ? "dropEnglish" : "convertAnew")}
            >
              <input type="hidden" name="story" value={id} />
              <input type="hidden" name="locale" value={locale} />
              <input type="hidden" name="anew" value="1" />
              <Submit>{t(locale === "en" ? "dropEnglish" : "convertAnew")}</Submit>
            </Form>
          )}
        </div>
      </div>
    </div>
  );
}
