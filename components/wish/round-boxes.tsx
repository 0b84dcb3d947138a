import Link from "next/link";
import { formatIn, useLocale, useTranslations } from "#components/i18n.ts";
import type { WishPlace } from "#domain/wish/read.ts";
import { roundDay, wholeTime } from "./when.ts";

/** Where a household says when it suits, for one of the rounds that come. */
export const wishPath = (place: Pick<WishPlace, "household" | "round">): string =>
  `/visits/when?round=${place.round.id}&household=${place.household}`;

/** Calm word that a round comes to one's door, and what has been chosen for it. */
export function RoundBoxes({ places, timeZone, at }: { places: WishPlace[]; timeZone: string; at: "h2" | "p" }) {
  const t = useTranslations("wish");
  const format = formatIn(useLocale(), timeZone);
  const Head = at;
  if (!places.length) return null;
  return (
    <ul className="grid gap-3">
      {places.map((place) => {
        const dates = { from: roundDay(format, place.round.startsOn), to: roundDay(format, place.round.endsOn) };
        const { visit } = place;
        return (
          <li
            key={`${place.round.id} ${place.household}`}
            className="grid items-center gap-x-6 gap-y-2 border-s-4 border-door bg-door-wash p-4 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <div className="grid gap-1">
              <Head className="text-t2 font-bold">
                {place.round.status === "planned" ? t("coming", dates) : t("running", dates)}
              </Head>
              <p className="text-t1">
                {place.refused
                  ? t("refused")
                  : visit
                    ? `${t("planned", { when: wholeTime(format, visit) })}${visit.confirmed ? ` · ${t("confirmed")}` : ""}`
                    : place.wish
                      ? t("thanks", { what: t(`kinds.${place.wish.kind}`) })
                      : t("comingTo", { door: `${place.building} ${place.entrance} ${place.door}` })}
              </p>
            </div>
            <Link href={wishPath(place)} className={`btn ${place.wish || place.refused || visit ? "" : "btn-main"}`}>
              {place.wish || place.refused || visit ? t("see") : t("choose")}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
