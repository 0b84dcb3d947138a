"use client";

import { SelectField, TextArea, TextField, Tick } from "#components/ui/fields.tsx";
import { Submit } from "#components/ui/form.tsx";
import { emptyState } from "#components/ui/form-state.ts";
import { type EntryWords, LaterFields, NoteFields, OutcomeFields, RaiseFields } from "#components/visit/entry.tsx";
import { findings } from "#domain/inspection/rules.ts";
import { toldAnswers } from "#domain/told/answers.ts";
import { outcomes } from "#domain/visit/outcome.ts";
import type { QueuedItem } from "#domain/visit/queue.ts";
import { QueuedForm } from "./queued-form.tsx";
import type { QueueWords } from "./words.ts";

type Props = { item: QueuedItem; close: () => void; words: QueueWords; entry: EntryWords; at: string };

/** An entry, opened again before it is sent. */
export function Correct({ item, close, words, entry, at }: Props) {
  const { values } = item;
  const keep = { required: words.required, kept: "", noRoom: "" };
  const place = {
    community: item.community,
    entrance: String(values.entrance ?? ""),
    floor: Number(values.floor ?? 0),
    door: String(values.home ?? ""),
  };
  return (
    <QueuedForm
      kind={item.kind}
      door={{ id: item.visit, community: item.community, label: item.door, status: item.seen }}
      edit={item}
      // Where nothing can be kept there is nothing to be corrected either.
      action={async () => emptyState}
      submission=""
      at={at}
      label={words.correct}
      className="grid grid-cols-1 gap-4 py-2"
      words={keep}
      onKept={close}
    >
      <input type="hidden" name="visit" value={item.visit} />
      {item.kind === "record" && (
        <>
          <SelectField
            name="outcome"
            label={entry.record}
            options={outcomes.map((value) => ({ value, label: entry.outcome[value] }))}
          />
          {typeof values.knockedBy === "string" && <input type="hidden" name="knockedBy" value={values.knockedBy} />}
          <Tick name="refuses" label={entry.refuses} hint={entry.refusesHint} />
          <OutcomeFields words={entry} team={[]} self={item.user} />
        </>
      )}
      {item.kind === "finding" && (
        <>
          <input type="hidden" name="item" value={item.visit} />
          {/* Whoever corrects it has read what a colleague found meanwhile. */}
          <input type="hidden" name="over" value="on" />
          <SelectField
            name="finding"
            label={words.finding}
            options={findings.map((value) => ({ value, label: words.findings[value] }))}
          />
          <TextArea name="note" label={words.findingNote} rows={2} />
        </>
      )}
      {item.kind === "note" && <NoteFields words={entry} />}
      {item.kind === "told" && (
        <>
          <input type="hidden" name="ask" value={String(values.ask ?? "")} />
          <SelectField
            name="answer"
            label={words.kinds.told}
            options={toldAnswers.map((value) => ({ value, label: entry.told[value] }))}
          />
          <TextField name="word" label={entry.toldWord} />
        </>
      )}
      {item.kind === "later" && <LaterFields words={entry} />}
      {item.kind === "raise" && <RaiseFields words={entry} place={place} />}
      <div className="flex flex-wrap gap-2">
        {(item.kind === "record" || item.kind === "note" || item.kind === "finding" || item.kind === "told") && (
          <Submit main>{words.keep}</Submit>
        )}
        <button type="button" className="btn btn-plain" onClick={close}>
          {words.leave}
        </button>
      </div>
    </QueuedForm>
  );
}
