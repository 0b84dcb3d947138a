import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "#db/id.ts";
import { sha256 } from "#db/testing/part.ts";
import type { World } from "#db/testing/world.ts";
import { asViewer } from "#db/viewer.ts";
import { dismiss, setDisabled } from "../account/manage.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { accept } from "../assignment/accept.ts";
import { answer } from "../assignment/answer.ts";
import { giveBack } from "../assignment/return.ts";
import { ask } from "../concern/ask.ts";
import { assign } from "../concern/assign.ts";
import { close, withdraw } from "../concern/close.ts";
import { confirm } from "../concern/confirm.ts";
import { readContact } from "../concern/contact.ts";
import { raise, raiseInput } from "../concern/raise.ts";
import { rateAsVoice } from "../concern/rate.ts";
import { reopen } from "../concern/reopen.ts";
import { reply } from "../concern/reply.ts";
import { solve } from "../concern/solve.ts";
import { handOver, sort, takeIn } from "../concern/steer.ts";
import { take } from "../concern/take.ts";
import { confirmReport } from "../concern/track.ts";
import { addVoice, dropVoice } from "../concern/voice.ts";
import { NotFound } from "../refusal.ts";
import { decideResident } from "../resident/decide.ts";
import { addNote } from "../visit/notes.ts";
import { planVisit } from "../visit/plan.ts";
import { recordVisit } from "../visit/record.ts";

/** What has been made in a run, to be picked from. */
export type Made = { numbers: string[]; links: string[]; visits: string[]; hour: number };

/** Who does it, to which concern, with whom, and what is picked where there is a choice. */
export type Act = {
  viewer: Viewer;
  number: string;
  other: string;
  flag: boolean;
  pick: <T>(from: readonly T[]) => T;
};

type Around = { admin: postgres.Sql; signedIn: (user: string) => Promise<Viewer> };

