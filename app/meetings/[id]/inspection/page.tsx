import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { Checklist } from "#components/inspection/checklist.tsx";
import { InspectedFacade } from "#components/inspection/facade.tsx";
import { ItemsForm } from "#components/inspection/items-form.tsx";
import { placeOf } from "#components/inspection/place.ts";
import { useListWords } from "#components/inspection/words.ts";
import { FollowMeeting } from "#components/meeting/follow.tsx";
import { MeetingHead } from "#components/meeting/head.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { useEntryWords, useKeepWords, useQueueWords } from "#components/visit/words.ts";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { id as idInput } from "#domain/input.ts";
import { type InspectionItem, inspectionPage, offeredPlaces } from "#domain/inspection/page.ts";
import { placeTree } from "#domain/place/tree.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import * as actions from "./actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inspection"))("title") };
}

/** The checklist of a site inspection: item by item, with photos, placed on the buildings. */
export default async function InspectionRoute({ params, searchParams }: Props) {
  const [{ id }, { parked }] = await Promise.all([params, searchParams]);
  const at = `/meetings/${id}/inspection`;
  const viewer = await signedIn(at, { parked });
  // Before anything is read: what arrives from now on may not be on this page.
  const now = Date.now();
  const { meeting, items, buildings } = await orNotFound(
    idInput.safeParse(id).success ? inspectionPage(viewer, id) : Promise.reject(new NotFound()),
  );
  const [t, place, locale, restored, places, tree] = await Promise.all([
    getTranslations("inspection"),
    getTranslations("place"),
    getLocale(),
    parkedForm(viewer, parked),
    meeting.inspects && meeting.problem ? offeredPlaces(viewer, meeting.problem.number) : [],
    meeting.inspects ? placeTree(meeting.communityId) : [],
  ]);
  const byPlace = Map.groupBy(items, (item) => placeOf(item, place) || t("anywhere"));
  const open = items.filter((item) => item.finding === null);
  return (
    <div className="page-narrow grid gap-6">
      <FollowMeeting meeting={id} seq={meeting.seq} />
      <p>
        <Link href={`/meetings/${id}`} className="lone">
          {t("back")}
        </Link>
      </p>
      <MeetingHead meeting={meeting} />
      <h2>{t("title")}</h2>
      {items.length === 0 && <p>{t("none")}</p>}
      <List
        byPlace={byPlace}
        shared={{
          self: viewer.user.id,
          community: meeting.communityId,
          at,
          rendered: now,
          build: process.env.DOORSTEP_BUILD ?? "",
          locale,
          timeZone: meeting.timeZone,
          writes: meeting.inspects,
          keys: items.map(newId),
          action: actions.find,
        }}
      />
      {buildings.length > 0 && (
        <section aria-labelledby="onBuildings" className="grid gap-4">
          <h2 id="onBuildings">{t("onBuildings")}</h2>
          {buildings.map((b) => (
            <InspectedFacade key={b.id} building={b} items={items.filter((item) => item.buildingId === b.id)} />
          ))}
        </section>
      )}
      {meeting.inspects && (
        <ItemsForm
          meeting={id}
          at={at}
          action={actions.addItems}
          submission={newId()}
          restored={restored}
          places={places}
          tree={tree}
          open={items.length === 0}
        />
      )}
      {meeting.leads && meeting.inspects && open.length > 0 && (
        <details className="fold">
          <summary>{t("dropItems")}</summary>
          <ul>
            {open.map((item) => (
              <li key={item.id} className="flex flex-wrap items-center justify-between gap-x-3 border-t border-line">
                <span>
                  {placeOf(item, place)} <bdi>{item.what}</bdi>
                </span>
                <Form action={actions.dropItem} submission={newId()} at={at}>
                  <input type="hidden" name="meeting" value={id} />
                  <input type="hidden" name="item" value={item.id} />
                  <Submit className="btn-plain">
                    {t("drop")}
                    <span className="sr-only">{item.what}</span>
                  </Submit>
                </Form>
              </li>
            ))}
          </ul>
        </details>
      )}
      {items.length > 0 && (
        <p>
          <Link href={`${at}/print`} prefetch={false} className="lone">
            {t("printLink")}
          </Link>
        </p>
      )}
    </div>
  );
}

type Shared = Omit<Parameters<typeof Checklist>[0], "places" | "words">;

function List({ byPlace, shared }: { byPlace: Map<string, InspectionItem[]>; shared: Shared }) {
  return (
    <Checklist
      {...shared}
      places={[...byPlace].map(([place, items]) => ({
        place,
        items: items.map(({ id, what, finding, note, foundBy, photos }) => ({
          ...{ id, what, place, finding, note, by: foundBy, photos },
        })),
      }))}
      words={{ list: useListWords(), entry: useEntryWords(), keep: useKeepWords(), queue: useQueueWords() }}
    />
  );
}
