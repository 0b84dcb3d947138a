import { useTranslations } from "#components/i18n.ts";
import { leastWhole } from "#domain/figures/measures.ts";

const said = ["answered", "solved", "satisfied", "left", "imported", "units", "received", "on_date", "redone"] as const;

const saidToAll = ["answered", "solved", "satisfied", "left", "imported", "units"] as const;

/** How the figures are counted: ours, said openly. @param open of those that everybody reads */
export function Definitions({ open = false }: { open?: boolean }) {
  const t = useTranslations("figures");
  return (
    <section aria-labelledby="how" className="rule">
      <h2 id="how" className="mb-2">
        {t("how")}
      </h2>
      <div className="grid max-w-(--measure) gap-2 text-t1 text-ink-2">
        <p>{t("definitions.open")}</p>
        {(open ? saidToAll : said).map((key) => (
          <p key={key}>{t(`definitions.${key}`)}</p>
        ))}
        {!open && <p>{t("definitions.few", { least: leastWhole })}</p>}
      </div>
    </section>
  );
}
