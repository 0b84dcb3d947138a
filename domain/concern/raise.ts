import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { idFrom, newId } from "#db/id.ts";
import {
  attachments,
  communities,
  concernContacts,
  concernPeople,
  concerns,
  outbox,
  threads,
  tokens,
  visits,
} from "#db/schema/index.ts";
import { derivedSecret } from "#db/settings.ts";
import { submissionId, submit } from "#db/viewer.ts";
import { tokenHash, type Viewer } from "../account/viewer.ts";
import { withUploads } from "../attachment/key.ts";
import { duesOf, withinADay } from "../deadline/due.ts";
import { officeOf } from "../deadline/office.ts";
import { record } from "../event.ts";
import {
  clean,
  email,
  id,
  lengthOf,
  optionalId,
  optionalText,
  orNull,
  phone,
  several,
  submissionKey,
  text,
  ticked,
  uploadKey,
} from "../input.ts";
import { areas } from "../place/area.ts";
import { findEntrance, findHousehold } from "../place/tree.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { daysLater } from "../time.ts";
import { categoryKeys, suggestCategory } from "./category.ts";
import { waitingDays } from "./rules.ts";

const place = z.object({
  community: id,
  entrance: optionalId,
  floor: orNull(z.coerce.number({ error: "choose" }).int().min(-5).max(200)),
  /** `door:1502` behind a door, `area:lift` in a common area. */
  spot: z
    .string()
    .transform(clean)
    .refine((v) => /^door:.{0,20}$/u.test(v) || areas.some((area) => v === `area:${area}`), { error: "choose" }),
  /** The door as typed where a browser offers no list (no JavaScript). */
  door: optionalText(20),
});

export const raiseInput = place.extend({
  key: submissionKey,
  body: text(4000),
  category: z.union([z.literal("auto"), z.enum(categoryKeys)], { error: "choose" }),
  privacy: z.enum(["neighbourhood", "private"], { error: "choose" }),
  attachments: several(id, 6),
  uploadKey,
  shareContact: ticked,
  visit: optionalId,
  /** For whom somebody acts who raises it, as a helper of theirs. */
  helper: optionalId.optional(),
  /** How it came to an officer who writes it down for a household: by telephone, or in a letter; else at the door. */
  origin: orNull(z.enum(["phone", "letter"], { error: "choose" })),
  name: optionalText(60),
  phone: orNull(phone),
  email: orNull(email),
});

/**
 * A mail that somebody with an account sent, or one that a coordinator makes a concern of: then whoever wrote it is its
 * reporter, without an account.
 */
export type ByMail = { origin: "mail" } | { origin: "letter"; name: string | null; email: string | null };

/** What a system files by its key: at a building at the finest, told by whoever it speaks for, and confirmed by the key. */
export type ByKey = {
  building: string | null;
  /** Makes the key its reporter, before it is written. */
  file: (tx: Transaction, concernId: string) => Promise<void>;
};

export type Raised = { number: string; trackingSecret: string | null };

/** A title from the first words: up to the first sentence's end, at most 40 characters. */
export function titleOf(body: string): string {
  const parts = body.split(/[\n。！？!?]|\.\s/).map((part) => part.trim());
  const sentence = parts.find((part) => part !== "") ?? body.trim().replace(/\s+/g, " ");
  if (lengthOf(sentence) <= 40) return sentence;
  const cut = Array.from(sentence).slice(0, 40).join("");
  const pause = Math.max(cut.lastIndexOf("，"), cut.lastIndexOf(","), cut.lastIndexOf("；"), cut.lastIndexOf(" "));
  return `${pause >= 12 ? cut.slice(0, pause) : Array.from(cut).slice(0, 39).join("")}…`;
}

/** The id of the concern that a report makes, or has made already where it arrives a second time. */
export function idOfReport(viewer: Viewer, { key, uploadKey: _, ...content }: z.output<typeof raiseInput>): string {
  return idFrom(submissionId(viewer.claims, { key, command: "concern.raise", content }), "concern");
}

/**
 * Raises a concern: a resident for themselves, an officer for a household (at the door, or who rang or wrote), or somebody without an account,
 * who confirms it by mail and follows it by a tracking link.
 * @param options.once from a phone's queue or by mail: its key alone says whether it has arrived
 * @param options.byMail where no form was filled in, and no door named
 * @param options.also written in the same transaction
 * @returns its number, and for one without an account the secret of their tracking link
 * @throws Refusal by field
 */
