import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import { recipientOf } from "#domain/notification/unsubscribe.ts";
import { orNotFound } from "../../session.ts";
import { decide } from "./actions.ts";

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ done?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("unsubscribe"))("title"), robots: { index: false } };
}

export default async function UnsubscribePage({ params, searchParams }: Props) {
  const [{ token: given }, { done }] = await Promise.all([params, searchParams]);
  const token = decodeURIComponent(given);
  const whose = await orNotFound((async () => recipientOf(token))());
  const t = await getTranslations("unsubscribe");
  const weekly = "weekly" in whose;
  const board = "subscription" in whose;
  const what = done === "stop" ? "resume" : "stop";
  const word = what === "stop" ? t("stop") : t("resume");
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("title")}</h1>
      <p role={done ? "status" : undefined}>
        {board
          ? done
            ? t("stoppedBoard")
            : t("askBoard")
          : done === "stop"
            ? t("stopped")
            : done === "resume"
              ? t("resumed")
              : weekly
                ? t("askWeekly")
                : t("ask")}
      </p>
      {board && done ? (
        <Link href="/board/subscribe" className="lone">
          {t("again")}
        </Link>
      ) : (
        <Form action={decide} label={word} className="grid">
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="what" value={what} />
          <Submit main={what === "stop"} className="justify-self-start">
            {word}
          </Submit>
        </Form>
      )}
      {("user" in whose || weekly) && (
        <p className="small">
          <Link href="/settings">{weekly ? t("settingsWeekly") : t("settings")}</Link>
        </p>
      )}
    </div>
  );
}
