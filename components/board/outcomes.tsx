import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Said } from "#components/ui/said.tsx";
import type { PublicLine } from "#domain/publication/read.ts";
import { publicPlace } from "./place.ts";

/** What lately came of what was raised: what it was, what was done, and where and when in small. */
export function Outcomes({ lines, wide = false }: { lines: PublicLine[]; wide?: boolean }) {
  const place = useTranslations("place");
  const t = useTranslations("publicBoard");
  const format = useFormatter();
  return (
    <ul className={wide ? "grid gap-x-10 md:grid-cols-2" : undefined}>
      {lines.map((line) => (
        <li key={line.number} className="relative border-t border-line py-3">
          <h3>
            <Link
              href={`/concerns/${line.number}`}
              prefetch={false}
              className="no-underline after:absolute after:inset-0 hover:underline"
            >
              <Said>{line.title}</Said>
            </Link>
          </h3>
          <p className="mt-1 line-clamp-3">
            <Said>{line.outcome ?? ""}</Said>
          </p>
          <p className="small mt-1 flex flex-wrap gap-x-3">
            <span>{publicPlace(line, place)}</span>
            {line.solvedAt && <span>{t("solvedOn", { when: format.dateTime(line.solvedAt, "date") })}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
