import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { NoteFilters } from "#components/note/filters.tsx";
import { NoteLines } from "#components/note/lines.tsx";
import { RoundNav } from "#components/round/nav.tsx";
import { id as idInput } from "#domain/input.ts";
import { countLimit, listNotes, type NotesInput, notesInput } from "#domain/note/list.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notes"))("title") };
}

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** What the list shows, as the query of its address. */
function queryOf(input: NotesInput): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value));
}

export default async function NotesPage({ params, searchParams }: Props) {
  const { id } = await params;
  const at = `/rounds/${id}/notes`;
  const input = notesInput.parse(await searchParams);
  const viewer = await signedIn(at, queryOf(input));
  const { round, lines, after, count, teams, buildings, entrances } = await orNotFound(
    idInput.safeParse(id).success ? listNotes(viewer, id, input) : Promise.reject(new NotFound()),
  );
  const t = await getTranslations("notes");
  const leads = viewer.claims.coordinates.includes(round.communityId);
  const narrowed = Object.entries(input).some(([name, value]) => name !== "after" && value);
  const next = new URLSearchParams(queryOf({ ...input, after: after ?? undefined }) as Record<string, string>);
  const options = (list: { id: string; name: string }[]) => list.map((x) => ({ value: x.id, label: x.name }));
  return (
    <div className="page grid gap-6">
      <header className="grid gap-1">
        <p className="text-t1 text-ink-2">{round.name}</p>
        <h1>{t("title")}</h1>
        <RoundNav round={id} leads={leads} here="notes" />
        <p className="small">{leads ? t("allNotes") : t("ownNotes")}</p>
      </header>
      {(count > 0 || narrowed) && (
        <NoteFilters
          at={at}
          input={input}
          leads={leads}
          teams={options(teams)}
          buildings={options(buildings)}
          entrances={options(entrances)}
        />
      )}
      {count > 0 ? (
        <section aria-label={t("title")} className="grid gap-2">
          <p className="small" role="status">
            {count > countLimit ? t("moreThan", { count: countLimit }) : t("count", { count })}
          </p>
          <NoteLines notes={lines} sought={input.q} />
          {after && (
            <p className="print:hidden">
              <Link href={`${at}?${next}`} className="btn">
                {t("older")}
              </Link>
            </p>
          )}
        </section>
      ) : (
        <div className="rule grid gap-2">
          <p>{narrowed ? t("noneFound") : t("none")}</p>
          {!narrowed && (
            <p>
              <Link href="/visits/today" className="lone">
                {t("today")}
              </Link>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
