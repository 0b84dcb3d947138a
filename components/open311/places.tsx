import { useTranslations } from "#components/i18n.ts";
import type { Building } from "#domain/open311/place.ts";

/** Where each building stands, as far as somebody has said it. */
export function BuildingPlaces({ buildings }: { buildings: Building[] }) {
  const t = useTranslations("open311");
  return (
    <table className="w-full max-w-md border-collapse text-start text-t1">
      <thead>
        <tr className="text-start">
          <th scope="col" className="py-1 text-start">
            {t("building")}
          </th>
          <th scope="col" className="py-1 text-start">
            {t("point")}
          </th>
        </tr>
      </thead>
      <tbody>
        {buildings.map((b) => (
          <tr key={b.id} className="border-t border-line">
            <th scope="row" className="py-2 text-start font-normal">
              {b.name}
            </th>
            <td className="py-2 tabular-nums">
              {b.latitude === null || b.longitude === null ? t("noPlace") : `${b.latitude}, ${b.longitude}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
