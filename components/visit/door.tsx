"use client";

import { type DoorOfEntry, QueuedForm, type QueueFormWords } from "#components/queue/queued-form.tsx";
import type { QueueWords } from "#components/queue/words.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import type { Look } from "#domain/concern/rules.ts";
import { outcomes } from "#domain/visit/outcome.ts";
import { mayOnVisit, type VisitStatus, visitLook } from "#domain/visit/rules.ts";
import { type AskWords, type DoorAsk, DoorAsks } from "./ask.tsx";
import { type EntryWords, LaterFields, NoteFields, OutcomeButtons, RaiseFields } from "./entry.tsx";
import { takeBackAt } from "./floor-queue.ts";
import { type AroundLine, DoorVoices, type VoiceWords } from "./voices.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** A door as the page brings it: texts and times ready to be read. */
export type DoorData = {
  id: string;
  community: string;
  entrance: string;
  floor: number;
  door: string;
  /** Building, entrance and door. */
  label: string;
  status: VisitStatus;
  time: string;
  recordedAt: number | null;
  recordedBy: string | null;
  recorder: string | null;
  purpose: string | null;
  team: { id: string; name: string }[];
  wish: string | null;
  refuses: boolean;
  taken: string | null;
  conflicts: { id: string; text: string; stands: string; brought: string }[];
  concerns: {
    number: string;
    title: string;
    look: Look;
    state: string;
    answer: string | null;
    step: string | null;
    voice: boolean;
  }[];
  around: AroundLine[];
  voiced: string[];
  asks: DoorAsk[];
};

export type WalkActions = Record<
  "record" | "nobodyHome" | "takeBack" | "note" | "raise" | "undo" | "later" | "settle" | "voice" | "told",
  Action
>;

/** A door as the page says, with what the phone holds on top. */
export type DoorNow = DoorData & { enteredAt: number | null; unsent: boolean };

export type DoorWords = {
  statuses: Record<VisitStatus, string>;
  raisedBefore: string;
  /** Where a neighbour raised it. */
  saidToo: string;
  refuses: string;
  noLonger: string;
  visit: string;
  again: string;
  boxes: string[];
};

type Props = {
  door: DoorNow;
  open: boolean;
  /** Whether the page is in the hands of its scripts. */
  alive: boolean;
  setOpen: (open: boolean) => void;
  onOutcome: () => void;
  self: string;
  at: string;
  submission: string;
  time: Intl.DateTimeFormat;
  actions: WalkActions;
  words: {
    ask: AskWords;
    door: DoorWords;
    entry: EntryWords;
    voice: VoiceWords;
    keep: QueueFormWords;
    queue: QueueWords;
  };
};

/** A door of the sheet: a line that says how it stands; unfolded, all that one does there. */
export function Door(props: Props) {
  const { door, open, setOpen, words, time } = props;
  const at = door.enteredAt ?? door.recordedAt;
  const recorded = door.status !== "planned";
  return (
    <li id={`door-${door.id}`} className="border-t border-line">
      <details
        name="door"
        open={open}
        onToggle={(event) => {
          if (event.currentTarget.open !== open) setOpen(event.currentTarget.open);
        }}
        className="group open:my-2 open:rounded-md open:border-2 open:border-door open:bg-sheet print:open:my-0 print:open:border-0"
      >
        <summary
          aria-current={open ? "step" : undefined}
          className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 px-1 py-2 list-none group-open:px-4 [&::-webkit-details-marker]:hidden"
        >
          <b className="num text-t3 group-open:text-t5 group-open:leading-none">{door.door}</b>
          {recorded ? (
            <State look={visitLook(door.status)}>{words.door.statuses[door.status]}</State>
          ) : (
            <Boxes words={words.door.boxes} />
          )}
          {door.unsent && <State look="waiting">{words.queue.unsent}</State>}
          {door.conflicts.length > 0 && <State look="late">{words.door.statuses[door.status]}?</State>}
          {!recorded && (door.taken || door.refuses) && <State look="quiet">{words.door.noLonger}</State>}
          <time className="num ms-auto text-t1 text-ink-2">{recorded && at ? time.format(at) : door.time}</time>
        </summary>
        <div className="grid grid-cols-1 gap-4 px-4 pb-4 print:gap-1 print:px-1 print:pb-2">
          <About door={door} words={words.door} />
          {door.asks.length > 0 && (
            <DoorAsks
              asks={door.asks}
              door={{ id: door.id, community: door.community, label: door.label, status: door.status }}
              action={props.actions.told}
              submission={props.submission}
              at={props.at}
              words={words}
            />
          )}
          <div className="grid grid-cols-1 gap-4 print:hidden">
            <Entries {...props} />
          </div>
        </div>
      </details>
    </li>
  );
}

/** To be ticked with a pen. */
const Boxes = ({ words }: { words: string[] }) => (
  <span aria-hidden="true" className="hidden text-t0 print:inline">
    {words.map((word) => `☐ ${word} `)}
  </span>
);

