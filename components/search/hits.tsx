import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { Hit } from "#domain/search/find.ts";
import { Found } from "./found.tsx";

const addressOf = (hit: Hit): string =>
  ({
    note: `/visits/${hit.id}`,
    policy: `/policies/${hit.id}`,
    problem: `/problems/${hit.number}`,
    message: `/concerns/${hit.number}`,
    concern: `/concerns/${hit.number}`,
  })[hit.kind];

/** What was found: of what kind, where it stands, and the words around it. */
export function Hits({ hits, words }: { hits: Hit[]; words: readonly string[] }) {
  const t = useTranslations("search");
  const names = useTranslations("words");
  const thread = useTranslations("thread");
  const format = useFormatter();
  return (
    <ol>
      {hits.map((hit) => (
        <li key={hit.key} className="relative grid gap-1 border-t border-line py-4">
          <h2 className="text-t2">
            <Link
              href={addressOf(hit)}
              prefetch={false}
              className="no-underline after:absolute after:inset-0 hover:underline"
            >
              <bdi>
                <Found text={hit.title} words={words} />
              </bdi>
            </Link>
          </h2>
          <p className="small flex flex-wrap gap-x-3">
            <b>{t(`kind.${hit.kind}`)}</b>
            {hit.number && <span className="num">{hit.number}</span>}
            {hit.external && <span>{thread("fromList", { number: hit.external })}</span>}
            {hit.category && <span>{names(`categories.${hit.category}`)}</span>}
            <time dateTime={hit.at.toISOString()}>{format.dateTime(hit.at, "date")}</time>
          </p>
          <p className="text-ink-2" dir="auto">
            <Found text={hit.snippet} words={words} />
          </p>
        </li>
      ))}
    </ol>
  );
}
