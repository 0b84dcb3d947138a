import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import { accounts, sessions, users } from "#db/schema/index.ts";
import { asViewer, change } from "#db/viewer.ts";
import { line, orNull, ticked } from "../input.ts";
import { NotFound } from "../refusal.ts";
import type { Viewer } from "./viewer.ts";

export const locales = ["zh-CN", "zh-TW", "en"] as const;

/** Each language in its own words, the same whatever the page is read in; `short` where there is little room. */
export const localeNames = {
  "zh-CN": { full: "简体中文", short: "简体" },
  "zh-TW": { full: "繁體中文", short: "繁體" },
  en: { full: "English", short: "English" },
} as const;

export type Locale = (typeof locales)[number];

export const preferencesInput = z.object({
  locale: z.enum(locales, { error: "choose" }),
  typeSize: z.enum(["normal", "large"], { error: "choose" }),
  theme: z.enum(["system", "light", "dark"], { error: "choose" }),
});

/** How a person wants to read: language, type size, light or dark. */
export async function setPreferences(viewer: Viewer, input: z.output<typeof preferencesInput>): Promise<void> {
  await own(viewer, (tx, id) => tx.update(accounts).set(input).where(eq(accounts.userId, id)));
}

const clockTime = orNull(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "clock" }));

export const notifyInput = z
  .object({
    mail: z.enum(["each", "daily", "none"], { error: "choose" }),
    mentionsAtOnce: ticked,
    quietFrom: clockTime,
    quietUntil: clockTime,
    /** The summary of the week; asked of members of partner units alone. */
    weekly: ticked,
    weeklyAsked: ticked,
  })
  .refine((v) => (v.quietFrom === null) === (v.quietUntil === null), {
    path: ["quietUntil"],
    params: { key: "bothTimes" },
  })
  .refine((v) => v.quietFrom === null || v.quietFrom !== v.quietUntil, {
    path: ["quietUntil"],
    params: { key: "bothTimes" },
  })
  .transform(({ weekly, weeklyAsked, ...rest }) => ({ ...rest, ...(weeklyAsked ? { weekly } : {}) }));

export type Notify = z.output<typeof notifyInput>;

/** When a person wants mail: at once, once a day, never; whether at once where they are named; when not at all. */
export async function setNotify(viewer: Viewer, input: Notify): Promise<void> {
  await own(viewer, (tx, id) => tx.update(accounts).set(input).where(eq(accounts.userId, id)));
}

/** What a person has chosen of it. */
export async function notifyOf(viewer: Viewer): Promise<Required<Notify>> {
  const id = viewer.user?.id;
  if (!id) throw new NotFound();
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx
      .select({
        mail: accounts.mail,
        mentionsAtOnce: accounts.mentionsAtOnce,
        quietFrom: accounts.quietFrom,
        quietUntil: accounts.quietUntil,
        weekly: accounts.weekly,
      })
      .from(accounts)
      .where(eq(accounts.userId, id)),
  );
  if (!row) throw new NotFound();
  return row as Required<Notify>;
}

export const nameInput = z.object({ name: line(60) });

/** The name that stands beside one's messages. */
export async function setName(viewer: Viewer, input: z.output<typeof nameInput>): Promise<void> {
  await own(viewer, (tx, id) => tx.update(users).set(input).where(eq(users.id, id)));
}

async function own(
  viewer: Viewer,
  work: (tx: Parameters<Parameters<typeof change>[1]>[0], id: string) => Promise<unknown>,
) {
  const id = viewer.user?.id;
  if (!id) throw new NotFound();
  await change(viewer.claims, (tx) => work(tx, id));
}

export type SessionLine = { id: string; agent: string | null; createdAt: Date; seenAt: Date; current: boolean };

/** The browsers one is signed in with. */
export async function listSessions(viewer: Viewer): Promise<SessionLine[]> {
  const user = viewer.user;
  if (!user) return [];
  const rows = await asViewer(viewer.claims, (tx) =>
    tx
      .select({ id: sessions.id, agent: sessions.agent, createdAt: sessions.createdAt, seenAt: sessions.seenAt })
      .from(sessions)
      .where(and(eq(sessions.userId, user.id), isNull(sessions.endedAt), gt(sessions.expiresAt, new Date())))
      .orderBy(desc(sessions.seenAt)),
  );
  return rows.map((row) => ({ ...row, current: row.id === user.session }));
}
