"use client";

import { useEffect, useRef, useState } from "react";
import { Submit, useForm } from "#components/ui/form.tsx";
import type { Answer, Candidate, KnownProblem, Listened } from "./candidates.ts";

type Words = Record<
  | "title"
  | "intro"
  | "voice"
  | "voiceHint"
  | "own"
  | "voiced"
  | "look"
  | "photo"
  | "none"
  | "noneSend"
  | "back"
  | "looking"
  | "answersTitle"
  | "answersIntro"
  | "read"
  | "goOn"
  | "goOnSend"
  | "known"
  | "knownIntro"
  | "joins"
  | "joinsHint",
  string
>;

/** Whoever waits longer goes on: asking is a help, no hurdle. */
const patience = 4000;

/**
 * "Is it one of these?": a step of its own between place and person, where something was found. With JavaScript it is
 * asked for as one goes on from the place; without, the first press brings it back with all that was typed.
 */
export function SimilarStep({ words }: { words: Words }) {
  const { state } = useForm();
  // Not asked yet here: then what came back with the form.
  const [fetched, setFetched] = useState<Listened | null | undefined>(undefined);
  const [asking, setAsking] = useState(false);
  const section = useRef<HTMLElement>(null);
  const returned = state.similar ?? null;

  useEffect(() => {
    const form = section.current?.closest("form");
    const goOn = form?.querySelector<HTMLAnchorElement>("a[data-listen]");
    if (!form || !goOn) return;
    const ask = async (event: MouseEvent) => {
      event.preventDefault();
      setAsking(true);
      const found = await similarTo(form);
      setAsking(false);
      setFetched(found);
      // A turn later, so that the step is there to be shown.
      setTimeout(() => {
        window.location.hash = found ? "similar" : "who";
      });
    };
    goOn.addEventListener("click", ask);
    return () => goOn.removeEventListener("click", ask);
  }, []);

  useEffect(() => {
    if (!returned) return;
    setFetched(undefined);
    window.location.hash = "similar";
  }, [returned]);

  const cameBack = fetched === undefined && returned !== null;
  const listened = fetched === undefined ? returned : fetched;
  return (
    <section ref={section} id="similar" className="step" data-found={cameBack ? "" : undefined}>
      <p role="status" className="sr-only">
        {asking ? words.looking : ""}
      </p>
      {(listened || state.values.considered) && <input type="hidden" name="considered" value="1" />}
      {/* What was pressed is meant still, where something else had to be mended first. */}
      {state.values.problem && <input type="hidden" name="problem" value={String(state.values.problem)} />}
      {listened && (
        <>
          {/* Enter in a field sends the report: never somebody's voice. */}
          <button type="submit" hidden />
          {listened.policies.length > 0 && (
            <>
              <h1>{words.answersTitle}</h1>
              <p className="small">{words.answersIntro}</p>
              <ul>
                {listened.policies.map((answer) => (
                  <AnswerItem key={answer.id} answer={answer} words={words} />
                ))}
              </ul>
            </>
          )}
          {listened.problems.length > 0 && (
            <>
              {listened.policies.length > 0 ? <h2>{words.known}</h2> : <h1>{words.known}</h1>}
              <p className="small">{words.knownIntro}</p>
              <ul>
                {listened.problems.map((problem) => (
                  <ProblemItem key={problem.number} problem={problem} words={words} />
                ))}
              </ul>
            </>
          )}
          {listened.concerns.length > 0 && (
            <>
              {listened.policies.length + listened.problems.length > 0 ? (
                <h2>{words.title}</h2>
              ) : (
                <h1>{words.title}</h1>
              )}
              <p className="small">{words.intro}</p>
              <ul>
                {listened.concerns.map((candidate) => (
                  <CandidateItem key={candidate.number} candidate={candidate} words={words} />
                ))}
              </ul>
            </>
          )}
          <div className="step-foot">
            <a href="#where" className="btn">
              {words.back}
            </a>
            {cameBack ? (
              <Submit main>
                {listened.concerns.length + listened.problems.length ? words.noneSend : words.goOnSend}
              </Submit>
            ) : (
              <a href="#who" className="btn btn-main">
                {listened.concerns.length + listened.problems.length ? words.none : words.goOn}
              </a>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function AnswerItem({ answer, words }: { answer: Answer; words: Words }) {
  return (
    <li className="grid gap-2 border-t border-line py-4" lang={answer.locale}>
      <h2 className="text-t2">{answer.title}</h2>
      <p className="said">{answer.text}</p>
      <p>
        <a href={`/policies/${answer.id}`} target="_blank" rel="noopener" className="lone">
          {words.read}
        </a>
      </p>
    </li>
  );
}

function ProblemItem({ problem: p, words }: { problem: KnownProblem; words: Words }) {
  return (
    <li className="grid gap-2 border-t border-line py-4">
      <h2 className="text-t2">
        <bdi>{p.title}</bdi>
      </h2>
      <p className="small flex flex-wrap gap-x-3">
        {p.facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {p.text && (
        <p className="said" dir="auto">
          {p.text}
        </p>
      )}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Submit name="problem" value={p.number}>
          {words.joins}
        </Submit>
        <a href={`/problems/${p.number}`} target="_blank" rel="noopener" className="lone">
          {words.look}
        </a>
      </p>
      <p className="small">{words.joinsHint}</p>
    </li>
  );
}

function CandidateItem({ candidate: c, words }: { candidate: Candidate; words: Words }) {
  return (
    <li className="grid gap-2 border-t border-line py-4">
      <h2 className="text-t2">
        <bdi>{c.title}</bdi>
      </h2>
      <p className="small flex flex-wrap gap-x-3">
        {c.facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      <div className="flex flex-wrap items-start gap-4">
        {c.photo && (
          // biome-ignore lint/performance/noImgElement: private, permission-checked images must not pass a shared optimizer
          <img
            src={`/attachments/${c.photo}?size=small`}
            alt={words.photo}
            width={192}
            height={144}
            loading="lazy"
            className="aspect-[4/3] w-48 rounded-md bg-line object-cover"
          />
        )}
        <p className="said min-w-56 flex-1" dir="auto">
          {c.text}
        </p>
      </div>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {c.mayVoice && (
          <Submit name="voice" value={c.number}>
            {words.voice}
          </Submit>
        )}
        {(c.own || c.voiced) && <b>{c.own ? words.own : words.voiced}</b>}
        {/* Beside the form, so that nothing typed is lost. */}
        <a href={`/concerns/${c.number}`} target="_blank" rel="noopener" className="lone">
          {words.look}
        </a>
      </p>
      {c.mayVoice && <p className="small">{words.voiceHint}</p>}
    </li>
  );
}

/** Asks what may be the same as what the form says so far; nothing where it cannot be asked. */
async function similarTo(form: HTMLFormElement): Promise<Listened | null> {
  const data = new FormData(form);
  const said = Object.fromEntries(["community", "body", "category", "entrance", "spot"].map((n) => [n, data.get(n)]));
  const answer = await fetch("/api/similar", {
    method: "POST",
    body: JSON.stringify(said),
    headers: { "content-type": "application/json" },
    signal: AbortSignal.timeout(patience),
  }).catch(() => null);
  return answer?.ok ? ((await answer.json().catch(() => null)) as Listened | null) : null;
}
