import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { AskForm } from "#components/works/ask-form.tsx";
import { throttle } from "#domain/account/sign-in.ts";
import { Refusal } from "#domain/refusal.ts";
import { askOf, type LinkedAsk } from "#domain/told/answer.ts";
import { toldAnswers } from "#domain/told/answers.ts";
import { clientAddress, orNotFound } from "../../session.ts";
import { toWait } from "../../waits.ts";
import { answer } from "./actions.ts";

type Props = { params: Promise<{ secret: string }>; searchParams: Promise<{ a?: string; done?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("told"))("title") };
}

/** Too many links tried from one place find nothing, as if there were none. */
async function found(secret: string): Promise<LinkedAsk | null> {
  try {
    await throttle(`told ${await clientAddress()}`, 240, "1 hour");
  } catch (error) {
    if (error instanceof Refusal) {
      await toWait(error);
      return null;
    }
    throw error;
  }
  return orNotFound(askOf(secret));
}

/** The link of the mail, without signing in. It asks once more: mail programs open links by themselves. */
export default async function ToldPage({ params, searchParams }: Props) {
  const [{ secret }, { a, done }, t] = await Promise.all([params, searchParams, getTranslations("told")]);
  const ask = await found(secret);
  if (!ask) return <p className="page-narrow">{t("later")}</p>;
  return (
    <div className="page-narrow grid gap-5">
      <header className="grid gap-1">
        <p className="small">{ask.agreement}</p>
        <h1>{t("title")}</h1>
      </header>
      {done === "1" && (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 text-done">
          {t("thanks")}
        </p>
      )}
      {ask.open ? (
        <AskForm
          action={answer}
          hidden={{ secret }}
          name="told"
          what={ask.what}
          note={ask.note}
          initial={toldAnswers.find((one) => one === a) ?? ask.answer}
          again={ask.answer !== null}
        />
      ) : (
        <p>{t("over")}</p>
      )}
    </div>
  );
}
