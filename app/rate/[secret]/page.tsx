import type { Metadata } from "next";
import Link from "next/link";
import { RateForm } from "#components/concern/rate-form.tsx";
import { getTranslations } from "#components/i18n.ts";
import { throttle } from "#domain/account/sign-in.ts";
import { type Rater, raterOf } from "#domain/concern/rate.ts";
import { ratingAnswers } from "#domain/concern/rules.ts";
import { Refusal } from "#domain/refusal.ts";
import { clientAddress, orNotFound } from "../../session.ts";
import { toWait } from "../../waits.ts";
import { rate } from "./actions.ts";

type Props = { params: Promise<{ secret: string }>; searchParams: Promise<{ r?: string; done?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rate"))("title") };
}

/** Too many links tried from one place find nothing, as if there were none. */
async function found(secret: string): Promise<Rater | null> {
  try {
    await throttle(`rate ${await clientAddress()}`, 240, "1 hour");
  } catch (error) {
    if (error instanceof Refusal) {
      await toWait(error);
      return null;
    }
    throw error;
  }
  return orNotFound(raterOf(secret));
}

/** The link of the mail, without signing in. It asks once more: mail programs open links by themselves. */
export default async function RatePage({ params, searchParams }: Props) {
  const [{ secret }, { r, done }, t] = await Promise.all([params, searchParams, getTranslations("rate")]);
  const rater = await found(secret);
  if (!rater) return <p className="page-narrow">{t("later")}</p>;
  const { number, title, status, as, said } = rater;
  const open = status === "solved" || (as === "voice" && status === "confirmed");
  const tapped = ratingAnswers.find((answer) => answer === r) ?? said;
  return (
    <div className="page-narrow grid gap-5">
      <header className="grid gap-1">
        <p className="num small">{number}</p>
        <h1>{title ? <bdi>{title}</bdi> : t("title")}</h1>
      </header>
      {done === "1" ? (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 text-done">
          {status === "solved" || status === "confirmed" ? t("thanks") : t("thanksReopened")}
        </p>
      ) : open ? (
        <RateForm action={rate} hidden={{ secret }} initial={tapped} reporter={as === "reporter"} />
      ) : (
        <p>{status === "confirmed" || status === "closed" ? t("over") : t("reopened")}</p>
      )}
      <p>
        <Link href={`/concerns/${number}`} className="lone">
          {t("look")}
        </Link>
      </p>
    </div>
  );
}
