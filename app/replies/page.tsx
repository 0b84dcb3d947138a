import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ReplyForm } from "#components/concern/saved-form.tsx";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { savedRepliesOf, writesRepliesOf } from "#domain/thread/saved.ts";
import { signedIn } from "../session.ts";
import { save } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("replies"))("title") };
}

type Props = { searchParams: Promise<{ parked?: string; edit?: string; done?: string }> };

/** What the viewer's unit says often, to be put into a reply. */
export default async function RepliesPage({ searchParams }: Props) {
  const { parked, edit, done } = await searchParams;
  const viewer = await signedIn("/replies", { parked, edit });
  const units = writesRepliesOf(viewer.user);
  if (!units.length) notFound();
  const [t, locale, all, restored] = await Promise.all([
    getTranslations("replies"),
    getLocale(),
    savedRepliesOf(viewer),
    parkedForm(viewer, parked),
  ]);
  const named = units.map((u) => ({ value: u.organization, label: (locale === "en" && u.nameEn) || u.name }));
  const form = { action: save, units: named, restored };
  return (
    <div className="page-narrow grid gap-6">
      <h1>{t("title")}</h1>
      {done && (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 text-done">
          {t("done")}
        </p>
      )}
      {all.length === 0 && <p>{t("none")}</p>}
      <ul>
        {all.map((reply) => (
          <li key={reply.id} className="border-t border-line py-3">
            {reply.id === edit ? (
              <ReplyForm {...form} key={reply.id} submission={newId()} reply={reply} />
            ) : (
              <div className="grid gap-x-6 sm:grid-cols-[minmax(0,1fr)_auto]">
                <div>
                  <h2 className="text-t2">{reply.name}</h2>
                  <p className="small line-clamp-2">{reply.body}</p>
                </div>
                <Link href={`/replies?edit=${reply.id}`} prefetch={false} className="lone">
                  {t("change")}
                  <span className="sr-only">{reply.name}</span>
                </Link>
              </div>
            )}
          </li>
        ))}
      </ul>
      {!edit && (
        <section aria-labelledby="add" className="rule grid gap-3">
          <h2 id="add">{t("add")}</h2>
          <ReplyForm {...form} submission={newId()} reply={null} />
        </section>
      )}
    </div>
  );
}
