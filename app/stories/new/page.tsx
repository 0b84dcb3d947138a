import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { id as anId } from "#domain/input.ts";
import { noteToQuote } from "#domain/story/quote.ts";
import { orNotFound, signedIn } from "../../session.ts";
import { begin, tell } from "../actions.ts";

type Props = { searchParams: Promise<{ parked?: string; note?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stories"))("write") };
}

/** A story begins from a visit note, or with nothing but its title. */
export default async function NewStoryPage({ searchParams }: Props) {
  const { parked, note } = await searchParams;
  const viewer = await signedIn("/stories/new", { parked, note });
  const [community] = viewer.claims.officerIn;
  if (!community) notFound();
  const of = anId.safeParse(note).data;
  const [t, restored, found] = await Promise.all([
    getTranslations("stories"),
    parkedForm(viewer, parked),
    of ? orNotFound(noteToQuote(viewer, of)) : null,
  ]);
  const at = of ? `/stories/new?note=${of}` : "/stories/new";
  return (
    <div className="page-narrow grid gap-6">
      <h1>{t(found ? "tellIt" : "write")}</h1>
      {found ? (
        <Form action={tell} submission={newId()} at={at} label={t("tellIt")} className="grid gap-5">
          <input type="hidden" name="note" value={found.id} />
          <blockquote className="said border-s-4 border-door ps-4">{found.body}</blockquote>
          <p>{t(found.kind === "reflection" && found.authorId === viewer.user.id ? "tellOwn" : "tellHeard")}</p>
          <Submit main className="justify-self-start">
            {t("begin")}
          </Submit>
        </Form>
      ) : (
        <Form action={begin} submission={newId()} at={at} restored={restored} label={t("write")} className="grid gap-5">
          <input type="hidden" name="community" value={community} />
          <TextField name="title" label={t("titleField")} hint={t("titleHint")} required />
          <Submit main className="justify-self-start">
            {t("begin")}
          </Submit>
        </Form>
      )}
      <p className="small">
        {t("fromNotes")} <Link href="/visits">{t("toVisits")}</Link>
      </p>
    </div>
  );
}
