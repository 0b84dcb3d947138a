import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { outbox } from "#db/schema/index.ts";
import { asViewer, databaseError } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import { tokenHash } from "../account/viewer.ts";
import { raise } from "../concern/raise.ts";
import { Refusal } from "../refusal.ts";
import { dayOf } from "../time.ts";
import { Fault } from "./fault.ts";
import { type Asking, askingAs } from "./key.ts";
import { buildingAt, buildingsOf, type Jurisdiction } from "./place.ts";
import { serviceName } from "./services.ts";
import type { Submission } from "./submission.ts";
import { sentencesIn } from "./words.ts";

/** Within this time the same content by the same key is the same request, sent again. */
const again = "15 minutes";

export type Filed = { id: string; notice: string; account: string | null; repeated: boolean };

/** It was filed before: what was begun is undone. */
class Before extends Error {
  readonly concern: string;
  constructor(concern: string) {
    super("filed before");
    this.concern = concern;
  }
}

/**
 * Files a concern for whoever a system speaks for: its key confirms it. It is the neighbourhood's unless it says otherwise;
 * who raised it and how to reach them is for those who work on it, as with any concern. With a mail address they get the
 * link to follow it.
 * @param token a name for it that the system chose, by which it may ask for its number should the answer be lost
 * @throws Fault
 */
export async function fileRequest(
  { viewer, key }: Asking & { key: NonNullable<Asking["key"]> },
  where: Jurisdiction,
  said: Submission,
  { token, locale }: { token: string | null; locale: Locale },
): Promise<Filed> {
  const building = buildingAt(await buildingsOf(where.id), said.place);
  const account = said.account;
  const mark = createHash("sha256").update(JSON.stringify(said)).digest();
  const named = token ? tokenHash(nameOfToken(token)) : null;
  const area = said.attributes.area?.[0];
  const contact = said.attributes.contact ?? [];
  try {
    const { number } = await raise(
      viewer,
      {
        key: newId(),
        community: where.id,
        entrance: null,
        floor: said.floor,
        spot: area ? `area:${area}` : "door:",
        door: null,
        body: said.description ?? serviceName(said.service, locale),
        category: said.service,
        privacy: said.attributes.privacy?.[0] === "private" ? "private" : "neighbourhood",
        attachments: [],
        uploadKey: null,
        shareContact: contact.includes("share"),
        visit: null,
        origin: null,
        name: said.name,
        phone: said.phone,
        email: said.email,
      },
      locale,
      {
        byKey: {
          building: building?.id ?? null,
          file: (tx, concern) => openFiling(tx, key, concern, { said, mark, named }),
        },
        also: async (tx, concern) => {
          if (said.mediaUrl)
            await tx.insert(outbox).values({ topic: "open311_media", payload: { community: where.id, concern } });
          if (said.email) await sendLink(tx, where.id, concern);
        },
      },
    );
    return { id: number, notice: await noticeOf(viewer.claims, number, where, locale), account, repeated: false };
  } catch (error) {
    const number = await numberBefore(error, key, where, named);
    if (number)
      return { id: number, notice: await noticeOf(viewer.claims, number, where, locale), account, repeated: true };
    if (error instanceof Refusal && error.code === "nobodyOnDuty") throw new Fault({ code: "not_open" });
    throw error;
  }
}

/** A name that a system chooses: long enough that nobody guesses it. */
export const isToken = (text: string): boolean => /^[\w.-]{20,100}$/.test(text);

const nameOfToken = (token: string) => `open311 ${token}`;

/** The number of what was filed under a name. @throws Fault where there is none */
export async function numberUnder(where: Jurisdiction, token: string, { viewer }: Asking): Promise<string> {
  const [row] = isToken(token)
    ? await asViewer(viewer.claims, (tx) =>
        tx.execute<{ number: string | null }>(
          sql`select auth.filed_under(${where.id}, ${tokenHash(nameOfToken(token))}) as number`,
        ),
      )
    : [];
  if (!row?.number) throw new Fault({ code: "token_unknown" });
  return row.number;
}

async function openFiling(
  tx: Transaction,
  key: { id: string; community: string },
  concern: string,
  { said, mark, named }: { said: Submission; mark: Buffer; named: Buffer | null },
): Promise<void> {
  const [row] = await tx.execute<{ earlier: string | null }>(sql`
    select auth.file_request(${key.id}, ${key.community}, ${concern}, ${mark}, ${again}::interval, ${named},
      ${said.account}, ${said.place.address}, ${JSON.stringify(said.attributes)}::jsonb, ${said.mediaUrl}) as earlier`);
  if (row?.earlier) throw new Before(row.earlier);
}

/** Two at once under one name: the second finds the first. */
async function numberBefore(
  error: unknown,
  key: { id: string; community: string },
  where: Jurisdiction,
  named: Buffer | null,
): Promise<string | null> {
  const twin = databaseError(error)?.constraint === "filings_token";
  if (!(error instanceof Before) && !twin) return null;
  const { viewer } = askingAs(key);
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ number: string | null }>(
      error instanceof Before
        ? sql`select number from concerns where community_id = ${where.id} and id = ${error.concern}`
        : // (Of another system's nothing is told.)
          sql`select number from concerns where number = auth.filed_under(${where.id}, ${named})`,
    ),
  );
  if (!row?.number) throw new Fault({ code: "token_wrong" });
  return row.number;
}

/** Queues the mail that says that it was raised, with the link to follow it. */
async function sendLink(tx: Transaction, community: string, concern: string): Promise<void> {
  await tx.execute(sql`
    insert into outbox (topic, payload)
    select 'tracking_mail', jsonb_build_object('person', p.id, 'community', p.community_id, 'concern', p.concern_id, 'seq', e.seq, 'kind', e.kind)
    from concern_people p
    join events e on e.community_id = p.community_id and e.subject_id = p.concern_id and e.kind = 'raised'
    where p.community_id = ${community} and p.concern_id = ${concern} and p.role = 'reporter'`);
}

async function noticeOf(
  claims: Asking["viewer"]["claims"],
  number: string,
  where: Jurisdiction,
  locale: Locale,
): Promise<string> {
  const [row] = await asViewer(claims, (tx) =>
    tx.execute<{ due: string }>(sql`select answer_due_at as due from concerns where number = ${number}`),
  );
  return sentencesIn(locale).notice(row ? dayOf(new Date(row.due), where.timeZone) : "");
}
