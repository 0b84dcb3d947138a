import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { Guides } from "#components/round/guides.tsx";
import { RoundNav } from "#components/round/nav.tsx";
import { SettingsFields } from "#components/round/settings-fields.tsx";
import { Shifts } from "#components/round/shifts.tsx";
import { TeamsForm } from "#components/round/teams-form.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import type { Viewer } from "#domain/account/viewer.ts";
import { id as idInput } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { type Arrangement, arranged } from "#domain/round/arranged.ts";
import { walkersOf } from "#domain/round/draft.ts";
import { nameTeams } from "#domain/round/form-teams.ts";
import { newTeams } from "#domain/round/teams.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import * as actions from "../../actions.ts";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ part?: string; entrance?: string; created?: string }>;
};

const parts = ["basics", "teams", "shifts", "guides"] as const;
type Part = (typeof parts)[number];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("arrange"))("title") };
}

export default async function ArrangePage({ params, searchParams }: Props) {
  const [{ id }, { part: asked, entrance, created }] = await Promise.all([params, searchParams]);
  const viewer = await signedIn(`/rounds/${id}/arrange`, { part: asked, entrance });
  const arrangement = await orNotFound(
    idInput.safeParse(id).success ? arranged(viewer, id) : Promise.reject(new NotFound()),
  );
  const { round, teams, shifts, entrances } = arrangement;
  if (!viewer.claims.coordinates.includes(round.communityId)) notFound();
  const t = await getTranslations("arrange");
  const part: Part = parts.find((p) => p === asked) ?? "basics";
  const sums: Record<Part, string> = {
    basics: "",
    teams: String(teams.length),
    shifts: String(shifts.length),
    guides: `${entrances.filter((e) => e.guides.length).length}/${entrances.length}`,
  };
  return (
    <div className="page grid gap-6">
      <header className="grid gap-3">
        <h1>{t("arrangeRound", { round: round.name })}</h1>
        <RoundNav round={round.id} leads here="arrange" />
      </header>
      {created && part === "basics" && (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 text-done">
          {t("created", { teams: teams.length, shifts: shifts.length })}
        </p>
      )}
      {round.status === "closed" ? (
        <p>
          {t("isClosed")}{" "}
          <Link href={`/rounds/${round.id}`} className="lone">
            {t("toRound")}
          </Link>
        </p>
      ) : (
        <>
          <nav aria-label={t("title")} className="flex flex-wrap gap-2">
            {parts.map((p) => (
              <Link
                key={p}
                href={`/rounds/${round.id}/arrange?part=${p}`}
                prefetch={false}
                aria-current={p === part ? "page" : undefined}
                className="btn px-4 aria-[current]:border-ink aria-[current]:bg-ink aria-[current]:text-paper"
              >
                {t(`parts.${p}`)} {sums[p] && <span className="num font-normal">{sums[p]}</span>}
              </Link>
            ))}
          </nav>
          <section aria-label={t(`parts.${part}`)}>
            <PartOf {...{ part, arrangement, viewer, entrance }} />
          </section>
        </>
      )}
    </div>
  );
}

type PartProps = { part: Part; arrangement: Arrangement; viewer: Viewer; entrance: string | undefined };

async function PartOf({ part, arrangement, viewer, entrance }: PartProps) {
  const { round, teams, entrances } = arrangement;
  const t = await getTranslations("arrange");
  if (part === "shifts") return <Shifts arrangement={arrangement} newKey={newId} actions={actions} />;
  if (part === "guides") return <Guides arrangement={arrangement} open={entrance} newKey={newId} actions={actions} />;
  if (part === "teams") {
    const unnamed = newTeams.map((value) => ({ id: value, name: null }));
    const fresh = nameTeams([...teams, ...unnamed], (number) => t("teamName", { number })).slice(teams.length);
    return (
      <TeamsForm
        action={actions.saveTeams}
        submission={newId()}
        round={round.id}
        teams={teams}
        walkers={await walkersOf(viewer, round.communityId)}
        fresh={fresh.map((team) => ({ value: team.id, label: t("newTeam", { name: team.name }) }))}
      />
    );
  }
  return (
    <Form
      action={actions.change}
      submission={newId()}
      at={`/rounds/${round.id}/arrange`}
      label={t("parts.basics")}
      className="grid max-w-2xl gap-4"
    >
      <input type="hidden" name="round" value={round.id} />
      <SettingsFields
        initial={{ ...round, minutes: round.visitMinutes }}
        doors={entrances.reduce((sum, e) => sum + e.doors, 0)}
      />
      <Submit main className="justify-self-start">
        {t("save")}
      </Submit>
    </Form>
  );
}
