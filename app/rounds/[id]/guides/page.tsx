import type { Metadata } from "next";
import { GuideFeed } from "#components/calendar/guide-feed.tsx";
import { getTranslations } from "#components/i18n.ts";
import { RoundNav } from "#components/round/nav.tsx";
import { newId } from "#db/id.ts";
import { guidesOf } from "#domain/calendar/address.ts";
import { id as idInput } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { endGuide, renewGuide } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("calendar"))("guides") };
}

export default async function GuidesPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const at = `/rounds/${id}/guides`;
  const viewer = await signedIn(at);
  const { round, entrances } = await orNotFound(
    idInput.safeParse(id).success ? guidesOf(viewer, id) : Promise.reject(new NotFound()),
  );
  const t = await getTranslations("calendar");
  const guides = entrances.reduce((sum, e) => sum + e.guides.length, 0);
  return (
    <div className="page grid gap-6">
      <header className="grid gap-1">
        <p className="text-t1 text-ink-2">{round.name}</p>
        <h1>{t("guides")}</h1>
        <RoundNav round={id} leads here="guides" />
        <p className="small max-w-(--measure)">{guides ? t("guidesHint") : t("noGuides")}</p>
      </header>
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
        {entrances.map((e) => (
          <section key={e.id} aria-label={e.name} className="grid content-start gap-2">
            <h2 className="flex flex-wrap items-baseline gap-x-3">
              {e.name}
              {e.guides[0] && <span className="small font-normal">{t("ahead", { count: e.guides[0].ahead })}</span>}
            </h2>
            {e.guides.length === 0 && <p className="small">{t("noGuide")}</p>}
            <div>
              {e.guides.map((g) => (
                <GuideFeed key={g.id} guide={g} at={at} submission={newId()} renew={renewGuide} end={endGuide} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}
