import type { Metadata } from "next";
import Link from "next/link";
import { Papers } from "#components/agreement/papers.tsx";
import { getTranslations } from "#components/i18n.ts";
import { papersPage } from "#domain/agreement/papers.ts";
import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { enterPaper, takeBackPaper } from "../../actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ entrance?: string; parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("poll"))("papers") };
}

/** Votes on paper, door by door: read by one officer, confirmed by another. */
export default async function PapersPage({ params, searchParams }: Props) {
  const [{ id }, { entrance, parked }] = await Promise.all([params, searchParams]);
  const viewer = await signedIn(`/agreements/${id}/papers`, { entrance, parked });
  const asked = entrance && anId.safeParse(entrance).success ? entrance : null;
  const found = await orNotFound(
    anId.safeParse(id).success ? papersPage(viewer, id, asked) : Promise.reject(new NotFound()),
  );
  const t = await getTranslations("poll");
  const shown = asked ?? found.entrances[0]?.id;
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-1">
        <p>
          <Link href={`/agreements/${id}`} className="lone">
            {found.title}
          </Link>
        </p>
        <h1>{t("papers")}</h1>
        <p className="text-ink-2">{t("papersHint")}</p>
      </header>
      <nav aria-label={t("entrances")}>
        <ul className="flex flex-wrap gap-x-4">
          {found.entrances.map((e) => (
            <li key={e.id}>
              <Link
                href={`/agreements/${id}/papers?entrance=${e.id}`}
                className="lone"
                aria-current={e.id === shown ? "page" : undefined}
              >
                {e.name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Papers page={found} at={`/agreements/${id}/papers?entrance=${shown}`} enter={enterPaper} back={takeBackPaper} />
    </div>
  );
}
