"use client";

import { PhotoField } from "#components/queue/photos.tsx";
import { Choices, type Option, SelectField, TextArea, TextField, Tick } from "#components/ui/fields.tsx";
import { Submit, useForm } from "#components/ui/form.tsx";
import { acceptedTypes, maxBytes, maxFiles } from "#domain/attachment/limits.ts";
import type { ToldAnswer } from "#domain/told/answers.ts";
import { feelings, type Outcome } from "#domain/visit/outcome.ts";
import { type DoorPolicy, Explained, type ExplainedWords } from "./explained.tsx";

/** What the forms of a door say. */
export type EntryWords = ExplainedWords & {
  record: string;
  outcome: Record<Outcome, string>;
  moreOutcomes: string;
  withNotes: string;
  heard: string;
  heardHint: string;
  /** What holds today, to be read out. */
  policies: DoorPolicy[];
  reflection: string;
  reflectionHint: string;
  quotable: string;
  feeling: string;
  feelings: Record<(typeof feelings)[number], string>;
  knockedBy: string;
  refuses: string;
  refusesHint: string;
  raise: string;
  raiseBody: string;
  raiseHint: string;
  raiseSend: string;
  spot: string;
  atHome: string;
  areas: Option[];
  privacy: string;
  privacies: Option[];
  addNote: string;
  saveNote: string;
  reschedule: string;
  newTime: string;
  newTimeHint: string;
  rescheduleSave: string;
  undo: string;
  told: Record<ToldAnswer, string>;
  toldWord: string;
};

const photos = <PhotoField accept={acceptedTypes.join(",")} max={maxFiles} maxBytes={maxBytes} />;

/** What was heard, explained, thought; photos. */
export function NoteFields({ words }: { words: EntryWords }) {
  return (
    <>
      <Explained
        words={words}
        heard={
          <>
            <TextArea name="heard" label={words.heard} hint={words.heardHint} rows={3} />
            <Tick name="quotable" label={words.quotable} />
          </>
        }
      />
      <TextArea name="reflection" label={words.reflection} hint={words.reflectionHint} rows={2} />
      {photos}
    </>
  );
}

type Team = { id: string; name: string }[];

/** What else is said of an outcome: notes, how the household feels about it, who stood at the door. */
export function OutcomeFields({ words, team, self }: { words: EntryWords; team: Team; self: string }) {
  return (
    <>
      <NoteFields words={words} />
      <Choices
        name="feeling"
        label={words.feeling}
        choices={feelings.map((value) => ({ value, label: words.feelings[value] }))}
        inline
      />
      {team.length > 1 && (
        <SelectField
          name="knockedBy"
          label={words.knockedBy}
          initial={team.some((one) => one.id === self) ? self : team[0]?.id}
          options={team.map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
    </>
  );
}

type ButtonsProps = {
  words: EntryWords;
  /** Which are possible now. */
  can: readonly Outcome[];
  team: Team;
  self: string;
  open?: boolean;
};

/** How did it go: notes for whoever has something to write, then the big buttons under the thumb. */
export function OutcomeButtons({ words, can, team, self, open = false }: ButtonsProps) {
  const { state } = useForm();
  // What was typed before is seen before it is sent.
  const typed = ["heard", "policy", "explained", "reflection"].some((name) => state.values[name]);
  const big = (outcome: Outcome, more = "") =>
    can.includes(outcome) && (
      <Submit
        main={outcome === "visited"}
        name="outcome"
        value={outcome}
        className={`min-h-14 px-2 ${outcome === "visited" ? "col-span-2 min-h-16 text-t3" : ""} ${more}`}
      >
        {words.outcome[outcome]}
      </Submit>
    );
  return (
    <>
      <details className="fold" open={open || typed || undefined}>
        <summary>{words.withNotes}</summary>
        <div className="grid grid-cols-1 gap-4 py-2">
          <OutcomeFields words={words} team={team} self={self} />
        </div>
      </details>
      <div className="grid grid-cols-2 gap-2">
        {big("visited")}
        {big("nobody_home")}
        {big("declined", can.includes("nobody_home") ? "" : "col-span-2")}
      </div>
      <details className="fold">
        <summary>{words.moreOutcomes}</summary>
        <div className="grid grid-cols-2 gap-2 py-2">
          {big("moved_away")}
          {big("no_language")}
          <div className="col-span-2">
            <Tick name="refuses" label={words.refuses} hint={words.refusesHint} />
          </div>
        </div>
      </details>
    </>
  );
}

/** A concern for the household: one field and it is written down. */
export function RaiseFields({ words, place }: { words: EntryWords; place: RaisePlace }) {
  return (
    <>
      <input type="hidden" name="community" value={place.community} />
      <input type="hidden" name="entrance" value={place.entrance} />
      <input type="hidden" name="category" value="auto" />
      <input type="hidden" name="floor" value={place.floor} />
      <input type="hidden" name="home" value={place.door} />
      <TextArea name="body" label={words.raiseBody} hint={words.raiseHint} rows={3} required />
      <SelectField
        name="spot"
        label={words.spot}
        initial={`door:${place.door}`}
        options={[{ value: `door:${place.door}`, label: words.atHome.replace("{door}", place.door) }, ...words.areas]}
      />
      <Choices name="privacy" label={words.privacy} initial="neighbourhood" choices={words.privacies} inline />
      {photos}
      <Submit main className="justify-self-start">
        {words.raiseSend}
      </Submit>
    </>
  );
}

export type RaisePlace = { community: string; entrance: string; floor: number; door: string };

/** Another time, agreed or not yet. */
export function LaterFields({ words, initial = "" }: { words: EntryWords; initial?: string }) {
  return (
    <>
      <TextField
        name="startsAt"
        type="datetime-local"
        label={words.newTime}
        hint={words.newTimeHint}
        initial={initial}
      />
      <Submit className="justify-self-start">{words.rescheduleSave}</Submit>
    </>
  );
}
