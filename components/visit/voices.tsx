"use client";

import { type DoorOfEntry, QueuedForm, type QueueFormWords } from "#components/queue/queued-form.tsx";
import { useQueue } from "#components/queue/store.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";

/** What neighbours have raised, ready to be read at a door. */
export type AroundLine = { number: string; title: string; facts: string };

export type VoiceWords = { title: string; hint: string; add: string; said: string; drop: string };

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  around: AroundLine[];
  /** What this household has said is theirs too, as the portal knows. */
  voiced: string[];
  door: DoorOfEntry;
  at: string;
  /** The key of each form, by number. */
  submissions: Record<string, string>;
  add: Action;
  /** Where a press can be taken back. */
  drop?: Action;
  words: { voice: VoiceWords; keep: QueueFormWords };
};

/** "Is it so here too?": what neighbours have raised, with a button each; without signal it waits on the phone. */
export function DoorVoices({ around, voiced, door, at, submissions, add, drop, words }: Props) {
  const { items } = useQueue();
  const entered = items.filter((item) => item.visit === door.id && item.kind === "voice" && item.state !== "thrown");
  return (
    <div className="grid grid-cols-1 pb-2">
      <p className="small pb-2">{words.voice.hint}</p>
      <ul>
        {around.map(({ number, title, facts }) => {
          const waits = entered.some((item) => item.values.number === number && item.state !== "refused");
          const known = voiced.includes(number);
          return (
            <li key={number} className="grid grid-cols-1 gap-2 border-t border-line py-3">
              <p>
                <bdi className="font-bold">{title}</bdi>
                <span className="small block">{facts}</span>
              </p>
              {known || waits ? (
                <p className="flex min-h-(--touch) flex-wrap items-center gap-x-4">
                  <b className="text-done">{words.voice.said}</b>
                  {known && drop && (
                    <Form
                      action={drop}
                      submission={submissions[number] ?? ""}
                      at={at}
                      name={`drop-${number}`}
                      label={`${words.voice.drop} ${title}`}
                    >
                      <input type="hidden" name="visit" value={door.id} />
                      <input type="hidden" name="number" value={number} />
                      <Submit>{words.voice.drop}</Submit>
                    </Form>
                  )}
                </p>
              ) : (
                <QueuedForm
                  kind="voice"
                  door={door}
                  about={number}
                  action={add}
                  submission={submissions[number] ?? ""}
                  at={at}
                  name={`voice-${number}`}
                  label={`${words.voice.add} ${title}`}
                  words={words.keep}
                >
                  <input type="hidden" name="visit" value={door.id} />
                  <input type="hidden" name="number" value={number} />
                  <input type="hidden" name="title" value={title} />
                  <Submit>{words.voice.add}</Submit>
                </QueuedForm>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
