import { agreementActTable, agreementRowTable } from "./agreements.ts";
import { assignmentActTable, assignmentRowTable } from "./assignments.ts";
import { attachmentActTable, attachmentRowTable } from "./attachments.ts";
import { boardActTable, boardRowTable } from "./board.ts";
import { communityActTable, communityRowTable, hoursActTable } from "./community.ts";
import { concernPeopleActTable, concernPeopleRowTable } from "./concern-people.ts";
import { concernActTable, concernRowTable } from "./concerns.ts";
import { figureRowTable } from "./figures.ts";
import { functionRowTable } from "./functions.ts";
import { helperActTable, helperRowTable } from "./helpers.ts";
import { labelActTable, labelRowTable } from "./labels.ts";
import { ledgerActTable, ledgerRowTable } from "./ledgers.ts";
import { logActTable, logRowTable } from "./log.ts";
import { meetingActTable, meetingRowTable } from "./meetings.ts";
import { notificationActTable, notificationRowTable } from "./notifications.ts";
import { open311ActTable, open311RowTable } from "./open311.ts";
import { peopleActTable, peopleRowTable } from "./people.ts";
import { policyActTable, policyRowTable } from "./policies.ts";
import { problemActTable, problemRowTable } from "./problems.ts";
import { roundActTable, roundRowTable } from "./rounds.ts";
import { savedViewActTable, savedViewRowTable } from "./saved-views.ts";
import { storyActTable, storyRowTable } from "./stories.ts";
import { threadActTable, threadRowTable } from "./threads.ts";
import { type ViewerCode, viewerCodes, viewers } from "./viewers.ts";
import { visitActTable, visitRowTable } from "./visits.ts";
import { worksActTable, worksRowTable } from "./works.ts";

export type Line = {
  table: string;
  /** Which rows, or which act. */
  name: string;
  /** What each viewer may do: letters, or nothing. */
  cells: Record<ViewerCode, string>;
};

function parse(text: string): Line[] {
  const [head = "", ...lines] = text.split("\n").filter((line) => line.trim());
  const codes = head.split("|").at(-1)?.trim().split(/\s+/) ?? [];
  if (codes.join() !== viewerCodes.join()) throw new Error("the columns of the matrix are not the viewers");
  return lines.map((line) => {
    const [table = "", name = "", cells = ""] = line.split("|").map((part) => part.trim());
    const found = cells.split(/\s+/);
    if (found.length !== codes.length) throw new Error(`${found.length} cells: ${line}`);
    return {
      table,
      name,
      cells: Object.fromEntries(codes.map((code, i) => [code, found[i] === "." ? "" : found[i]])) as Line["cells"],
    };
  });
}

/** The columns: a viewer each, by code. */
const columns = `
                        |                                                  | pub lnk res spo nei pen off oth fmr pro fir coo adm cob reb
`;

/**
 * What each viewer may do with each kind of row, as design and docs/security.md promise it: r read, u change, d delete;
 * a dot is nothing. The rows themselves are made by gallery.ts under the same names.
 *
 * 1502 is the door of the household that raised most of it; 1401 is the neighbour's.
 */
export const rowLines = parse(
  [
    columns,
    communityRowTable,
    peopleRowTable,
    ledgerRowTable,
    roundRowTable,
    visitRowTable,
    concernRowTable,
    concernPeopleRowTable,
    assignmentRowTable,
    figureRowTable,
    labelRowTable,
    threadRowTable,
    attachmentRowTable,
    savedViewRowTable,
    meetingRowTable,
    policyRowTable,
    problemRowTable,
    logRowTable,
    notificationRowTable,
    functionRowTable,
    agreementRowTable,
    worksRowTable,
    boardRowTable,
    storyRowTable,
    open311RowTable,
    helperRowTable,
  ].join(""),
);

/**
 * Single acts that write: a for allowed. The statements stand beside the lines, under the same names. Tables that have
 * no act marked + take no new row from the app at all.
 */
export const actLines = parse(
  [
    columns,
    problemActTable,
    communityActTable,
    peopleActTable,
    ledgerActTable,
    roundActTable,
    visitActTable,
    concernActTable,
    concernPeopleActTable,
    assignmentActTable,
    hoursActTable,
    labelActTable,
    threadActTable,
    attachmentActTable,
    savedViewActTable,
    meetingActTable,
    policyActTable,
    logActTable,
    notificationActTable,
    agreementActTable,
    worksActTable,
    boardActTable,
    storyActTable,
    open311ActTable,
    helperActTable,
  ].join(""),
);

/** Who may do something, as `res:ru spo:r`: what a test compares, so that a failure names the viewer. */
export const told = (cells: Record<ViewerCode, string>): string =>
  viewerCodes
    .filter((code) => cells[code])
    .map((code) => `${code}:${cells[code]}`)
    .join(" ") || "nobody";

/** A table in the form that the formatter keeps: columns of one width. */
function table(firstHeads: string[], lines: Line[]): string {
  const rows = lines.map((line, i) => [
    line.table === lines[i - 1]?.table ? "" : `\`${line.table}\``,
    line.name,
    ...viewerCodes.map((code) => line.cells[code]),
  ]);
  const heads = [...firstHeads, ...viewerCodes];
  const widths = heads.map((head, i) => Math.max(head.length, 3, ...rows.map((row) => (row[i] ?? "").length)));
  const printed = (row: string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [heads, widths.map((width) => "-".repeat(width)), ...rows].map(printed).join("\n");
}

/** The matrix as docs/security.md shows it. */
export function matrixAsMarkdown(): string {
  return [
    ...viewerCodes.map((code) => `- \`${code}\` ${viewers[code]}`),
    "",
    "**Rows**: `r` read, `u` change, `d` delete.",
    "",
    table(["table", "rows"], rowLines),
    "",
    "**Acts** that write: `a` allowed. `+` adds a row.",
    "",
    table(["table", "act"], actLines),
  ].join("\n");
}

// Run by itself, it prints the table for docs/security.md.
if (process.argv[1] === import.meta.filename) console.log(matrixAsMarkdown());
