import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { titleOf, whenOf } from "#components/step/words.ts";
import { lookOf } from "#domain/concern/rules.ts";
import type { PolicyAtDoor } from "#domain/policy/door.ts";
import { outcomes } from "#domain/visit/outcome.ts";
import { visitStatuses } from "#domain/visit/rules.ts";
import type { Sheet, SheetDoor } from "#domain/visit/sheet.ts";
import type { DoorData, WalkActions } from "./door.tsx";
import { Walk } from "./walk.tsx";
import { each, useAround, useAskWords, useEntryWords, useKeepWords, useQueueWords, useVoiceWords } from "./words.ts";

type Props = {
  sheet: Sheet;
  self: string;
  at: string;
  now: Date;
  build: string;
  timeZone: string;
  newKey: () => string;
  actions: WalkActions;
  /** What is explained at doors. */
  policies: readonly PolicyAtDoor[];
};

/** An evening's doors in walking order, made ready for the phone on which they are walked. */
export function SheetParts({ sheet, now, newKey, policies, ...props }: Props) {
  const t = useTranslations("today");
  const visit = useTranslations("visit");
  const words = useTranslations("words");
  const place = useTranslations("place");
  const doorOf = useDoor(now);
  const floors = sheet.parts.flatMap((part) => part.floors);
  return (
    <Walk
      {...props}
      rendered={now.getTime()}
      locale={useLocale()}
      keys={Array.from({ length: sheet.total + 2 * floors.length }, newKey)}
      parts={sheet.parts.map((part) => ({
        key: part.key,
        place: `${part.building} ${part.entrance}`,
        guide: part.guide && { ...part.guide, name: visit("guide", { name: part.guide.name }) },
        floors: part.floors.map((floor) => ({
          key: `${floor.floor} ${floor.doors[0]?.id}`,
          floor: place("floor", { floor: floor.floor }),
          doors: floor.doors.map((door) => doorOf(door, part)),
        })),
      }))}
      words={{
        walk: {
          doneOf: t("doneOf", { done: "{done}", total: "{total}" }),
          allDone: t("allDone"),
          call: visit("call"),
          nobodyOnFloor: t("nobodyOnFloor", { count: "{count}" }),
          takeBack: t("takeBack", { count: "{count}" }),
        },
        door: {
          statuses: each(visitStatuses, (status) => words(`visitStatuses.${status}`)),
          raisedBefore: visit("raisedBefore"),
          saidToo: visit("voice.said"),
          refuses: t("refuses"),
          noLonger: t("noLonger"),
          visit: t("visit"),
          again: t("again"),
          boxes: outcomes.map((outcome) => visit(`outcome.${outcome}`)),
        },
        ask: useAskWords(),
        entry: useEntryWords(policies),
        voice: useVoiceWords(),
        keep: useKeepWords(),
        queue: useQueueWords(),
      }}
    />
  );
}

/** A door with its times and sentences in the reader's language. */
function useDoor(now: Date): (door: SheetDoor, part: Sheet["parts"][number]) => DoorData {
  const t = useTranslations("today");
  const visit = useTranslations("visit");
  const words = useTranslations("words");
  const steps = useTranslations("steps");
  const format = useFormatter();
  const locale = useLocale();
  const clock = (at: Date) => format.dateTime(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const wishOf = (wish: NonNullable<SheetDoor["wish"]>) => {
    const times = wish.times.map(({ from, to }) =>
      format.dateTimeRange(from, to, {
        ...{ month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
      }),
    );
    const said = { call: t("wishCall"), any: t("wishAny"), times: t("wish", { times: format.list(times) }) };
    return [said[wish.kind], wish.note].filter(Boolean).join(" · ");
  };
  const around = useAround();
  const stepOf = (s: NonNullable<SheetDoor["concerns"][number]["step"]>) => {
    const step = titleOf(s, locale);
    const when = whenOf(format, s);
    return when ? steps("onSheetDated", { when, step }) : steps("onSheet", { step });
  };
  return ({ wish, taken, conflicts, concerns, raised, voiced, ...door }, part) => ({
    id: door.id,
    community: door.communityId,
    entrance: door.entranceId,
    floor: door.floor,
    door: door.door,
    label: `${part.building} ${part.entrance} ${door.door}`,
    status: door.status,
    time: clock(door.startsAt),
    recordedAt: door.recordedAt?.getTime() ?? null,
    recordedBy: door.recordedBy,
    recorder: door.recorder,
    purpose: door.purpose,
    team: door.team,
    wish: wish && wishOf(wish),
    refuses: door.refuses,
    taken:
      taken &&
      t("takenBy", {
        team: format.list(taken.by),
        outcome: words(`visitStatuses.${taken.status}`),
        time: format.dateTime(taken.at, "moment"),
      }),
    conflicts: conflicts.map((conflict) => {
      const stands = words(`visitStatuses.${door.status}`);
      const outcome = words(`visitStatuses.${conflict.outcome}`);
      return {
        id: conflict.id,
        text: visit("conflict", {
          ...{ stood: door.recorder ?? visit("somebody"), stands, at: door.recordedAt ? clock(door.recordedAt) : "" },
          ...{ brought: conflict.by ?? visit("somebody"), outcome, time: clock(conflict.at) },
        }),
        stands: visit("holds", { outcome: stands }),
        brought: visit("holds", { outcome }),
      };
    }),
    asks: door.asks,
    concerns: concerns.map((c) => ({
      number: c.number,
      title: c.title,
      look: lookOf(c.status, c.nextAt, now),
      state: words(`statuses.${c.status}`),
      answer: c.answer,
      voice: c.voice,
      step: c.step && stepOf(c.step),
    })),
    around: part.around.filter((one) => !raised.includes(one.number)).map(around),
    voiced,
  });
}
