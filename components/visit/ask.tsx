"use client";

import { type DoorOfEntry, QueuedForm, type QueueFormWords } from "#components/queue/queued-form.tsx";
import { useQueue } from "#components/queue/store.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { type ToldAnswer, toldAnswers } from "#domain/told/answers.ts";

export type AskWords = {
  /** Is it done? */
  title: string;
  answers: Record<ToldAnswer, string>;
  word: string;
  noted: string;
};

export type DoorAsk = { id: string; what: string };

type Props = {
  asks: readonly DoorAsk[];
  door: DoorOfEntry;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  at: string;
  restored?: Record<string, string | string[]> | null;
  words: { ask: AskWords; keep: QueueFormWords };
};

/** What a household is asked at the door: is done what it raised? Kept on the phone like all that is entered there. */
export function DoorAsks({ asks, words, ...props }: Props) {
  const { items } = useQueue();
  return asks.map((ask) => {
    const kept = items.findLast(
      (item) => item.kind === "told" && item.values.ask === ask.id && item.state !== "thrown",
    );
    const said = toldAnswers.find((answer) => answer === kept?.values.answer);
    return (
      <div key={ask.id} className="grid grid-cols-1 gap-2 border-s-4 border-door bg-door-wash px-4 py-3">
        <p>
          <b>{words.ask.title}</b> {ask.what}
        </p>
        <p aria-hidden="true" className="hidden text-t1 print:block">
          {toldAnswers.map((answer) => `☐ ${words.ask.answers[answer]} `)}
        </p>
        {kept ? (
          <p role="status" className="font-bold print:hidden">
            {words.ask.noted} {said && words.ask.answers[said]}
          </p>
        ) : (
          <div className="print:hidden">
            <QueuedForm
              {...props}
              kind="told"
              name={`told-${ask.id}`}
              words={words.keep}
              label={`${words.ask.title} ${ask.what}`}
              className="grid grid-cols-1 gap-3"
            >
              <input type="hidden" name="visit" value={props.door.id} />
              <input type="hidden" name="ask" value={ask.id} />
              <TextField name="word" label={words.ask.word} />
              <div className="flex flex-wrap gap-2">
                {toldAnswers.map((answer) => (
                  <Submit key={answer} name="answer" value={answer} className="min-h-14">
                    {words.ask.answers[answer]}
                  </Submit>
                ))}
              </div>
            </QueuedForm>
          </div>
        )}
      </div>
    );
  });
}