export async function raise(
  viewer: Viewer,
  input: z.output<typeof raiseInput>,
  locale: string,
  {
    once = false,
    byMail,
    byKey,
    also,
  }: {
    once?: boolean;
    byMail?: ByMail;
    byKey?: ByKey;
    also?: (tx: Transaction, concernId: string) => Promise<void>;
  } = {},
): Promise<Raised> {
  const { key, uploadKey: _, ...content } = input;
  if (!viewer.user && !byKey && !input.email) throw new Refusal("emailToFollow", { field: "email" });
  // Derived, so that a repeated submission leads to the same link.
  const trackingSecret = viewer.user || byKey ? null : derivedSecret(`tracking ${key} ${JSON.stringify(content)}`);
  const trackingId = newId();
  const { claims: own } = withUploads(viewer, input.uploadKey);
  const helped = helpedBy(viewer, input);
  const speaking = helped ? { ...own, principals: [...own.principals, helped.id] } : own;
  const claims = viewer.user || byKey ? speaking : { ...own, principals: [...own.principals, trackingId] };
  // A community that one may not write in is one that does not exist.
  const { result } = await refusing({}, () =>
    submit(claims, { key, command: "concern.raise", content, once }, async (tx, submission) => {
      const concernId = idFrom(submission, "concern");
      if (trackingSecret) {
        await tx.execute(
          sql`select auth.issue_tracking(${trackingId}, ${tokenHash(trackingSecret)}, ${input.community}, ${concernId})`,
        );
      }
      await byKey?.file(tx, concernId);
      if (helped)
        await tx.execute(sql`select app.begin_for_household(${helped.community}, ${helped.id}, ${concernId})`);
      const number = await insert(tx, viewer, input, concernId, locale, { byMail, byKey });
      await also?.(tx, concernId);
      return { number };
    }),
  );
  return { ...result, trackingSecret };
}

/** The household that it is raised for by one who helps it. @throws Refusal where that has ended, or does not go so far */
function helpedBy(viewer: Viewer, { helper, community }: Pick<z.output<typeof raiseInput>, "helper" | "community">) {
  if (!helper) return undefined;
  const helped = viewer.user?.helps.find((h) => h.id === helper && h.community === community && h.mayRaise);
  if (!helped) throw new Refusal("helpsNoMore", { field: "helper" });
  return helped;
}

