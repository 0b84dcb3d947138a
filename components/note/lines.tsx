import Link from "next/link";
import { AttachedFiles } from "#components/concern/attached.tsx";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { NoteLine } from "#domain/note/list.ts";

/** Visit notes as they were written: at which door, by whom, what about. */
export function NoteLines({ notes, sought }: { notes: NoteLine[]; sought: string | undefined }) {
  const t = useTranslations("notes");
  const words = useTranslations("words");

  const format = useFormatter();
  return (
    <ul>
      {notes.map((n) => (
        <li
          key={n.id}
          className="grid gap-x-8 gap-y-2 border-t border-line py-4 md:grid-cols-[12rem_minmax(0,1fr)] print:break-inside-avoid"
        >
          <div className="flex flex-wrap items-baseline content-start gap-x-3 md:grid md:gap-y-1">
            <Link href={`/visits/${n.visit}`} prefetch={false} className="lone font-bold md:min-h-0">
              <span>
                {n.building} {n.entrance} <span className="num">{n.door}</span>
              </span>
            </Link>
            <span className="small">
              <bdi>{n.author}</bdi>
              {n.team && <> · {n.team}</>}
            </span>
            <time dateTime={n.createdAt.toISOString()} className="small">
              {format.dateTime(n.createdAt, "moment")}
            </time>
          </div>
          <div className="grid min-w-0 content-start gap-2">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <b className="text-t1">{t(`kinds.${n.kind}`)}</b>
              {n.topic && <span className="text-t1 text-ink-2">{words(`categories.${n.topic}`)}</span>}
              {n.quotable && <State look="done">{t("mayQuote")}</State>}
            </p>
            {n.body && (
              <p
                className={`said ${n.kind === "reflection" ? "border-s-2 border-line-2 ps-3 text-ink-2" : ""}`}
                dir="auto"
              >
                <Found text={n.body} sought={sought} />
              </p>
            )}
            <AttachedFiles files={n.photos} photo={words("photo")} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A text with what was looked for marked in it. */
function Found({ text, sought }: { text: string; sought: string | undefined }) {
  const folded = sought?.trim().toLowerCase();
  if (!folded) return text;
  const parts: { at: number; text: string; found: boolean }[] = [];
  const lower = text.toLowerCase();
  // Where small letters are longer or shorter than capital ones, places differ: then nothing is marked.
  if (lower.length !== text.length) return text;
  let from = 0;
  for (let at = lower.indexOf(folded); at >= 0; at = lower.indexOf(folded, from)) {
    parts.push({ at: from, text: text.slice(from, at), found: false });
    from = at + folded.length;
    parts.push({ at, text: text.slice(at, from), found: true });
  }
  parts.push({ at: from, text: text.slice(from), found: false });
  return parts.map((part) =>
    part.found ? (
      <mark key={`m${part.at}`} className="bg-new-wash text-inherit">
        {part.text}
      </mark>
    ) : (
      <span key={`t${part.at}`}>{part.text}</span>
    ),
  );
}
