import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { Choices, Confirm } from "#components/letter/decide.tsx";
import { LetterHead } from "#components/letter/head.tsx";
import { newId } from "#db/id.ts";
import { id as idInput } from "#domain/input.ts";
import { concernToPutInto, heldLetter } from "#domain/letter/held.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../session.ts";
import { discardLetter, makeConcernOfLetter, putLetterInto } from "../actions.ts";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("letters"))("title") };
}

/** A mail that is held, and what is to become of it. */
export default async function LetterPage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const said = (name: string) => (typeof search[name] === "string" ? search[name] : "");
  const at = `/letters/${id}`;
  const typed = said("into");
  const viewer = await signedIn(at, { into: typed, do: said("do") });
  const letter = await orNotFound(
    idInput.safeParse(id).success ? heldLetter(viewer, id) : Promise.reject(new NotFound()),
  );
  const [t, concern] = await Promise.all([
    getTranslations("letters"),
    typed ? concernToPutInto(viewer, letter, typed) : null,
  ]);
  const step = { letter, submission: newId(), at };
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-2">
        <Link href="/letters" className="lone text-t1">
          {t("title")}
        </Link>
        <h1 className="break-words" dir="auto">
          {letter.subject ?? t("noSubject")}
        </h1>
        <LetterHead letter={letter} whole />
      </header>
      <p className="said" dir="auto">
        {letter.text || t("noText")}
      </p>
      {concern ? (
        <Confirm
          {...step}
          action={putLetterInto}
          title={t("putTitle", { number: concern.number })}
          hint={t("intoHint")}
          about={concern.title}
          number={concern.number}
          word={t("put")}
        />
      ) : said("do") === "make" ? (
        <Confirm
          {...step}
          action={makeConcernOfLetter}
          title={t("makeTitle")}
          hint={t("makeHint", { from: letter.from })}
          word={t("makeIt")}
        />
      ) : said("do") === "discard" ? (
        <Confirm
          {...step}
          action={discardLetter}
          title={t("discardTitle")}
          hint={t("discardHint")}
          word={t("discardIt")}
        />
      ) : (
        <Choices letter={letter} typed={typed || (letter.number ?? "")} missing={typed !== ""} />
      )}
    </div>
  );
}
