import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { AgreementPage } from "#domain/agreement/page.ts";
import { perDoor } from "#domain/agreement/shares.ts";
import { moneyStyle, unitName } from "./named.ts";

/** Who is a party, what each pays, and who has signed. */
export function Parties({ agreement }: { agreement: AgreementPage }) {
  const t = useTranslations("agreement");
  const format = useFormatter();
  const locale = useLocale();
  const { parties, estimateCents, doors, status } = agreement;
  const money = (cents: number) => format.number(cents / 100, moneyStyle);
  const signing = status !== "draft" && status !== "dropped";
  return (
    <div className="grid gap-3">
      <ul>
        {parties.map((p) => {
          const door = p.organizationId ? null : perDoor(p.shareCents, doors);
          return (
            <li
              key={p.id}
              className="grid gap-x-4 gap-y-1 border-t border-line py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-baseline"
            >
              <p className="font-bold">{unitName(locale, p, t("households"))}</p>
              <p className="num sm:text-end">
                {p.shareKind ? money(p.shareCents) : t("paysNothing")}
                {p.shareKind === "percent" && p.sharePercent !== null && (
                  <span className="small">
                    {" "}
                    ({format.number(p.sharePercent / 100, { style: "percent", maximumFractionDigits: 4 })})
                  </span>
                )}
              </p>
              {door && p.shareKind && (
                <p className="small sm:col-span-2">
                  {door.more
                    ? t("perDoorUneven", {
                        each: money(door.each),
                        more: money(door.each + 1),
                        count: door.more,
                        doors,
                      })
                    : t("perDoor", { each: money(door.each), doors })}
                </p>
              )}
              {signing && p.organizationId && (
                <p className="sm:col-span-2">
                  {p.signature ? (
                    <State look="done">
                      {t("signedBy", {
                        name: [p.signature.name, p.signature.post].filter(Boolean).join(" · "),
                        when: format.dateTime(p.signature.at, "date"),
                      })}
                    </State>
                  ) : (
                    <State look="waiting">{t("notSigned")}</State>
                  )}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {estimateCents !== null && (
        <p className="flex flex-wrap justify-between gap-x-4 border-t-2 border-ink pt-2 font-bold">
          <span>{t("estimate")}</span>
          <span className="num">{money(estimateCents)}</span>
        </p>
      )}
      {agreement.left.map((l) => (
        <p key={`${l.name}${l.at.toISOString()}`} className="small">
          {t("left", {
            unit: unitName(locale, l, t("households")),
            when: format.dateTime(l.at, "date"),
            reason: l.reason ?? "",
          })}
        </p>
      ))}
    </div>
  );
}
