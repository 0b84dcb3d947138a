import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { LetterHead } from "#components/letter/head.tsx";
import { concernAddress } from "#domain/letter/address.ts";
import { heldLetters } from "#domain/letter/held.ts";
import { signedIn } from "../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("letters"))("title") };
}

/** Mail that came in and did not find its way. */
export default async function LettersPage() {
  const viewer = await signedIn("/letters");
  const community = viewer.communities.find((c) => viewer.claims.coordinates.includes(c.id));
  if (!community) notFound();
  const [t, letters] = await Promise.all([getTranslations("letters"), heldLetters(viewer, community.id)]);
  const address = concernAddress(community.code);
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-2">
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
        {address && <p className="small break-words">{t("address", { address })}</p>}
      </header>
      {letters.length === 0 ? (
        <p className="rule">{t("none")}</p>
      ) : (
        <ul aria-label={t("list")}>
          {letters.map((letter) => (
            <li key={letter.id} className="grid gap-1 border-t border-line py-3">
              <LetterHead letter={letter} />
              <p className="line-clamp-3 break-words" dir="auto">
                {letter.text || t("noText")}
              </p>
              <Link href={`/letters/${letter.id}`} className="lone justify-self-start">
                {t("open")}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
