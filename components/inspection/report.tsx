import { useFormatter, useTranslations } from "#components/i18n.ts";
import { partyName } from "#components/meeting/names.ts";
import { sheetStyle } from "#components/meeting/printed.tsx";
import type { InspectionItem, InspectionPage } from "#domain/inspection/page.ts";
import { findings } from "#domain/inspection/rules.ts";
import { InspectedFacade } from "./facade.tsx";
import { FindingGlyph } from "./glyph.tsx";
import { placeOf } from "./place.ts";

type Props = { page: InspectionPage; by: string; now: Date; locale: string };

/** What was found, on sheets of A4: the sum, the buildings, what is wrong with its pictures, then what is fine. */
export function InspectionReport({ page: { meeting, items, buildings }, by, now, locale }: Props) {
  const t = useTranslations("inspection");
  const words = useTranslations("meetings");
  const place = useTranslations("place");
  const print = useTranslations("print");
  const format = useFormatter();
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "long", timeStyle: "short" });
  const wrong = items.filter((i) => i.finding === "defect" || i.finding === "missing");
  const rest = items.filter((i) => !wrong.includes(i));
  const there = meeting.parties.filter((p) => p.attended ?? p.reply === "yes");
  return (
    <article className="case-print grid grid-cols-1 gap-5">
      <style>{sheetStyle(`${meeting.title} · ${print("printed", { at: moment(now), who: by })}`)}</style>
      <header className="grid gap-1">
        <p className="text-t1">{t("report")}</p>
        <h1>
          <bdi>{meeting.title}</bdi>
        </h1>
        <p className="text-t1">
          {meeting.startsAt && moment(meeting.startsAt)} · <bdi>{meeting.place}</bdi>
        </p>
        {meeting.problem && (
          <p className="text-t1">
            <span className="num">{meeting.problem.number}</span> <bdi>{meeting.problem.title}</bdi>
          </p>
        )}
        <p className="text-t1">
          {format.list(
            there.map((p) => partyName(p, words, locale)),
            { type: "conjunction" },
          )}
        </p>
      </header>
      <ul className="flex flex-wrap gap-x-6 gap-y-1 border-y border-line py-3">
        {[...findings, null].map((finding) => {
          const count = items.filter((i) => i.finding === finding).length;
          return finding === null && count === 0 ? null : (
            <li key={finding ?? "open"} className="inline-flex items-center gap-2">
              <FindingGlyph finding={finding} />
              {finding ? t(`findings.${finding}`) : t("notYet")} <b className="num">{count}</b>
            </li>
          );
        })}
      </ul>
      <div className="flex min-w-0 flex-wrap items-end gap-6">
        {buildings.map((b) => (
          <InspectedFacade key={b.id} building={b} items={items.filter((i) => i.buildingId === b.id)} />
        ))}
      </div>
      {wrong.length > 0 && (
        <section className="grid gap-3">
          <h2 className="break-after-avoid text-t3">{t("wrong")}</h2>
          {wrong.map((i) => (
            <div key={i.id} id={`item-${i.id}`} className="grid break-inside-avoid gap-2 border-t border-line pt-2">
              <Row item={i} where={placeOf(i, place)} />
              {i.note && (
                <p className="said" dir="auto">
                  {i.note}
                </p>
              )}
              {i.photos.some((p) => p.kind === "image") && (
                <div className="grid grid-cols-2 gap-3">
                  {i.photos
                    .filter((p) => p.kind === "image")
                    .map((p) => (
                      // biome-ignore lint/performance/noImgElement: private, permission-checked images must not pass a shared optimizer
                      <img
                        key={p.id}
                        src={`/attachments/${p.id}`}
                        alt={i.what}
                        className="max-h-[80mm] w-full rounded-md object-contain object-left"
                      />
                    ))}
                </div>
              )}
            </div>
          ))}
        </section>
      )}
      {rest.length > 0 && (
        <section className="grid gap-1">
          <h2 className="break-after-avoid text-t3">{t("rest")}</h2>
          <ul>
            {rest.map((i) => (
              <li key={i.id} id={`item-${i.id}`} className="break-inside-avoid border-t border-line py-1">
                <Row item={i} where={placeOf(i, place)} />
                {i.note && <p className="small">{i.note}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

function Row({ item, where }: { item: InspectionItem; where: string }) {
  const t = useTranslations("inspection");
  return (
    <p className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      <span className="pt-1">
        <FindingGlyph finding={item.finding} />
      </span>
      <span>
        {where}{" "}
        <b>
          <bdi>{item.what}</bdi>
        </b>{" "}
        <span className="small ms-2">
          {item.finding ? t(`findings.${item.finding}`) : t("notYet")}
          {item.foundBy && ` · ${item.foundBy}`}
        </span>
      </span>
    </p>
  );
}
