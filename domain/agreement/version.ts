import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";

type FrozenMeasure = {
  id: string;
  what: string;
  organizationName: string | null;
  dueOn: string | null;
  proof: string | null;
};

type FrozenParty = { id: string; kind: string; organizationName: string | null; shareCents: number };

export type Version = {
  agreement: string;
  ordinal: number;
  title: string;
  texts: { "zh-CN": string; "zh-TW": string; en: string };
  estimateCents: number | null;
  measures: FrozenMeasure[];
  parties: FrozenParty[];
  hash: string;
  madeAt: Date;
  /** The one text that the hash is of. */
  whole: string;
};

/** A version that was put to signing, as it will always be. @throws NotFound */
export async function version(viewer: Viewer, agreement: string, ordinal: number): Promise<Version> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<
      Omit<Version, "texts" | "madeAt"> & { madeAt: string; textZhCn: string; textZhTw: string; textEn: string }
    >(sql`
      select v.agreement_id as agreement, v.ordinal, v.title, v.text_zh_cn as "textZhCn", v.text_zh_tw as "textZhTw", v.text_en as "textEn",
        v.estimate_cents::float8 as "estimateCents", v.measures, v.parties, encode(v.hash, 'hex') as hash, v.made_at as "madeAt",
        app.agreement_text(v) as whole
      from agreement_versions v where v.agreement_id = ${agreement} and v.ordinal = ${ordinal}`),
  );
  if (!row) throw new NotFound();
  const { textZhCn, textZhTw, textEn, madeAt, ...rest } = row;
  return { ...rest, texts: { "zh-CN": textZhCn, "zh-TW": textZhTw, en: textEn }, madeAt: new Date(madeAt) };
}
