import type { Metadata } from "next";
import { RoundElevation } from "#components/elevation/elevation.tsx";
import { getTranslations } from "#components/i18n.ts";
import { id as idInput } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { doorPanel } from "#domain/round/door.ts";
import { elevation } from "#domain/round/elevation.ts";
import { orNotFound, signedIn } from "../../session.ts";
import { RoundTop } from "./top.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ building?: string; door?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rounds"))("elevation") };
}

export default async function RoundPage({ params, searchParams }: Props) {
  const [{ id }, { building, door }] = await Promise.all([params, searchParams]);
  const viewer = await signedIn(`/rounds/${id}`, { building, door });
  const named = (value: string) =>
    idInput.safeParse(value).success ? Promise.resolve(value) : Promise.reject(new NotFound());
  const [found, panel] = await orNotFound(
    named(id).then((round) =>
      Promise.all([elevation(viewer, round), door ? named(door).then((d) => doorPanel(viewer, round, d)) : null]),
    ),
  );
  const shown = found.buildings.find((b) => b.id === (panel?.buildingId ?? building)) ?? null;
  if (building && !shown) await orNotFound(Promise.reject(new NotFound()));
  // Its parts find their words once the page has asked for some.
  await getTranslations("rounds");
  return (
    <div className="page grid gap-5">
      <RoundTop round={found.round} viewer={viewer} here="doors" />
      <RoundElevation found={found} building={shown} panel={panel} now={new Date()} />
    </div>
  );
}
