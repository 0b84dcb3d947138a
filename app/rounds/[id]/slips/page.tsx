import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { RoundNav } from "#components/round/nav.tsx";
import { Ticks } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { WishCounts } from "#components/wish/counts.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { id as idInput } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { countWishes } from "#domain/wish/count.ts";
import { slipEntrances, slipOccasions } from "#domain/wish/print.ts";
import { orNotFound, signedIn } from "../../../session.ts";
import { make } from "./actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ for?: string; parked?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("slips"))("title") };
}

export default async function SlipsPage({ params, searchParams }: Props) {
  const [{ id }, { for: asked, parked }] = await Promise.all([params, searchParams]);
  const viewer = await signedIn(`/rounds/${id}/slips`, { for: asked, parked });
  const occasion = slipOccasions.find((o) => o === asked) ?? "before";
  const { round, entrances } = await orNotFound(
    idInput.safeParse(id).success ? slipEntrances(viewer, id, occasion) : Promise.reject(new NotFound()),
  );
  const leads = viewer.claims.coordinates.includes(round.communityId);
  const [t, restored, count] = await Promise.all([
    getTranslations("slips"),
    parkedForm(viewer, parked),
    leads ? countWishes(viewer, id) : null,
  ]);
  const total = entrances.reduce((sum, e) => sum + e.doors, 0);
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-2">
        <h1>{t("heading", { round: round.name })}</h1>
        <RoundNav round={id} leads={leads} here="slips" />
        <p>{t("lead")}</p>
        {count && <WishCounts count={count} />}
      </header>
      <nav aria-label={t("which")} className="flex flex-wrap gap-2">
        {slipOccasions.map((o) => (
          <Link
            key={o}
            href={`/rounds/${id}/slips?for=${o}`}
            aria-current={o === occasion ? "page" : undefined}
            className={`btn ${o === occasion ? "border-2 !border-door !bg-door-wash" : ""}`}
          >
            {t(`occasions.${o}`)}
          </Link>
        ))}
      </nav>
      {entrances.length === 0 ? (
        <p className="rule">{t(`nobody.${occasion}`)}</p>
      ) : (
        <Form
          action={make}
          submission={newId()}
          at={`/rounds/${id}/slips?for=${occasion}`}
          name="slips"
          label={t("make")}
          restored={restored}
          className="grid gap-4"
        >
          <input type="hidden" name="round" value={id} />
          <input type="hidden" name="occasion" value={occasion} />
          <div className="[&_fieldset]:grid [&_fieldset]:grid-cols-2 [&_fieldset]:gap-x-4 sm:[&_fieldset]:grid-cols-3">
            <Ticks
              name="entrances"
              label={t("entrances")}
              initial={leads && total > 200 ? [] : entrances.map((e) => e.id)}
              choices={entrances.map((e) => ({
                value: e.id,
                label: `${e.building} ${e.name}`,
                hint: t("doors", { doors: e.doors, made: e.made }),
              }))}
            />
          </div>
          <Submit main className="sm:justify-self-start">
            {t("make")}
          </Submit>
          <p className="small">{t("again")}</p>
        </Form>
      )}
      {entrances.length > 0 && (
        <section aria-labelledby="blank" className="rule grid gap-3">
          <h2 id="blank">{t("blank")}</h2>
          <p className="text-t1">{t("blankHint")}</p>
          <ul className="flex flex-wrap gap-2">
            {entrances.map((e) => (
              <li key={e.id}>
                <Link href={`/rounds/${id}/slips/print?for=blank&entrance=${e.id}`} prefetch={false} className="btn">
                  {e.building} {e.name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
