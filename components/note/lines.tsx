import Link from "next/link";
import { AttachedFiles } from "#components/concern/attached.tsx";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Found } from "#components/search/found.tsx";
import { State } from "#components/ui/state.tsx";
import { type NoteLine, noteKinds } from "#domain/note/list.ts";
import { soughtWords } from "#domain/search/snippet.ts";

/** Notes that were written of a visit at once, what was heard before the thoughts. */
function together(notes: NoteLine[]): NoteLine[][] {
  const groups = Map.groupBy(notes, (n) => `${n.visit} ${n.author} ${n.createdAt.getTime()}`);
  const place = (n: NoteLine) => noteKinds.indexOf(n.kind);
  return [...groups.values()].map((group) => group.toSorted((a, b) => place(a) - place(b)));
}

/** Visit notes as they were written: at which door, by whom, what about. */
export function NoteLines({ notes, sought }: { notes: NoteLine[]; sought: string | undefined }) {
  const t = useTranslations("notes");
  const words = useTranslations("words");
  const format = useFormatter();
  return (
    <ul>
      {together(notes).map((group) => {
        const [first] = group;
        return (
          first && (
            <li
              key={first.id}
              className="grid gap-x-8 gap-y-2 border-t border-line py-4 md:grid-cols-[12rem_minmax(0,1fr)] print:break-inside-avoid"
            >
              <div className="flex flex-wrap content-start items-baseline gap-x-3 md:grid md:gap-y-1">
                <Link href={`/visits/${first.visit}`} prefetch={false} className="lone font-bold md:min-h-0">
                  <span>
                    {first.building} {first.entrance} <span className="num">{first.door}</span>
                  </span>
                </Link>
                <span className="small">
                  <bdi>{first.author}</bdi>
                  {first.team && <> · {first.team}</>}
                </span>
                <time dateTime={first.createdAt.toISOString()} className="small">
                  {format.dateTime(first.createdAt, "moment")}
                </time>
              </div>
              <div className="grid min-w-0 content-start gap-4">
                {group.map((n) => (
                  <div key={n.id} className="grid gap-1">
                    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-t1">
                      <b>{t(`kinds.${n.kind}`)}</b>
                      {n.topic && <span className="text-ink-2">{words(`categories.${n.topic}`)}</span>}
                      {n.quotable && <State look="done">{t("mayQuote")}</State>}
                    </p>
                    {n.body && (
                      <p
                        className={`said ${n.kind === "reflection" ? "border-s-2 border-line-2 ps-3 text-ink-2" : ""}`}
                        dir="auto"
                      >
                        <Found text={n.body} words={soughtWords(sought)} />
                      </p>
                    )}
                    <AttachedFiles files={n.photos} photo={words("photo")} />
                    {n.body && n.kind !== "explained" && (
                      <p className="print:hidden">
                        <Link href={`/stories/new?note=${n.id}`} prefetch={false} className="lone text-t1">
                          {t("tellIt")}
                        </Link>
                      </p>
                    )}
                  </div>
                ))}
              </div>
            </li>
          )
        );
      })}
    </ul>
  );
}
