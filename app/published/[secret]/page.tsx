import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { PublicText } from "#components/publication/own.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { throttle } from "#domain/account/sign-in.ts";
import { type LinkedPublication, publicationOf } from "#domain/publication/link.ts";
import { Refusal } from "#domain/refusal.ts";
import { clientAddress, orNotFound } from "../../session.ts";
import { toWait } from "../../waits.ts";
import { takeDown } from "./actions.ts";

type Props = { params: Promise<{ secret: string }>; searchParams: Promise<{ done?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("publishedLink"))("title") };
}

/** Too many links tried from one place find nothing, as if there were none. */
async function found(secret: string): Promise<LinkedPublication | null> {
  try {
    await throttle(`published ${await clientAddress()}`, 240, "1 hour");
  } catch (error) {
    if (error instanceof Refusal) {
      await toWait(error);
      return null;
    }
    throw error;
  }
  return orNotFound(publicationOf(secret));
}

/** The link of the mail, without signing in: what everybody reads now, and one press to take it down. */
export default async function PublishedPage({ params, searchParams }: Props) {
  const [{ secret }, { done }, t] = await Promise.all([params, searchParams, getTranslations("publishedLink")]);
  const linked = await found(secret);
  if (!linked) return <p className="page-narrow">{t("later")}</p>;
  const { number, own } = linked;
  return (
    <div className="page-narrow grid gap-5">
      <header className="grid gap-1">
        <p className="num small">{number}</p>
        <h1>{t("title")}</h1>
      </header>
      {own?.text ? (
        <>
          <p>{t("intro")}</p>
          <div className="sheet grid gap-2">
            <PublicText text={own.text} />
          </div>
          <Form
            action={takeDown}
            submission={newId()}
            name="takeDown"
            label={t("takeDown")}
            className="grid justify-items-start gap-1"
          >
            <input type="hidden" name="secret" value={secret} />
            <Submit main>{t("takeDown")}</Submit>
            <p className="small">{t("takeDownHint")}</p>
          </Form>
        </>
      ) : done === "1" && own?.standing === "declined" ? (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 text-done">
          {t("done")}
        </p>
      ) : (
        <p>{t("gone")}</p>
      )}
      <p>
        <Link href={`/concerns/${number}`} prefetch={false} className="lone">
          {t("look")}
        </Link>
      </p>
    </div>
  );
}
