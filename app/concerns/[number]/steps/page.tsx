import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { Checklist } from "#components/step/checklist.tsx";
import { OfferForm, StepForm, StepMore, WordForm } from "#components/step/manage.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { concernPage } from "#domain/concern/page.ts";
import { concernNumber } from "#domain/input.ts";
import { officersOf } from "#domain/organization/options.ts";
import { NotFound } from "#domain/refusal.ts";
import { stepOffers } from "#domain/step/offers.ts";
import { followingOf } from "#domain/step/page.ts";
import { mayFollow } from "#domain/step/rules.ts";
import { viewer as currentViewer, orNotFound, signedIn } from "../../../session.ts";
import * as actions from "./actions.ts";

type Props = {
  params: Promise<{ number: string }>;
  searchParams: Promise<{ step?: string; parked?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("steps"))("title") };
}

/** The checklist of a concern that is followed to its end: the family ticks, whoever accompanies it writes. */
export default async function StepsPage({ params, searchParams }: Props) {
  const [{ number }, { step: asked, parked }] = await Promise.all([params, searchParams]);
  const at = `/concerns/${number}/steps`;
  const known = await currentViewer();
  const viewer = known.tracking ? known : await signedIn(at, { step: asked, parked });
  const { concern, following } = await orNotFound(
    (async () => {
      if (!concernNumber.safeParse(number).success) throw new NotFound();
      const [page, found] = await Promise.all([concernPage(viewer, number), followingOf(viewer, number)]);
      if (!found && !mayFollow(page.concern.status, page.concern.capacities)) throw new NotFound();
      return { concern: page.concern, following: found };
    })(),
  );
  const [t, locale, restored] = await Promise.all([
    getTranslations("steps"),
    getLocale(),
    viewer.user ? parkedForm(viewer, parked) : null,
  ]);
  const goesOn = following !== null && following.endedAt === null;
  const family = following?.roles.includes("family") ?? false;
  const cares = goesOn && following.roles.includes("carer");
  const [officers, offers] = await Promise.all([
    cares ? officersOf(viewer, concern.communityId) : [],
    cares ? stepOffers(viewer, concern, locale) : { policies: [], before: [] },
  ]);
  const timeZone = viewer.communities.find((c) => c.id === concern.communityId)?.timeZone ?? "Asia/Shanghai";
  const changed = following?.steps.find((s) => s.id === asked) ?? null;
  return (
    <div className="page-narrow grid gap-6">
      <div>
        <p>
          <Link href={`/concerns/${number}`} prefetch={false} className="lone">
            {t("back", { number })}
          </Link>
        </p>
        <h1>{following ? t("title") : t("begin.title")}</h1>
        <p className="text-ink-2">
          <bdi>{concern.title}</bdi>
        </p>
      </div>
      {following && (
        <Checklist
          following={following}
          number={number}
          settle={actions.settle}
          now={new Date()}
          own
          below={
            cares ? (step, place) => <StepMore step={step} number={number} {...place} actions={actions} /> : undefined
          }
        />
      )}
      {!goesOn && mayFollow(concern.status, concern.capacities) && (
        <section className="grid gap-3">
          {following && <h2>{t("begin.title")}</h2>}
          <p>{t("begin.body")}</p>
          <Form action={actions.begin} submission={newId()} at={at} name="begin" label={t("begin.title")}>
            <input type="hidden" name="number" value={number} />
            <Submit main>{t("begin.button")}</Submit>
          </Form>
        </section>
      )}
      {cares && (
        <>
          {!changed && <OfferForm offers={offers} number={number} locale={locale} action={actions.takeOver} />}
          <StepForm step={changed} {...{ number, officers, timeZone, restored }} action={actions.write} />
          {!family && !changed && (
            <WordForm
              number={number}
              solved={concern.status === "solved"}
              action={actions.noteHeard}
              restored={restored}
            />
          )}
        </>
      )}
      {goesOn && family && (
        <section>
          <h2>{t("stop.title")}</h2>
          <p className="small">{t("stop.hint")}</p>
          <Form action={actions.stop} submission={newId()} label={t("stop.title")} className="pt-3">
            <input type="hidden" name="number" value={number} />
            <Submit>{t("stop.title")}</Submit>
          </Form>
        </section>
      )}
    </div>
  );
}
