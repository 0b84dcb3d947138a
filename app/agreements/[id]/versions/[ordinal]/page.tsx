import type { Metadata } from "next";
import Link from "next/link";
import { Compare } from "#components/agreement/compare.tsx";
import { AgreementText } from "#components/agreement/text.tsx";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { type Version, version } from "#domain/agreement/version.ts";
import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../../session.ts";

type Props = { params: Promise<{ id: string; ordinal: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agreement"))("versions") };
}

/** A version as it was put to signing, its hash, and what changed against the one before. */
export default async function VersionPage({ params }: Props) {
  const { id, ordinal } = await params;
  const at = `/agreements/${id}/versions/${ordinal}`;
  const viewer = await signedIn(at);
  const number = /^[1-9]\d{0,5}$/.test(ordinal) && anId.safeParse(id).success ? Number(ordinal) : 0;
  const shown = await orNotFound<Version>(number ? version(viewer, id, number) : Promise.reject(new NotFound()));
  const before =
    number > 1
      ? await version(viewer, id, number - 1).catch((error) => {
          // (Those who read what is signed now do not read what was called back.)
          if (error instanceof NotFound) return null;
          throw error;
        })
      : null;
  const [t, format] = await Promise.all([getTranslations("agreement"), getFormatter()]);
  return (
    <div className="page grid max-w-4xl gap-8">
      <header className="grid gap-1">
        <p>
          <Link href={`/agreements/${id}`} className="lone">
            {t("toAgreement")}
          </Link>
        </p>
        <h1>{shown.title}</h1>
        <p className="text-ink-2">
          {t("versionN", { n: shown.ordinal })} · {format.dateTime(shown.madeAt, "moment")}
        </p>
        <p className="small">
          {t("hash")} <code className="break-all">{shown.hash}</code>
        </p>
        <p>
          <a href={`${at}/text`} className="lone" download>
            {t("download")}
          </a>{" "}
          <span className="small">{t("downloadHint")}</span>
        </p>
      </header>
      {before ? <Compare older={before} newer={shown} /> : <AgreementText texts={shown.texts} />}
    </div>
  );
}
