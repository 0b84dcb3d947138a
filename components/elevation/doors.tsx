import { useTranslations } from "#components/i18n.ts";
import type { Count } from "#domain/round/elevation.ts";
import { type DoorLook, doorLooks } from "#domain/visit/rules.ts";

const frame = <rect x=".5" y=".5" width="12" height="16" rx="1" />;

/** Colour and shape of each state: told apart in black and white, too. */
const shapes: Record<DoorLook, React.ReactNode> = {
  visited: (
    <>
      <rect width="13" height="17" rx="1" fill="var(--done)" />
      <path d="M3 9l3 3 4.5-7" fill="none" stroke="var(--sheet)" strokeWidth="1.8" />
    </>
  ),
  planned: (
    <g fill="var(--sheet)" stroke="var(--going)">
      {frame}
      <path d="M1 1h5.5v15H1z" fill="var(--going)" stroke="none" />
    </g>
  ),
  nobody_home: (
    <g fill="var(--waiting-wash)" stroke="var(--waiting)">
      {frame}
      <circle cx="6.5" cy="8.5" r="2.6" fill="none" strokeWidth="1.4" />
    </g>
  ),
  declined: (
    <g fill="var(--quiet-wash)" stroke="var(--quiet)">
      {frame}
      <path d="M3.5 8.5h6" strokeWidth="1.6" />
    </g>
  ),
  // They went out of it.
  moved_away: (
    <g fill="var(--away-wash)" stroke="var(--away)">
      {frame}
      <path d="M3 8.5h6.2M6.4 5.4l3.2 3.1-3.2 3.1" fill="none" strokeWidth="1.5" />
    </g>
  ),
  // Something is said that is not understood.
  no_language: (
    <g fill="var(--tongue-wash)" stroke="var(--tongue)">
      {frame}
      <path d="M3 5h7v5H6.6L4.4 12.6V10H3z" fill="var(--tongue)" stroke="none" />
    </g>
  ),
  refuses: (
    <g fill="var(--refused-wash)" stroke="var(--refused)">
      {frame}
      <path d="M3.4 5.2l6.2 6.6M9.6 5.2l-6.2 6.6" strokeWidth="1.7" />
    </g>
  ),
  open: (
    <g fill="none" stroke="var(--field)" strokeWidth=".7">
      {frame}
      <circle cx="10" cy="9" r=".9" fill="var(--field)" stroke="none" />
    </g>
  ),
};

/** The shapes of a door, once a page: as pictures, and as marks that stand at every point of a path. */
export function Doors() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        {doorLooks.map((look) => (
          <g key={look} id={`door-${look}`}>
            {shapes[look]}
          </g>
        ))}
        {doorLooks.map((look) => (
          <Mark key={look} id={`at-${look}`}>
            {shapes[look]}
          </Mark>
        ))}
        <Mark id="at-lit">
          <rect x="-2" y="-2" width="17" height="21" rx="2" fill="var(--lit)" />
        </Mark>
      </defs>
    </svg>
  );
}

const Mark = ({ id, children }: { id: string; children: React.ReactNode }) => (
  <marker id={id} markerUnits="userSpaceOnUse" markerWidth="13" markerHeight="17" overflow="visible">
    {children}
  </marker>
);

/** One door as a picture. */
export const Glyph = ({ look }: { look: DoorLook }) => (
  <svg viewBox="0 0 13 17" className="glyph" aria-hidden="true">
    <use href={`#door-${look}`} />
  </svg>
);

/** Those that need no explanation where none of them is there. */
const seldom: DoorLook[] = ["moved_away", "no_language", "refuses"];

/** What the doors mean, and how many of each there are. */
export function Legend({ looks }: { looks: Count["looks"] }) {
  const t = useTranslations("rounds");
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-2 text-t1" aria-label={t("legend")}>
      {doorLooks
        .filter((look) => looks[look] > 0 || !seldom.includes(look))
        .map((look) => (
          <li key={look} className="inline-flex items-center gap-2">
            <Glyph look={look} />
            {t(`looks.${look}`)}
            <b className="num">{looks[look]}</b>
          </li>
        ))}
    </ul>
  );
}
