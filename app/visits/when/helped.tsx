import { notFound } from "next/navigation";
import { formatIn, getLocale, getTranslations } from "#components/i18n.ts";
import { roundDay } from "#components/wish/when.ts";
import { WishForm } from "#components/wish/wish-form.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import type { Viewer } from "#domain/account/viewer.ts";
import { helpedRounds } from "#domain/helper/choose.ts";
import { choose } from "../../helpers/actions.ts";

type Props = { viewer: Viewer; helper: string; round: string | undefined; parked: string | undefined };

/** Somebody who acts for a household says when it may be visited. What was chosen before, and when somebody comes, is its own. */
export async function WhenHelped({ viewer, helper, round, parked }: Props) {
  const [t, words, locale, rounds, restored] = await Promise.all([
    getTranslations("wish"),
    getTranslations("helpers"),
    getLocale(),
    helpedRounds(viewer),
    parkedForm(viewer, parked),
  ]);
  const own = rounds.filter((r) => r.helper === helper);
  const place = own.find((r) => r.round.id === round) ?? own[0];
  if (!place) notFound();
  const format = formatIn(locale, place.timeZone);
  return (
    <div className="page-narrow grid gap-6">
      <header className="grid gap-1">
        <h1>{words("whenTitle", { door: `${place.building} ${place.entrance} ${place.door}` })}</h1>
        <p className="text-t1 text-ink-2">
          {place.round.name} ·{" "}
          {t("between", { from: roundDay(format, place.round.startsOn), to: roundDay(format, place.round.endsOn) })}
        </p>
      </header>
      <WishForm
        action={choose}
        submission={newId()}
        of={{ helper, round: place.round.id }}
        shifts={place.shifts}
        timeZone={place.timeZone}
        wish={null}
        at={`/visits/when?for=${helper}&round=${place.round.id}`}
        restored={restored}
      />
    </div>
  );
}
