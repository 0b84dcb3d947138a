import { useTranslations } from "#components/i18n.ts";
import { Sideways } from "#components/ui/sideways.tsx";
import type { InspectedBuilding, InspectionItem } from "#domain/inspection/page.ts";
import { FindingGlyph } from "./glyph.tsx";

type Props = { building: InspectedBuilding; items: InspectionItem[] };

/** A building with what was found on it: a floor a row, an entrance a column, a mark an item. */
export function InspectedFacade({ building, items }: Props) {
  const t = useTranslations("inspection");
  const place = useTranslations("place");
  const highest = Math.max(...building.entrances.map((e) => e.floors), ...items.map((i) => i.floor ?? 1));
  const lowest = Math.min(1, ...items.map((i) => i.floor ?? 1));
  const floors = Array.from({ length: highest - lowest + 1 }, (_, i) => highest - i).filter((floor) => floor !== 0);
  const at = (entrance: string | null, floor: number | null) =>
    items.filter((i) => i.entranceId === entrance && i.floor === floor);
  const marks = (found: InspectionItem[]) =>
    found.map((i) => (
      <span key={i.id} className="mark" title={i.what}>
        <FindingGlyph finding={i.finding} />
        <span className="sr-only">
          {i.what} {t(i.finding ? `findings.${i.finding}` : "notYet")}
        </span>
      </span>
    ));
  const whole = at(null, null);
  const atEntrance = building.entrances.some((e) => at(e.id, null).length > 0);
  return (
    <Sideways label={t("facade", { building: building.name })} className="inspected">
      <table>
        <caption>
          {building.name} {marks(whole)}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{t("floor")}</span>
            </th>
            {building.entrances.map((e) => (
              <th key={e.id} scope="col">
                {e.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {floors.map((floor) => (
            <tr key={floor}>
              <th scope="row" className="num">
                <span aria-hidden="true">{floor}</span>
                <span className="sr-only">{place("floor", { floor })}</span>
              </th>
              {building.entrances.map((e) => (
                <td key={e.id} className={floor > e.floors ? "air" : undefined}>
                  {marks(at(e.id, floor))}
                </td>
              ))}
            </tr>
          ))}
          {atEntrance && (
            <tr>
              <th scope="row">
                <span className="sr-only">{t("wholeEntrance")}</span>
              </th>
              {building.entrances.map((e) => (
                <td key={e.id}>{marks(at(e.id, null))}</td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </Sideways>
  );
}
