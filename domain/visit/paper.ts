import { z } from "zod";
import { idFrom } from "#db/id.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { recordInput, recordVisit } from "./record.ts";

/** A sheet walked with a pen: beside the doors, for each `outcome-ID` and `heard-ID`. */
export const paperInput = z.looseObject({ key: submissionKey, visits: several(id, 80) });

/** What a row of the sheet may hold; read door by door, so that one wrong row spoils no other. */
const row = recordInput.pick({ outcome: true, heard: true });

type Paper = z.output<typeof paperInput>;

export type Entered = { visit: string; error?: Refusal | NotFound | z.ZodError };

/** Records all doors of a sheet that have an outcome, each by itself. @throws Refusal where none has one */
export async function enterPaper(viewer: Viewer, { key, visits, ...rest }: Paper): Promise<Entered[]> {
  const chosen = visits.filter((visit) => rest[`outcome-${visit}`]);
  if (!chosen.length) throw new Refusal("nothingChosen");
  const entered: Entered[] = [];
  for (const visit of chosen) {
    try {
      const { outcome, heard } = row.parse({ outcome: rest[`outcome-${visit}`], heard: rest[`heard-${visit}`] });
      await recordVisit(viewer, { key: idFrom(key, visit), visit, outcome, heard });
      entered.push({ visit });
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof NotFound || error instanceof z.ZodError)) throw error;
      entered.push({ visit, error });
    }
  }
  return entered;
}