/** What people do in the portal, each by its own command, for the random probes. */
export function actsIn(world: World, { admin, signedIn }: Around) {
  const acts = {
    async raise({ viewer, flag, pick }: Act, made: Made) {
      const input = raiseInput.parse({
        key: randomUUID(),
        community: world.a,
        entrance: world.entrance,
        spot: flag ? "area:lift" : `door:${pick(["1501", "1502", "1401"])}`,
        body: "电梯停了",
        category: "auto",
        privacy: pick(["private", "neighbourhood", "private"]),
        attachments: viewer.user ? [await upload(viewer)] : [],
        shareContact: pick(["", "on"]),
        origin: viewer.claims.officerIn.length ? pick(["", "phone", "letter"]) : "",
        visit: viewer.claims.officerIn.length && flag ? made.visits.at(-1) : "",
        phone: "13800000001",
        email: viewer.user ? "" : "stranger@example.test",
      });
      const { number, trackingSecret } = await raise(viewer, input, "zh-CN");
      made.numbers.push(number);
      if (trackingSecret) made.links.push(trackingSecret);
    },
    /** Follows the link in the mail of an unconfirmed report: the worker would have made its secret. */
    async confirmMail({ pick }: Act, made: Made) {
      const open = await admin<{ id: string }[]>`
      select t.id from tokens t join concerns c on c.id = t.concern_id
      where t.kind = 'mail_confirmation' and c.status = 'unconfirmed' order by t.created_at`;
      const token = pick([...open]);
      if (!token) throw new NotFound();
      const secret = randomUUID();
      await admin`update tokens set hash = ${sha256(secret)} where id = ${token.id}`;
      made.links.push((await confirmReport({ secret })).trackingSecret);
    },
    async plan({ viewer, pick }: Act, made: Made) {
      made.hour += 1;
      const at = new Date(Date.UTC(2090, 0, 1, made.hour)).toISOString().slice(0, 16);
      made.visits.push(
        await planVisit(viewer, {
          key: randomUUID(),
          entrance: world.entrance,
          door: pick(["1501", "1502", "1401"]),
          startsAt: at,
          minutes: 30,
          officers: pick([[], [world.people.teamMate], [world.people.otherOfficer]]),
          purpose: null,
        }),
      );
    },
    async record({ viewer, flag, pick }: Act, made: Made) {
      const visit = pick(made.visits);
      const heard = { heard: "很吵", reflection: "要再来", attachments: [await upload(viewer)] };
      if (!visit) throw new NotFound();
      if (flag) await recordVisit(viewer, { key: randomUUID(), visit, outcome: "visited", ...heard });
      else await addNote(viewer, { key: randomUUID(), visit, ...heard });
    },
    take: ({ viewer, number }: Act) => take(viewer, { key: randomUUID(), number }),
    assign: ({ viewer, number, pick }: Act) =>
      assign(viewer, {
        key: randomUUID(),
        number,
        organizations: pick([[world.property], [world.fire], [world.property, world.fire]]),
        dueAt: "2099-01-01T10:00",
        note: pick([null, "请尽快"]),
      }),
    accept: async (act: Act) =>
      accept(act.viewer, { key: randomUUID(), number: act.number, assignment: await assignmentOf(act) }),
    answer: async (act: Act) =>
      answer(act.viewer, {
        key: randomUUID(),
        number: act.number,
        assignment: await assignmentOf(act),
        body: "修好了",
        attachments: [],
      }),
    giveBack: async (act: Act) =>
      giveBack(act.viewer, {
        key: randomUUID(),
        number: act.number,
        assignment: await assignmentOf(act),
        why: "other",
        suggested: null,
        reason: "不归我们",
      }),
    async reply({ viewer, number, flag, pick }: Act) {
      await reply(viewer, {
        key: randomUUID(),
        number,
        body: "收到",
        audience: pick(["everyone", "working"]),
        attachments: flag && viewer.user ? [await upload(viewer)] : [],
      });
    },
    ask: ({ viewer, number }: Act) => ask(viewer, { key: randomUUID(), number, body: "哪一部？" }),
    solve: ({ viewer, number }: Act) => solve(viewer, { key: randomUUID(), number, body: "修好了", attachments: [] }),
    confirm: ({ viewer, number }: Act) => confirm(viewer, { key: randomUUID(), number, rating: 5, body: null }),
    reopen: ({ viewer, number }: Act) => reopen(viewer, { key: randomUUID(), number, body: "又坏了", attachments: [] }),
    close: ({ viewer, number }: Act) => close(viewer, { key: randomUUID(), number, reason: "explained", body: "说明" }),
    voice: ({ viewer, number }: Act) => addVoice(known(viewer), { key: randomUUID(), number }),
    dropVoice: ({ viewer, number }: Act) => dropVoice(known(viewer), { key: randomUUID(), number }),
    rateVoice: ({ viewer, number, pick }: Act) =>
      rateAsVoice(known(viewer), { key: randomUUID(), number, answer: pick(["5", "unsolved"] as const) }),
    withdraw: ({ viewer, number }: Act) => withdraw(viewer, { key: randomUUID(), number }),
    handOver: ({ viewer, number, other }: Act) => handOver(viewer, { key: randomUUID(), number, owner: other }),
    takeIn: ({ viewer, number, other }: Act) => takeIn(viewer, { key: randomUUID(), number, officer: other }),
    sort: ({ viewer, number, pick }: Act) =>
      sort(viewer, {
        key: randomUUID(),
        number,
        category: "other",
        privacy: pick(["private", "neighbourhood"]),
        urgency: "normal",
      }),
    readContact: ({ viewer, number }: Act) => readContact(viewer, { number }),
    async dismiss({ other }: Act) {
      const lead = await signedIn(world.people.coordinator);
      const [at] = await admin<{ organization_id: string }[]>`
      select organization_id from memberships where user_id = ${other} and ended_at is null`;
      await dismiss(lead, { user: other, organization: at?.organization_id ?? world.agencyA });
    },
    async setDisabled({ other, flag }: Act) {
      await setDisabled(await signedIn(world.people.coordinator), { user: other, disabled: flag });
    },
    async decideResident({ other, flag }: Act) {
      const lead = await signedIn(world.people.coordinator);
      const [at] = await admin<{ household_id: string }[]>`
      select household_id from residents where user_id = ${other} and status <> 'ended'`;
      await decideResident(lead, {
        user: other,
        household: at?.household_id ?? world.door1501,
        decision: flag ? "confirm" : "end",
      });
    },
  };

  return acts;

  /** Pages offer it to those with an account only. */
  function known(viewer: Viewer): Viewer & { user: SignedIn } {
    if (!viewer.user) throw new NotFound();
    return viewer as Viewer & { user: SignedIn };
  }

  /** A photo that somebody has chosen but not sent yet. */
  async function upload(viewer: Viewer): Promise<string> {
    const id = newId();
    if (!viewer.user) return id;
    const by = viewer.user.id;
    await asViewer(viewer.claims, (tx) =>
      tx.execute(sql`insert into attachments (community_id, id, kind, mime, name, size, storage_key, sha256, uploaded_by)
      values (${world.a}, ${id}, 'image', 'image/jpeg', '', 1, ${id}, ${sha256(id)}::bytea, ${by})`),
    );
    return id;
  }

  /** An assignment of a concern: of the viewer's own unit where there is one. */
  async function assignmentOf({ viewer, number }: Act): Promise<string> {
    const found = await admin<{ id: string; organization_id: string }[]>`
    select a.id, a.organization_id from assignments a join concerns c on c.id = a.concern_id
    where c.number = ${number} order by a.assigned_at desc`;
    const own = found.find((a) => viewer.claims.organizations.includes(a.organization_id));
    return (own ?? found[0])?.id ?? newId();
  }
}
