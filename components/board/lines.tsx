import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Said } from "#components/ui/said.tsx";
import { State } from "#components/ui/state.tsx";
import type { PublicLine } from "#domain/publication/read.ts";
import { publicLook } from "#domain/publication/rules.ts";
import { publicPlace } from "./place.ts";

/** What was raised, and below it what became of it. */
export function BoardLines({ lines, heading = "h2" }: { lines: PublicLine[]; heading?: "h2" | "h3" }) {
  const t = useTranslations("publicBoard");
  const states = useTranslations("publication");
  const words = useTranslations("words");
  const place = useTranslations("place");
  const format = useFormatter();
  const Heading = heading;
  const day = (date: Date) => format.dateTime(date, "date");
  return (
    <ol>
      {lines.map((line) => {
        const end = line.solvedAt ?? line.closedAt;
        return (
          <li key={line.number} className="relative border-t border-line py-4">
            <Heading className="text-t2">
              <Link
                href={`/concerns/${line.number}`}
                prefetch={false}
                className="no-underline after:absolute after:inset-0 hover:underline"
              >
                <Said>{line.title}</Said>
              </Link>
            </Heading>
            <p className="small mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
              <State look={publicLook[line.state]}>{states(`states.${line.state}`)}</State>
              <span>{words(`categories.${line.category}`)}</span>
              <span>{publicPlace(line, place)}</span>
              <span>
                {end
                  ? t("fromTo", { from: day(line.raisedAt), to: day(end) })
                  : t("since", { from: day(line.raisedAt) })}
              </span>
              {line.households !== null && <span>{t("households", { count: line.households })}</span>}
            </p>
            {line.outcome && (
              <p className="mt-2 max-w-(--measure) border-s-4 border-done ps-3">
                <span className="sr-only">{t("outcome")}: </span>
                <Said>{line.outcome}</Said>
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
