import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import type { BuildingFace } from "#domain/publication/list.ts";
import { Facade, type Pane, Panes, Sample } from "./windows.tsx";

/** The houses along the street, each with how much is in hand and how much is solved, leading to what was raised there. */
export function Buildings({
  buildings,
  chosen,
  address,
}: {
  buildings: BuildingFace[];
  chosen?: string;
  address: (building: string) => string;
}) {
  const t = useTranslations("publicBoard");
  return (
    <div>
      <Panes />
      <ul aria-label={t("street")} className="houses">
        {buildings.map((b) => (
          <li key={b.id}>
            <Link href={address(b.id)} prefetch={false} aria-current={b.id === chosen ? "true" : undefined}>
              <Facade floors={b.floors} going={b.going} solved={b.solved} />
              <span className="name">{b.name}</span>
              <Count pane="solved" count={b.solved} said={t("solvedHere", { count: b.solved })} />
              <Count pane="going" count={b.going} said={t("goingHere", { count: b.going })} />
            </Link>
          </li>
        ))}
      </ul>
      <p className="houses-key" aria-hidden="true">
        <span>
          <Sample pane="solved" />
          {t("legendSolved")}
        </span>
        <span>
          <Sample pane="going" />
          {t("legendGoing")}
        </span>
        <span>{t("legendOne")}</span>
      </p>
    </div>
  );
}

/** How many, beside the window that stands for it: as short as a house is narrow; read aloud in words. */
function Count({ pane, count, said }: { pane: Pane; count: number; said: string }) {
  return (
    <span className="count num">
      <span aria-hidden="true">
        <Sample pane={pane} /> {count}
      </span>
      <span className="sr-only">{said}</span>
    </span>
  );
}
