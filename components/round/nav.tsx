import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";

const places = [
  { key: "doors", path: "", leads: false },
  { key: "plan", path: "/plan", leads: true },
  { key: "board", path: "/board", leads: false },
  { key: "slips", path: "/slips", leads: false },
  { key: "notes", path: "/notes", leads: false },
  { key: "digest", path: "/digest", leads: true },
  { key: "guides", path: "/guides", leads: true },
  { key: "arrange", path: "/arrange", leads: true },
] as const;

export type RoundPlace = (typeof places)[number]["key"];

/** What there is about a round, for those who go, and more for those who lead. */
export function RoundNav({ round, leads, here }: { round: string; leads: boolean; here: RoundPlace }) {
  const t = useTranslations("arrange");
  const shown = places.filter((place) => leads || !place.leads);
  if (shown.length < 2) return null;
  return (
    <nav aria-label={t("nav")} className="flex grow flex-wrap gap-x-6 border-b border-line text-t1 print:hidden">
      {shown.map(({ key, path }) => (
        <Link
          key={key}
          href={`/rounds/${round}${path}`}
          prefetch={false}
          aria-current={key === here ? "page" : undefined}
          className="lone no-underline hover:underline aria-[current]:font-bold aria-[current]:shadow-[0_2px_0_var(--door)]"
        >
          {t(`places.${key}`)}
        </Link>
      ))}
    </nav>
  );
}