/** What one wants to know before one knocks. */
function About({ door, words }: { door: DoorNow; words: DoorWords }) {
  return (
    <>
      {door.refuses && <p className="border-s-4 border-quiet bg-quiet-wash px-3 py-2">{words.refuses}</p>}
      {door.taken && <p className="border-s-4 border-quiet bg-quiet-wash px-3 py-2">{door.taken}</p>}
      {door.purpose && <p>{door.purpose}</p>}
      {door.wish && <p className="text-t1 text-ink-2">{door.wish}</p>}
      {door.concerns.length > 0 && (
        <div className="grid grid-cols-1 gap-2">
          <p className="font-bold print:hidden">{words.raisedBefore}</p>
          <ul className="grid grid-cols-1 gap-2">
            {door.concerns.map((c) => (
              <li key={c.number} className="border-s-[3px] border-line-2 ps-3 text-t1">
                <p className="flex flex-wrap items-center gap-x-3">
                  {/* A plain link: without signal the kept page is opened. */}
                  <a href={`/concerns/${c.number}`} className="lone">
                    <bdi>{c.title}</bdi>
                  </a>
                  <State look={c.look}>{c.state}</State>
                  {c.voice && <span className="small">{words.saidToo}</span>}
                </p>
                {c.step && (
                  <p className="font-bold" dir="auto">
                    {c.step}
                  </p>
                )}
                {c.answer && (
                  <p className="line-clamp-3 text-ink-2" dir="auto">
                    {c.answer}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** Two officers entered it differently: which holds? */
function Conflicts({ door, at, submission, actions }: Props) {
  return door.conflicts.map((conflict) => (
    <Form
      key={conflict.id}
      action={actions.settle}
      submission={submission}
      at={at}
      label={conflict.text}
      className="grid grid-cols-1 gap-3 border-s-4 border-late bg-late-wash px-4 py-3"
    >
      <input type="hidden" name="visit" value={door.id} />
      <input type="hidden" name="conflict" value={conflict.id} />
      <p className="text-late">{conflict.text}</p>
      <div className="flex flex-wrap gap-2">
        <Submit name="holds" value="stands">
          {conflict.stands}
        </Submit>
        <Submit name="holds" value="brought">
          {conflict.brought}
        </Submit>
      </div>
    </Form>
  ));
}

function Entries(props: Props) {
  const { door, open, alive, onOutcome, self, at, submission, actions, words } = props;
  const { entry } = words;
  const here: DoorOfEntry = { id: door.id, community: door.community, label: door.label, status: door.status };
  const base = { door: here, at, submission, words: words.keep };
  const hidden = <input type="hidden" name="visit" value={door.id} />;
  const can = outcomes.filter((outcome) => mayOnVisit(outcome, door.status, ["team"]));
  const record = (
    <QueuedForm
      {...base}
      kind="record"
      action={actions.record}
      label={entry.record}
      className="grid grid-cols-1 gap-3"
      onKept={onOutcome}
    >
      {hidden}
      <OutcomeButtons words={entry} can={can} team={door.team} self={self} />
    </QueuedForm>
  );
  return (
    <>
      <Conflicts {...props} />
      {door.status === "planned" && record}
      {door.status === "nobody_home" && (
        <details className="fold">
          <summary>{words.door.again}</summary>
          <div className="py-2">{record}</div>
        </details>
      )}
      {/* What is needed at one door at a time is made when that door is open. */}
      {alive && open && (
        <div className="grid grid-cols-1">
          {mayOnVisit("reschedule", door.status, ["team"]) && (
            <details className="fold">
              <summary>{entry.reschedule}</summary>
              <QueuedForm
                {...base}
                kind="later"
                action={actions.later}
                label={entry.reschedule}
                className="grid grid-cols-1 gap-4 py-2"
                onKept={onOutcome}
              >
                {hidden}
                <LaterFields words={entry} />
              </QueuedForm>
            </details>
          )}
          {door.status !== "planned" && (
            <details className="fold">
              <summary>{entry.addNote}</summary>
              <QueuedForm
                {...base}
                kind="note"
                action={actions.note}
                label={entry.addNote}
                className="grid grid-cols-1 gap-4 py-2"
              >
                {hidden}
                <NoteFields words={entry} />
                <Submit main className="justify-self-start">
                  {entry.saveNote}
                </Submit>
              </QueuedForm>
            </details>
          )}
          <details className="fold">
            <summary>{entry.raise}</summary>
            <QueuedForm
              {...base}
              kind="raise"
              action={actions.raise}
              label={entry.raise}
              className="grid grid-cols-1 gap-4 py-2"
            >
              {hidden}
              <RaiseFields words={entry} place={door} />
            </QueuedForm>
          </details>
          {door.around.length > 0 && (
            <details className="fold">
              <summary>{words.voice.title}</summary>
              <DoorVoices
                around={door.around}
                voiced={door.voiced}
                door={here}
                at={at}
                submissions={Object.fromEntries(door.around.map((one) => [one.number, submission]))}
                add={actions.voice}
                words={words}
              />
            </details>
          )}
          {mayOnVisit("undo", door.status, ["team"]) && (
            <div className="border-t border-line pt-3">
              <Form action={actions.undo} instead={takeBackAt([here], () => {})} submission={submission} at={at}>
                {hidden}
                <Submit>{entry.undo}</Submit>
              </Form>
            </div>
          )}
        </div>
      )}
      <p className="flex flex-wrap items-center justify-between gap-3 text-t1">
        <a href={`/visits/${door.id}`} className="lone">
          {words.door.visit}
        </a>
        {door.recorder && door.status !== "planned" && door.enteredAt === null && (
          <span className="small">{door.recorder}</span>
        )}
      </p>
    </>
  );
}
