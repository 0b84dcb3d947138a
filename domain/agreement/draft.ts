import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { agreements } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, line, optionalText, submissionKey, text, whole } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { drafting, tell } from "./hold.ts";

export const draftInput = z.object({
  key: submissionKey,
  agreement: id,
  /** The revision of the draft that the form was filled in against. */
  revision: whole(0, 999_999_999),
  title: line(120),
  textZhCn: text(20_000),
  textZhTw: optionalText(20_000),
  textEn: optionalText(20_000),
});

/** Changes title and text of a draft. @throws Refusal `draftChanged` where somebody else changed it meanwhile */
export async function writeDraft(viewer: Viewer, input: z.output<typeof draftInput>): Promise<void> {
  const { key, agreement, ...content } = input;
  await drafting(viewer, { agreement, key, command: "draft", content }, async (held) => {
    const { communityId, id: agreementId, ...had } = held.agreement;
    const now = {
      title: input.title,
      textZhCn: input.textZhCn,
      textZhTw: input.textZhTw ?? "",
      textEn: input.textEn ?? "",
    };
    // (What others changed besides the text, a share or a measure, is not in anybody's way here.)
    if (had.textRevision !== input.revision) throw new Refusal("draftChanged");
    await held.tx
      .update(agreements)
      .set({ ...now, textRevision: input.revision + 1 })
      .where(and(eq(agreements.communityId, communityId), eq(agreements.id, agreementId)));
    await tell(held, "text_changed");
  });
}
