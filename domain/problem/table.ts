import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type AgreementLine, agreementsOn } from "../agreement/page.ts";
import { type MeetingLine, meetingsAbout } from "../meeting/list.ts";

/** What a problem has brought to one table, as far as the viewer sees it: meetings and agreements, newest first. */
export const tableOf = (
  viewer: Viewer,
  number: string,
): Promise<{ meetings: MeetingLine[]; agreements: AgreementLine[] }> =>
  asViewer(viewer.claims, async (tx) => {
    const [meetings, agreements] = await Promise.all([
      meetingsAbout(tx, { problem: number }),
      agreementsOn(tx, number),
    ]);
    return { meetings, agreements };
  });
