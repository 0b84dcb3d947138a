import { readFileSync } from "node:fs";
import { demoAccounts } from "#db/demo/accounts.ts";
import { pollRuleKeys } from "../agreement/poll.ts";
import { agreementStatuses } from "../agreement/rules.ts";
import { shareKinds } from "../agreement/shares.ts";
import { choices } from "../agreement/vote.ts";
import { returnReasons } from "../assignment/return-reason.ts";
import { assignmentStatuses } from "../assignment/rules.ts";
import { categoryKeys } from "../concern/category.ts";
import { closeInput } from "../concern/close.ts";
import { concernColumns } from "../concern/import/columns.ts";
import { importProblems } from "../concern/import/row.ts";
import { degrees } from "../concern/likeness.ts";
import { stateFilters } from "../concern/list.ts";
import { closeReasons, concernStatuses, nextSteps, ratingAnswers } from "../concern/rules.ts";
import { dayFilters } from "../desk/unit-day.ts";
import { dutyKeys, measureKeys, rateKeys } from "../figures/measures.ts";
import { openColumns } from "../figures/open/export.ts";
import { openBys, openShareKeys, openTables } from "../figures/open/measures.ts";
import { allowances, consentsHeard, relations } from "../helper/relation.ts";
import { ledgerColumns } from "../household/columns.ts";
import { problemCodes } from "../household/ledger.ts";
import { findings } from "../inspection/rules.ts";
import { ledgerStates } from "../ledger/hand-in.ts";
import { heldReasons } from "../letter/fate.ts";
import { meetingKinds, meetingStatuses, choices as timeChoices } from "../meeting/rules.ts";
import { mailedOfMeeting, toldOfMeeting } from "../meeting/told.ts";
import { faults } from "../open311/fault.ts";
import { choices as open311Choices, questions } from "../open311/services.ts";
import { organizationKinds } from "../organization/kind.ts";
import { areas } from "../place/area.ts";
import { paperKinds } from "../place/posters.ts";
import { policyParts } from "../policy/parts.ts";
import { policyStates } from "../policy/publish.ts";
import { standings as policyStandings } from "../policy/standing.ts";
import { behindLooks } from "../problem/doors.ts";
import { problemStates } from "../problem/list.ts";
import { problemActs, problemCloseReasons, problemStatuses, steps } from "../problem/rules.ts";
import { boardStates } from "../publication/list.ts";
import { keptReasons, publicStates, standings } from "../publication/rules.ts";
import { forms } from "../publish/forms.ts";
import { partsOfDay } from "../round/pattern.ts";
import { familyWords, heardVia, stepStatuses } from "../step/rules.ts";
import { storyFigureKeys, storyFigureKinds } from "../story/figures.ts";
import { answeredHow, quoteAnswers, storyStatuses } from "../story/rules.ts";
import { toldAnswers } from "../told/answers.ts";
import { bulkActs } from "../triage/bulk.ts";
import { inboxShows } from "../triage/inbox.ts";
import { clashKinds } from "../visit/clash.ts";
import { feelings, outcomes } from "../visit/outcome.ts";
import { doorLooks, visitStatuses } from "../visit/rules.ts";
import { wishKinds } from "../wish/kind.ts";
import { slipOccasions } from "../wish/print.ts";
import { worksNews } from "../works/mail.ts";
import { stageKinds } from "../works/stage-rules.ts";
import { grep, unique } from "./sources.ts";

/** Kinds of events that somebody is told of, as the database's trigger has them. */
export const toldKinds = (() => {
  const sql = readFileSync("db/sql/3-events.sql", "utf8");
  const list = /new\.kind not in \(([^)]+)\)/.exec(sql)?.[1] ?? "";
  return [...list.matchAll(/'(\w+)'/g)].map((m) => m[1] ?? "");
})();

/** What happens within a unit, told to whom it is for. */
const unitKinds = ["in_hand", "laid_back"];
/** What happens to a problem, as the code tells it. */
const problemEvents = unique([
  ...grep(/\btellOfProblem\(\s*(?:held|\{[^}]*\}),\s*\{\s*kind: "(\w+)"/g, "domain/problem/").map((m) => m[1] ?? ""),
  "created",
  "concerns_added",
  "concerns_taken_out",
  // What the database itself tells, so that nobody is named.
  "concern_joined",
  // (What is said speaks for itself.)
]).filter((kind) => kind !== "replied");

/** What of it somebody is told, as the database's trigger has it. */
const problemTold = (() => {
  const sql = readFileSync("db/sql/4-problems.sql", "utf8");
  const list = /subject_type = 'problem' and new\.kind in \(([^)]+)\)/.exec(sql)?.[1] ?? "";
  return [...list.matchAll(/'(\w+)'/g)].map((m) => `problem_${m[1]}`);
})();

/** What is told of an agreement, as the database's trigger has it. */
const agreementTold = [
  ...(/events_tell_agreement[^;]*?kind in \(([^)]+)\)/
    .exec(readFileSync("db/sql/5-agreements.sql", "utf8"))?.[1]
    ?.matchAll(/'(\w+)'/g) ?? []),
].map((m) => `agreement_${m[1]}`);

