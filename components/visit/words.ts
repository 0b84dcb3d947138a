import { useTranslations } from "#components/i18n.ts";
import { placeLabel } from "#components/place/label.ts";
import type { QueueFormWords } from "#components/queue/queued-form.tsx";
import type { QueueWords } from "#components/queue/words.ts";
import { findings } from "#domain/inspection/rules.ts";
import { areas } from "#domain/place/area.ts";
import type { PolicyAtDoor } from "#domain/policy/door.ts";
import { policyParts, wholeText } from "#domain/policy/parts.ts";
import { toldAnswers } from "#domain/told/answers.ts";
import { feelings, outcomes } from "#domain/visit/outcome.ts";
import { queuedKinds } from "#domain/visit/queue.ts";
import type { Around } from "#domain/visit/voice.ts";
import type { AskWords } from "./ask.tsx";
import type { EntryWords } from "./entry.tsx";
import type { AroundLine, VoiceWords } from "./voices.tsx";

/** A word for each. */
export const each = <K extends string, T>(keys: readonly K[], word: (key: K) => T) =>
  Object.fromEntries(keys.map((key) => [key, word(key)])) as Record<K, T>;

/** The words of a door's forms: the forms live in the browser, which is told them. */
export function useEntryWords(policies: readonly PolicyAtDoor[] = []): EntryWords {
  const t = useTranslations("visit");
  const told = useTranslations("told");
  const today = useTranslations("today");
  const words = useTranslations("words");
  const place = useTranslations("place");
  const explanations = useTranslations("policies");
  return {
    policy: t("policy"),
    noPolicy: t("noPolicy"),
    policyLikely: t("policyLikely"),
    policyChoose: t("policyChoose"),
    policies: policies.map((p) => ({
      ...{ id: p.id, category: p.category, title: p.title, body: wholeText(p) },
      lines: [
        { about: null, text: p.body },
        ...policyParts.flatMap((part) => (p[part] ? [{ about: explanations(`parts.${part}`), text: p[part] }] : [])),
      ],
    })),
    record: t("record"),
    outcome: each(outcomes, (outcome) => t(`outcome.${outcome}`)),
    moreOutcomes: today("moreOutcomes"),
    withNotes: t("withNotes"),
    heard: t("heard"),
    heardHint: t("heardHint"),
    explained: t("explained"),
    explainedHint: t("explainedHint"),
    reflection: t("reflection"),
    reflectionHint: t("reflectionHint"),
    quotable: t("quotable"),
    feeling: t("feeling"),
    feelings: each(feelings, (feeling) => t(`feelings.${feeling}`)),
    knockedBy: t("knockedBy"),
    refuses: t("refuses"),
    refusesHint: t("refusesHint"),
    raise: t("raise"),
    raiseBody: t("raiseBody"),
    raiseHint: t("raiseHint"),
    raiseSend: t("raiseSend"),
    spot: t("spot"),
    atHome: t("atHome", { door: "{door}" }),
    areas: areas.map((a) => ({ value: `area:${a}`, label: place(`areas.${a}`) })),
    privacy: t("privacy"),
    privacies: (["neighbourhood", "private"] as const).map((value) => ({ value, label: words(`privacy.${value}`) })),
    addNote: t("addNote"),
    saveNote: t("saveNote"),
    reschedule: t("reschedule"),
    newTime: t("newTime"),
    newTimeHint: t("newTimeHint"),
    rescheduleSave: t("rescheduleSave"),
    undo: t("undo"),
    told: each(toldAnswers, (answer) => told(`answers.${answer}`)),
    toldWord: told("word"),
  };
}

/** What is asked at a door of what was done. */
export function useAskWords(): AskWords {
  const t = useTranslations("told");
  return {
    title: t("title"),
    answers: each(toldAnswers, (answer) => t(`answers.${answer}`)),
    word: t("word"),
    noted: t("noted"),
  };
}

/** What is asked at a door of what neighbours have raised. */
export function useVoiceWords(): VoiceWords {
  const t = useTranslations("visit");
  return {
    title: t("voice.title"),
    hint: t("voice.hint"),
    add: t("voice.add"),
    said: t("voice.said"),
    drop: t("voice.drop"),
  };
}

/** What neighbours have raised, with its kind, its place and how many say so, in the reader's language. */
export function useAround(): (one: Around) => AroundLine {
  const words = useTranslations("words");
  const place = useTranslations("place");
  const concerns = useTranslations("concerns");
  return ({ number, title, ...c }) => ({
    number,
    title,
    facts: [
      words(`categories.${c.category}`),
      placeLabel(c, place),
      ...(c.voices ? [concerns("voices", { count: c.voices })] : []),
    ].join(" · "),
  });
}

/** What a form says that keeps its entry on the phone. */
export function useKeepWords(): QueueFormWords {
  const t = useTranslations("queue");
  return { required: useTranslations("visit")("required"), kept: t("kept"), noRoom: t("noRoom") };
}

/** What is said of entries that wait to be sent. */
export function useQueueWords(): QueueWords {
  const t = useTranslations("queue");
  const visit = useTranslations("visit");
  const inspection = useTranslations("inspection");
  return {
    title: t("title"),
    unsent: t("unsent"),
    noSignal: t("noSignal"),
    sending: t("sending", { n: "{n}", total: "{total}" }),
    allSent: t("allSent"),
    signIn: t("signIn", { count: "{count}" }),
    signInLink: t("signInLink"),
    trouble: t("trouble"),
    retry: t("retry"),
    correct: t("correct"),
    discard: t("discard"),
    thrown: t("thrown"),
    getBack: t("getBack"),
    keep: t("keep"),
    leave: t("leave"),
    refused: t("refused", { why: "{why}" }),
    sendAgain: t("sendAgain"),
    beingSent: t("beingSent"),
    raised: t("raised", { number: "{number}" }),
    conflict: t("conflict"),
    photos: t("photos", { count: "{count}" }),
    kinds: each(
      queuedKinds.filter((kind) => kind !== "record" && kind !== "finding"),
      (kind) => t(`kinds.${kind}`),
    ),
    findings: each(findings, (finding) => inspection(`findings.${finding}`)),
    finding: inspection("finding"),
    findingNote: inspection("note"),
    asOf: useTranslations("today")("asOf", { time: "{time}" }),
    required: visit("required"),
  };
}
