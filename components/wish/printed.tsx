import { formatIn, type Words, wordsIn } from "#components/i18n.ts";
import { named, typed } from "#components/ui/named.ts";
import { Sideways } from "#components/ui/sideways.tsx";
import { locales } from "#domain/account/preferences.ts";
import type { PrintedSlip, SlipSheet } from "#domain/wish/print.ts";
import { Qr } from "./qr.tsx";
import { roundDay } from "./when.ts";

/** As many stand on a page of A4, to be cut apart. */
export const slipsAPage = 8;

type Given = {
  sheet: SlipSheet;
  /** The installation's address. */
  base: string;
};

export const slipAddress = (base: string, code: string): string => `${base}/slip/${code}`;

/** Sheets of A4 with slips, dashed where they are cut; what does not belong on paper is not printed. */
export function SlipPages({ slips, label }: { slips: { key: string; slip: React.ReactNode }[]; label: string }) {
  const pages = Array.from({ length: Math.ceil(slips.length / slipsAPage) }, (_, i) =>
    slips.slice(i * slipsAPage, (i + 1) * slipsAPage),
  );
  return (
    <Sideways label={label} className="slip-pages">
      <style>{"@page { size: A4 portrait; margin: 6mm; }"}</style>
      {pages.map((page) => (
        <div key={page[0]?.key} className="slip-page">
          {page.map(({ key, slip }) => (
            <div key={key} className="slip">
              {slip}
            </div>
          ))}
        </div>
      ))}
    </Sideways>
  );
}

// A slip speaks all languages, whoever prints it.
const inAll = (timeZone: string) =>
  locales.map((locale) => ({ locale, t: wordsIn(locale, "paper", timeZone), format: formatIn(locale, timeZone) }));

type Speaker = ReturnType<typeof inAll>[number];

/** The same in all languages; what reads alike in two of them stands there once. */
function Said({ speakers, say }: { speakers: Speaker[]; say: (s: Speaker) => string }) {
  const said = speakers.map((s) => ({ locale: s.locale, text: say(s) }));
  return said
    .filter(({ text }, i) => said.findIndex((other) => other.text === text) === i)
    .map(({ locale, text }) => (
      <span key={locale} lang={locale}>
        {text}
      </span>
    ));
}

/** Who comes, in the first language and small in the others. */
function Head({ sheet, title }: { sheet: SlipSheet; title: (t: Words<"paper">) => string }) {
  const speakers = inAll(sheet.community.timeZone);
  return (
    <div className="slip-head">
      <span className="slip-from">
        {[named(sheet.agency, "zh-CN"), sheet.community.name, sheet.round.name].filter(Boolean).join(" · ")}
      </span>
      <b className="slip-title">
        <Said speakers={speakers.slice(0, 1)} say={({ t }) => title(t)} />
      </b>
      <span className="slip-other">
        <Said speakers={speakers.slice(1)} say={({ t }) => title(t)} />
      </span>
    </div>
  );
}

/** The slip for one door: who comes and when, and how to say when it suits. */
export function DoorSlip({ sheet, base, slip }: Given & { slip: PrintedSlip }) {
  const { timeZone } = sheet.community;
  const speakers = inAll(timeZone);
  const { missedAt } = slip;
  const dates = ({ t, format }: Speaker) =>
    missedAt
      ? t("hereOn", { when: format.dateTime(missedAt, { dateStyle: "medium", timeStyle: "short" }) })
      : t("between", { from: roundDay(format, sheet.round.startsOn), to: roundDay(format, sheet.round.endsOn) });
  return (
    <>
      <Head sheet={sheet} title={(t) => (missedAt ? t("missed") : t("coming"))} />
      <p className="slip-door">
        {slip.building} {slip.entrance} {slip.door}
      </p>
      <p className="slip-lines">
        <Said speakers={speakers} say={dates} />
      </p>
      <div className="slip-foot">
        <Qr text={slipAddress(base, slip.code)} label={slip.code} className="slip-qr" />
        <div className="slip-how">
          <Said speakers={speakers} say={({ t }) => t("scan")} />
          <span>
            {typed(base)}/slip <b className="slip-code">{slip.code}</b>
          </span>
        </div>
      </div>
      <Help speakers={speakers} />
    </>
  );
}

/** To be filled in by hand: no door, no code; what it leads to is the report, from this entrance. */
export function BlankSlip({
  sheet,
  base,
  place,
}: Given & { place: { building: string; entrance: string; entranceCode: string } }) {
  const speakers = inAll(sheet.community.timeZone);
  return (
    <>
      <Head sheet={sheet} title={(t) => t("missed")} />
      <p className="slip-door">
        {place.building} {place.entrance} <span className="slip-blank slip-blank-short" />
      </p>
      <p className="slip-lines">
        <span lang="zh-CN">{speakers[0]?.t("hereLine")}</span>
        <span className="slip-blank" />
      </p>
      <p className="slip-lines">
        <span lang="zh-CN">{speakers[0]?.t("againLine")}</span>
        <span className="slip-blank" />
      </p>
      <div className="slip-foot">
        <Qr
          text={`${base}/report?at=${place.entranceCode}`}
          label={`${place.building} ${place.entrance}`}
          className="slip-qr"
        />
        <div className="slip-how">
          <Said speakers={speakers} say={({ t }) => t("scanToSay")} />
          <span>{typed(base)}/report</span>
        </div>
      </div>
      <Help speakers={speakers} />
    </>
  );
}

function Help({ speakers }: { speakers: Speaker[] }) {
  return (
    <p className="slip-help">
      <Said speakers={speakers} say={({ t }) => t("help")} />
    </p>
  );
}