async function insert(
  tx: Transaction,
  viewer: Viewer,
  input: z.output<typeof raiseInput>,
  concernId: string,
  locale: string,
  { byMail, byKey }: { byMail?: ByMail | undefined; byKey?: ByKey | undefined },
): Promise<string> {
  const communityId = input.community;
  const [community] = await tx
    .select({ timeZone: communities.timeZone, duty: communities.dutyId })
    .from(communities)
    .where(eq(communities.id, communityId));
  if (!community) throw new NotFound();
  if (!community.duty) throw new Refusal("nobodyOnDuty");

  const visit = input.visit ? await visitAt(tx, communityId, input.visit) : undefined;
  const entrance = input.entrance ? await findEntrance(tx, { id: input.entrance }) : undefined;
  if (input.entrance && entrance?.communityId !== communityId) throw new Refusal("choose", { field: "entrance" });
  const typedDoor = input.spot.startsWith("door:") ? input.spot.slice(5) || input.door : null;
  const helped = helpedBy(viewer, input);
  const knownDoor = visit || typedDoor || helped || viewer.user?.households.length;
  if (!byMail && !byKey && input.spot.startsWith("door:") && !knownDoor) {
    throw new Refusal("whichDoor", { field: "spot" });
  }
  const behindDoor = typedDoor && entrance ? await findHousehold(tx, entrance, typedDoor) : undefined;
  if (typedDoor && entrance && !behindDoor)
    throw new Refusal("noSuchDoor", { field: "spot", params: { door: typedDoor } });
  const area = input.spot.startsWith("area:") ? input.spot.slice(5) : null;
  const officer = viewer.claims.officerIn.includes(communityId) && !helped;
  const told = officer && !byMail ? (input.origin ?? (visit || behindDoor ? "doorstep" : null)) : null;
  // Somebody else speaks where a mail is taken in: neither the writer's door nor their account is meant.
  const forAnother = byMail?.origin === "letter";
  const own = viewer.user?.households.find((h) => h.community === communityId && h.status === "confirmed")?.household;
  // Without an account a door is a claim, kept for the officers, and gives nobody there access.
  const claimed = viewer.user ? null : (behindDoor?.id ?? null);
  const household = helped
    ? helped.household
    : forAnother
      ? null
      : (visit?.householdId ?? (told ? (behindDoor?.id ?? null) : (own ?? claimed)));

  const suggested = suggestCategory(input.body)?.category ?? "other";
  const category = input.category === "auto" ? suggested : input.category;
  const now = new Date();
  const office = await officeOf(tx, communityId);
  const unconfirmed = !viewer.user && !byKey;
  const origin = byKey ? "open311" : (byMail?.origin ?? told ?? "online");
  const [numbered] = await tx.execute<{ number: string }>(sql`select app.new_number(${community.timeZone}) as number`);
  const number = numbered?.number ?? "";
  await tx.insert(concerns).values({
    communityId,
    id: concernId,
    number,
    title: titleOf(input.body),
    body: input.body,
    category,
    privacy: input.privacy,
    status: unconfirmed ? "unconfirmed" : "new",
    origin,
    buildingId: byKey ? byKey.building : (entrance?.buildingId ?? visit?.buildingId ?? null),
    entranceId: entrance?.id ?? visit?.entranceId ?? null,
    // A floor beside a door would tell neighbours who it is.
    floor: area ? input.floor : null,
    area,
    visitId: visit?.id ?? null,
    ownerId: community.duty,
    nextAt: unconfirmed
      ? daysLater(now, waitingDays.confirm_mail, community.timeZone)
      : withinADay(office.calendar, now),
    nextStep: unconfirmed ? "confirm_mail" : "take",
    createdBy: viewer.user?.id ?? null,
    ...duesOf(office, { category, urgency: "normal", from: now }),
  });
  const personId = newId();
  await tx.insert(concernPeople).values({
    communityId,
    id: personId,
    concernId,
    role: "reporter",
    userId: viewer.user && !told && !forAnother && !helped ? viewer.user.id : null,
    helperId: helped?.id ?? null,
    householdId: household,
    name: input.name ?? (forAnother ? byMail.name : told ? null : (viewer.user?.name ?? null)),
    shareContact: input.shareContact,
  });
  const reachedAt = forAnother ? byMail.email : viewer.user ? null : input.email;
  if (input.phone || reachedAt) {
    await tx.insert(concernContacts).values({ communityId, personId, phone: input.phone, email: reachedAt, locale });
  }
  await tx.insert(threads).values({ communityId, id: concernId, concernId });
  for (const attachment of input.attachments) {
    await tx
      .update(attachments)
      .set({ concernId })
      .where(and(eq(attachments.communityId, communityId), eq(attachments.id, attachment)));
  }
  await record(tx, {
    community: communityId,
    subject: { type: "concern", id: concernId },
    kind: unconfirmed ? "submitted" : "raised",
    audience: "everyone",
    actor: viewer.user?.id ?? null,
    data: { origin },
  });
  if (unconfirmed && input.email) await askToConfirm(tx, { communityId, concernId, email: input.email, locale });
  return number;
}

/** Queues the mail that asks to confirm; the worker makes its secret as it sends. */
async function askToConfirm(
  tx: Transaction,
  {
    communityId,
    concernId,
    email: to,
    locale,
  }: { communityId: string; concernId: string; email: string; locale: string },
): Promise<void> {
  const token = newId();
  await tx.insert(tokens).values({
    id: token,
    hash: tokenHash(newId()),
    kind: "mail_confirmation",
    communityId,
    concernId,
    email: to,
    expiresAt: new Date(Date.now() + waitingDays.confirm_mail * 86_400_000),
  });
  await tx.insert(outbox).values({ topic: "token_mail", payload: { token, locale } });
}

async function visitAt(tx: Transaction, communityId: string, visitId: string) {
  const [row] = await tx.execute<{ id: string; householdId: string; entranceId: string; buildingId: string }>(sql`
    select v.id, v.household_id as "householdId", h.entrance_id as "entranceId", e.building_id as "buildingId"
    from ${visits} v
    join households h on h.community_id = v.community_id and h.id = v.household_id
    join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
    where v.community_id = ${communityId} and v.id = ${visitId}`);
  if (!row) throw new NotFound();
  return row;
}
