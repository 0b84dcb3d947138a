import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { HelperLines } from "#components/helper/lines.tsx";
import { NameHelper } from "#components/helper/name-form.tsx";
import { getTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { helpedRounds } from "#domain/helper/choose.ts";
import { doorOfVisit, ownDoors } from "#domain/helper/list.ts";
import { id } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { orNotFound, signedIn } from "../session.ts";
import { end, name } from "./actions.ts";

type Props = {
  searchParams: Promise<{ parked?: string; visit?: string; raised?: string; chosen?: string; ended?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("helpers"))("title") };
}

const nameOf = (h: { building: string; entrance: string; door: string }) => `${h.building} ${h.entrance} ${h.door}`;

/** Who acts for one's household, and whom one acts for; at a visit, what an officer is told of it. */
export default async function HelpersPage({ searchParams }: Props) {
  const { parked, visit, raised, chosen, ended } = await searchParams;
  const viewer = await signedIn("/helpers", { parked, visit });
  const { helps } = viewer.user;
  const [t, restored, doors, rounds] = await Promise.all([
    getTranslations("helpers"),
    parkedForm(viewer, parked),
    visit === undefined
      ? ownDoors(viewer)
      : orNotFound(
          id.safeParse(visit).success
            ? doorOfVisit(viewer, visit).then((door) => [door])
            : Promise.reject(new NotFound()),
        ),
    helpedRounds(viewer),
  ]);
  // (Whoever has just laid down the last one is told so.)
  if (!doors.length && !helps.length && !ended) notFound();
  const at = visit ? `/helpers?visit=${visit}` : "/helpers";
  return (
    <div className="page-narrow grid gap-8">
      <header className="grid gap-2">
        <h1>{t("title")}</h1>
        <p>{t("what")}</p>
      </header>
      {(raised || chosen || ended) && (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 font-bold text-done">
          {ended ? t("ended") : raised ? t("raised") : t("chosen")}
        </p>
      )}
      {!visit && helps.length > 0 && (
        <section aria-labelledby="helping" className="rule grid gap-2">
          <h2 id="helping">{t("helping")}</h2>
          <p className="small">{t("helpingHint")}</p>
          <ul>
            {helps.map((h) => {
              const door = nameOf(h);
              return (
                <li key={h.id} className="grid gap-3 border-t border-line py-4">
                  <p>
                    <b>{door}</b>
                  </p>
                  <div className="flex flex-wrap gap-3">
                    {h.mayRaise && (
                      <Link href={`/report?for=${h.id}`} className="btn btn-main">
                        {t("raise")}
                      </Link>
                    )}
                    {rounds.some((r) => r.helper === h.id) && (
                      <Link href={`/visits/when?for=${h.id}`} className="btn">
                        {t("chooseTimes")}
                      </Link>
                    )}
                    <Form action={end} submission={newId()} at="/helpers" label={`${t("stop")} ${door}`}>
                      <input type="hidden" name="helper" value={h.id} />
                      <input type="hidden" name="visit" value="" />
                      <Submit>{t("stop")}</Submit>
                    </Form>
                  </div>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {doors.map((door) => (
        <section key={door.household} aria-labelledby={door.household} className="rule grid gap-4">
          <h2 id={door.household}>
            {door.own ? t("forUs", { door: nameOf(door) }) : t("forDoor", { door: nameOf(door) })}
          </h2>
          {door.helpers.length > 0 ? (
            <HelperLines helpers={door.helpers} at={at} visit={visit ?? null} end={end} />
          ) : (
            <p className="small">{t("nobody")}</p>
          )}
          <h3>{t("add")}</h3>
          <NameHelper
            door={door}
            at={at}
            visit={visit ?? null}
            main={Boolean(visit) || !helps.length}
            name={name}
            restored={restored}
          />
        </section>
      ))}
    </div>
  );
}
