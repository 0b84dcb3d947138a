import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Choices, SelectField, TextField, Tick } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import type { AgreementPage } from "#domain/agreement/page.ts";
import { mostPollDays, pollRuleKeys } from "#domain/agreement/poll.ts";
import type { OwnDoor, PollResult, PollStanding } from "#domain/agreement/standing.ts";
import { choices } from "#domain/agreement/vote.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = { agreement: AgreementPage; poll: PollStanding; at: string; vote: Action; officer: boolean };

/** The households' vote: its rule in words, how far it is, one's own vote, and afterwards the count and every receipt. */
export function Poll({ agreement, poll, at, vote, officer }: Props) {
  const t = useTranslations("poll");
  const format = useFormatter();
  return (
    <section aria-labelledby="poll" className="rule grid gap-4">
      <h2 id="poll">{t("title")}</h2>
      <Rule poll={poll} />
      <p>
        {t(poll.closed ? "closedAt" : poll.over ? "counting" : "until", {
          when: format.dateTime(poll.closesAt, "moment"),
        })}{" "}
        {!poll.closed && t("voted", { voted: poll.voted, doors: poll.doors })}
      </p>
      {poll.result && <Count result={poll.result} byArea={poll.byArea} />}
      {poll.own.map((door) => (
        <Own key={door.householdId} door={door} poll={poll} at={at} vote={vote} />
      ))}
      {officer && !poll.closed && (
        <p className="print:hidden">
          <Link href={`/agreements/${agreement.id}/papers`} className="lone">
            {t("papers")}
          </Link>{" "}
          {poll.waiting > 0 && <span className="small">{t("waiting", { count: poll.waiting })}</span>}
        </p>
      )}
      {poll.closed && <Receipts poll={poll} />}
    </section>
  );
}

function Rule({ poll }: { poll: PollStanding }) {
  const t = useTranslations("poll");
  const part = ([a, b]: [number, number]) => t("part", { a, b });
  return (
    <ul className="grid gap-1">
      {poll.turnout[0] > 0 && <li>{t(poll.byArea ? "turnoutBoth" : "turnout", { part: part(poll.turnout) })}</li>}
      <li>
        {t(poll.byArea ? "consentBoth" : "consent", {
          how: t(poll.moreThan ? "moreThan" : "atLeast", { part: part(poll.consent) }),
          over: t(poll.consentOver === "cast" ? "ofCast" : "ofRoll"),
        })}
      </li>
      <li>{t("owners")}</li>
    </ul>
  );
}

/** What came out: by number of owners and by area, each with what it is of. */
function Count({ result: r, byArea }: { result: PollResult; byArea: boolean }) {
  const t = useTranslations("poll");
  const format = useFormatter();
  const area = (m2: number) => t("m2", { area: format.number(m2, { maximumFractionDigits: 2 }) });
  const rows = [
    { word: t("choices.yes"), owners: r.ownersYes, area: r.areaYes },
    { word: t("choices.no"), owners: r.ownersNo, area: r.areaNo },
    { word: t("choices.abstain"), owners: r.ownersAbstained, area: r.areaAbstained },
    { word: t("didNotVote"), owners: r.owners - r.ownersVoted, area: r.area - r.areaVoted },
    { word: t("all"), owners: r.owners, area: r.area },
  ];
  return (
    <div className="grid gap-3">
      <p>
        <State look={r.consented ? "done" : "late"}>
          {t(r.consented ? "consented" : r.turnout ? "notConsented" : "tooFew")}
        </State>
      </p>
      <table className="w-full text-t1">
        <thead>
          <tr className="text-start">
            <th scope="col" className="py-2 text-start">
              {t("vote")}
            </th>
            <th scope="col" className="py-2 text-end">
              {t("byNumber")}
            </th>
            {byArea && (
              <th scope="col" className="py-2 text-end">
                {t("byArea")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.word} className="border-t border-line">
              <th scope="row" className="py-2 text-start font-normal">
                {row.word}
              </th>
              <td className="py-2 text-end">{format.number(row.owners)}</td>
              {byArea && <td className="py-2 text-end">{area(row.area)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Own({ door, poll, at, vote }: { door: OwnDoor; poll: PollStanding; at: string; vote: Action }) {
  const t = useTranslations("poll");
  const name = t("door", { building: door.building, entrance: door.entrance, door: door.door });
  if (door.ballot)
    return (
      <div className="border-s-4 border-done bg-done-wash p-4">
        <p className="font-bold">{t("yourVote", { door: name, choice: t(`choices.${door.ballot.choice}`) })}</p>
        <p>
          {t("receipt")} <b className="num">{door.ballot.receipt}</b>
        </p>
        <p className="small">{t(door.ballot.confirmed ? "receiptHint" : "paperWaits")}</p>
      </div>
    );
  if (poll.closed || poll.over) return null;
  if (door.letOut) return <p>{t("letOut", { door: name })}</p>;
  return (
    <Form
      action={vote}
      submission={newId()}
      at={at}
      name={`vote-${door.householdId}`}
      className="grid gap-4 border-s-4 border-door bg-door-wash p-4"
      label={t("voteFor", { door: name })}
    >
      <input type="hidden" name="poll" value={poll.id} />
      <input type="hidden" name="household" value={door.householdId} />
      <Choices
        name="choice"
        label={t("voteFor", { door: name })}
        choices={choices.map((value) => ({ value, label: t(`choices.${value}`) }))}
      />
      <p className="small">{t("voteHint")}</p>
      <Submit main className="justify-self-start">
        {t("cast")}
      </Submit>
    </Form>
  );
}

function Receipts({ poll }: { poll: PollStanding }) {
  const t = useTranslations("poll");
  return (
    <details className="fold">
      <summary>{t("receipts", { count: poll.receipts.length })}</summary>
      <p className="small">{t("receiptsHint")}</p>
      <ul className="mt-2 columns-2 gap-6 text-t1 sm:columns-3">
        {poll.receipts.map((r) => (
          <li key={r.receipt} className="flex justify-between gap-2 border-b border-line py-1">
            <code>{r.receipt}</code>
            <span>{t(`choices.${r.choice}`)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

type OpenProps = {
  agreement: AgreementPage;
  at: string;
  restored: Record<string, string | string[]> | null;
  action: Action;
};

/** Puts what the units have signed to the households: for who leads the community. */
export function OpenPollForm({ agreement, at, restored, action }: OpenProps) {
  const t = useTranslations("poll");
  return (
    <Form
      action={action}
      submission={newId()}
      at={at}
      name="poll"
      restored={restored}
      label={t("open")}
      className="rule grid gap-4"
    >
      <h2>{t("open")}</h2>
      <p>{t("openHint", { doors: agreement.doors })}</p>
      <input type="hidden" name="agreement" value={agreement.id} />
      <SelectField
        name="rule"
        label={t("rule")}
        options={pollRuleKeys.map((value) => ({ value, label: t(`rules.${value}`) }))}
        initial="two_thirds"
      />
      <TextField
        name="closesAt"
        type="datetime-local"
        label={t("closes")}
        hint={t("closesHint", { days: mostPollDays })}
        required
      />
      <Tick name="byArea" label={t("alsoByArea")} hint={t("alsoByAreaHint")} />
      <Submit main className="justify-self-start">
        {t("open")}
      </Submit>
    </Form>
  );
}
