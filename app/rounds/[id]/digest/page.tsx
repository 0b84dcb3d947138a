import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { Concerns, Coverage, Glance, HeardMost, Quotes, Trust } from "#components/note/digest.tsx";
import { RoundNav } from "#components/round/nav.tsx";
import { id as idInput } from "#domain/input.ts";
import { digestOf } from "#domain/note/digest.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("digest"))("title") };
}

export default async function DigestPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await signedIn(`/rounds/${id}/digest`);
  const digest = await orNotFound(
    idInput.safeParse(id).success ? digestOf(viewer, id) : Promise.reject(new NotFound()),
  );
  const [t, rounds, format] = await Promise.all([getTranslations("digest"), getTranslations("rounds"), getFormatter()]);
  const { round, before, heard, figures } = digest;
  const day = (on: string) => format.dateTime(new Date(`${on}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
  const begun = figures.knocked > 0 || heard.notes > 0;
  return (
    <div className="page grid gap-8">
      <header className="grid gap-1">
        <p className="flex flex-wrap gap-x-6 print:hidden">
          {before && (
            <Link href={`/rounds/${before.id}/digest`} className="lone">
              {t("theOneBefore", { round: before.name })}
            </Link>
          )}
        </p>
        <h1>{t("titleOf", { round: round.name })}</h1>
        <RoundNav round={id} leads here="digest" />
        <p className="small">
          {rounds("dates", { from: day(round.startsOn), to: day(round.endsOn) })} · {rounds(`status.${round.status}`)}
        </p>
      </header>
      {begun ? (
        <>
          <Glance digest={digest} />
          <div className="grid gap-x-12 gap-y-10 md:grid-cols-2">
            {heard.notes > 0 ? <HeardMost digest={digest} /> : <p className="rule">{t("noNotes")}</p>}
            <Quotes digest={digest} />
            <Coverage digest={digest} />
            <div className="grid content-start gap-10">
              <Trust digest={digest} />
              <Concerns digest={digest} />
            </div>
          </div>
        </>
      ) : (
        <div className="rule grid gap-2">
          <p>{before ? t("startFrom", { round: before.name }) : t("notBegun")}</p>
          {before && (
            <p>
              <Link href={`/rounds/${before.id}/digest`} className="btn btn-main">
                {t("theOneBefore", { round: before.name })}
              </Link>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