/** Keys that the code puts together: what may stand in the place of the variable, and nothing else. */
export const computed: Record<string, readonly string[]> = {
  "helpers.relations": relations,
  "helpers.can": allowances,
  "helpers.heard": consentsHeard,
  "helpers.consented": ["account", ...consentsHeard],
  "open311.services": categoryKeys,
  "open311.groups": ["neighbourhood", "private"],
  "open311.questions": questions,
  "open311.hints": questions,
  "open311.urgency": open311Choices.urgency,
  "open311.contact_ways": open311Choices.contact,
  "open311.privacy": open311Choices.privacy,
  "open311.media": ["waiting", "taken", "refused", "unreachable"],
  "open311.errors": Object.keys(faults),
  "figures.of": ["all", "seen", "own"],
  "figures.errors": ["month", "choose", "order", "span"],
  "figures.rate": rateKeys,
  "figures.sentence": rateKeys,
  "figures.part": rateKeys,
  "figures.whole": rateKeys,
  "figures.by": ["months", "categories", "buildings", "units"],
  "figures.row": ["months", "categories", "buildings", "units"],
  "figures.duty": dutyKeys,
  "figures.dutyPart": dutyKeys,
  "figures.dutyWhole": dutyKeys,
  "figures.what": measureKeys,
  "words.statuses": concernStatuses,
  "words.categories": categoryKeys,
  "words.privacy": ["neighbourhood", "private"],
  "words.privacyShort": ["private"],
  "words.urgency": ["normal", "urgent"],
  "words.nextSteps": nextSteps,
  "words.returnReasons": returnReasons,
  "thread.returnReasons": returnReasons,
  "words.ratings": ["1", "2", "3", "4", "5"],
  "words.closeReasons": closeInput.shape.reason.options,
  "words.visitStatuses": visitStatuses,
  "place.areas": areas,
  "concerns.states": ["all", ...Object.keys(stateFilters)],
  "concern.assignment": assignmentStatuses,
  "concern.visibility": ["neighbourhood", "private"],
  "thread.audience": ["neighbourhood", "private", "working", "room"],
  "thread.closeReasons": closeReasons,
  "acts.everyoneReads": ["neighbourhood", "private"],
  "report.privacyHint": ["neighbourhood", "private"],
  "desk.sections": ["triage", "late", "decide", "mine", "watch", "confirm", "own", "helped", "voiced"],
  "desk.nothing": ["coordinator", "officer", "partner", "resident", "admin", "visitor"],
  "desk.day.filters": dayFilters,
  "desk.day.none": ["mine", "nobody"],
  "visit.outcome": outcomes,
  "visit.noteKind": ["heard", "explained", "reflection"],
  "visit.feelings": feelings,
  "merge.degrees": degrees,
  "rounds.status": ["planned", "running", "closed"],
  "board.clashes": clashKinds,
  "plan.phases": ["placing", "improving", "proving"],
  "plan.facts": ["evenings", "wishes", "known", "load"],
  "plan.reasons": [
    "rather_call",
    "no_teams",
    "no_shifts",
    "too_short",
    "wish_outside_shifts",
    "no_guide",
    "wish_without_guide",
    "no_capacity",
    "stopped",
    "refuses",
    "unrecorded",
  ],
  "rounds.looks": doorLooks,
  "arrange.places": ["doors", "plan", "board", "slips", "notes", "digest", "guides", "arrange"],
  "arrange.parts": ["basics", "teams", "shifts", "guides", ...partsOfDay],
  "ledger.states": ledgerStates,
  "ledger.sums": ["added", "changed", "same"],
  "ledger.columns": ledgerColumns,
  "ledger.why": problemCodes,
  "concernImport.columns": concernColumns,
  "concernImport.why": importProblems,
  "concernImport.changes": ["text", "answer"],
  "letters.reasons": heldReasons,
  "people.roles": ["officer", "coordinator", "partner"],
  "settings.roles": ["officer", "coordinator", "partner"],
  "mail.roles": ["officer", "coordinator", "partner"],
  "people.proof": ["code", "coordinator"],
  "organizations.kinds": organizationKinds,
  "wish.kinds": wishKinds,
  "wish.said": wishKinds,
  "wish.done": wishKinds,
  "slips.occasions": slipOccasions,
  "posters.kinds": paperKinds,
  "posters.kindHints": paperKinds,
  "slips.nobody": slipOccasions,
  "policies.standings": policyStandings.filter((s) => s !== "valid"),
  "policies.parts": policyParts,
  "policies.states": policyStates,
  "publicBoard.states": Object.keys(boardStates),
  "publicBoard.steps": ["raised", "taken", "solved", "closed"],
  "mail.board.categories": categoryKeys,
  "mail.board.states": publicStates,
  "way.steps": ["heard", "inspected", "talked", "agreed", "works", "done"],
  "ownPublic.standing": standings,
  "publication.states": publicStates,
  "publication.reasons": keptReasons,
  "publication.kind": ["first", "outcome"],
  "publication.kinds": unique(forms.map(({ kind }) => kind).concat("name")),
  "publication.done": ["published", "kept", "later", "noOutcome"],
  "stories.states": storyStatuses,
  "stories.figureNames": storyFigureKeys,
  "stories.figureCounts": storyFigureKeys,
  "stories.units": unique(storyFigureKeys.map((key) => storyFigureKinds[key].unit)).filter(
    (unit) => unit !== "percent",
  ),
  "stories.how": ["account", ...answeredHow],
  "stories.made": ["written", "converted", "corrected"],
  "stories.householdSaid": quoteAnswers,
  "quote.answers": quoteAnswers,
  "quote.yours": ["yes", "no"],
  "mail.quote.answers": quoteAnswers,
  "stories.moves": ["take_back", "withdraw", "rework"],
  "stories.done": ["saved", "takenOut", "photos", "sent", "moved", "sentBack", "answered"],
  "problem.statuses": problemStatuses,
  "problem.states": [...Object.keys(problemStates), "all"],
  "problem.acts": problemActs,
  "problem.stepHints": steps,
  "problem.closeReasons": problemCloseReasons,
  "problem.looks": behindLooks,
  "problem.events": problemEvents,
  "rate.answers": ratingAnswers,
  "mail.rate.answers": ratingAnswers,
  "told.answers": toldAnswers,
  "mail.told.answers": toldAnswers,
  "works.stages": stageKinds,
  "mail.works.stages": stageKinds,
  "mail.works.news": worksNews,
  "works.states": ["planned", "underway", "done", "late", "dropped"],
  "works.columns": ["item", "state", "planned", "came", "why"],
  "works.legend": ["planned", "came", "later", "today"],
  "works.delay": ["start", "end"],
  "works.done": ["saved", "thanks"],
  "settings.typeSizes": ["normal", "large"],
  "settings.themes": ["system", "light", "dark"],
  "settings.mails": ["each", "daily", "none"],
  "signIn.demoAccounts": demoAccounts.map(({ key }) => key),
  "thread.naming": ["merged", "merge_received", "merge_undone", "split", "split_off"],
  "triage.acts": bulkActs,
  "triage.does": ["move", "select", "enter", "assign", "owner", "due", "privacy", "label", "merge", "help"],
  "triage.show": inboxShows,
  "triage.none": inboxShows,
  "triage.why": ["notNow", "already"],
  "acts.pages": ["merge", "split", "steps"],
  "open.of": openShareKeys,
  "open.until": ["answer", "solve"],
  "open.rules": ["private", "few", "steps", "alone", "still", "tried"],
  "open.tables": openBys,
  "open.sets": openBys,
  "open.rhythm": ["month", "week"],
  "open.column": openColumns,
  "open.measure": openBys.flatMap((by): string[] => [...openTables[by]]),
  "deadline.of": ["answer", "solve", "unit"],
  "deadline.left": ["days", "hours", "minutes"],
  "agreement.statuses": agreementStatuses,
  "agreement.asks": ["sign", "vote"],
  "agreement.kinds": ["none", ...shareKinds],
  "agreement.done": ["saved", "offered", "signedNow", "calledBack", "partyLeft"],
  "poll.choices": choices,
  "poll.rules": pollRuleKeys,
  "poll.states": ["none", "read", "counts"],
  "poll.done": ["cast", "paperFirst", "paperCounts", "paperBack"],
  "mail.problem.events": problemTold,
  "mail.agreement.events": agreementTold,
  "mail.problem.moved": ["talks", "agreed", "works", "done"],
  "notifications.kinds": [
    ...toldKinds,
    ...unitKinds,
    ...problemTold,
    "mentioned",
    "room_member_added",
    "room_replied",
    "room_closed",
    "step_soon",
    "step_late",
    "policy_ends",
    ...toldOfMeeting.map((kind) => `table_${kind}`),
    ...agreementTold,
    ...worksNews,
    "told_ask",
    "published_concern",
    "changed_publication",
    "quote_asked",
    "helper_ended",
  ],
  "mail.events": [...toldKinds, ...unitKinds, "mentioned"],
  "meetings.about": ["problem", "concern"],
  "meetings.kinds": meetingKinds,
  "meetings.kindHint": meetingKinds.filter((kind) => kind !== "three_party"),
  "meetings.statuses": meetingStatuses,
  "meetings.asks": ["choose", "reply"],
  "meetings.hows": ["find", "fixed"],
  "meetings.choices": timeChoices,
  "meetings.replies": ["yes", "no", "open"],
  "minutes.kinds": ["note", "decision"],
  "inspection.findings": findings,
  "mail.meeting.events": mailedOfMeeting,
  "room.events": ["opened", "member_added", "member_removed", "closed"],
  "steps.status": stepStatuses,
  "steps.ended": familyWords,
  "steps.heard": heardVia,
  "steps.said": [...familyWords, ...heardVia],
  "thread.confirmedHeard": heardVia,
};
