import type postgres from "postgres";
import { newId } from "../id.ts";
import type { World } from "./world.ts";

/** The meetings of the permission matrix: on a problem with fire and 1401, and a three-party one with fire and 1502. */
export async function addMeetings(sql: postgres.TransactionSql, world: World, secret: { id: string }) {
  const { people, a } = world;
  const here = { community_id: a };
  const ids = {
    aProblem: newId(),
    joint: newId(),
    threeParty: newId(),
    inspection: newId(),
    sentMeeting: newId(),
    jointTime: newId(),
    jointPoint: newId(),
    threePartyPoint: newId(),
    threePartyLine: newId(),
    decision: newId(),
    objection: newId(),
    item: newId(),
    photographed: newId(),
  };
  await sql`insert into problems ${sql({
    ...{ ...here, id: ids.aProblem, number: "2001-90000", title: "消防", category: "fire" },
    ...{ owner_id: people.coordinator, next_at: "2099-01-01" },
  })}`;
  const meeting = (id: string, kind: string, status: string, more: Record<string, unknown> = {}) => ({
    ...{ ...here, id, kind, status, title: kind, place: "会议室", organizer_id: people.coordinator },
    problem_id: kind === "three_party" ? null : ids.aProblem,
    concern_id: kind === "three_party" ? secret.id : null,
    starts_at: status === "finding" ? null : "2098-06-01T02:00Z",
    ends_at: status === "finding" ? null : "2098-06-01T03:00Z",
    minutes_sent_at: null as string | null,
    object_until: null as string | null,
    ...more,
  });
  await sql`insert into meetings ${sql([
    meeting(ids.joint, "joint", "finding"),
    meeting(ids.threeParty, "three_party", "called"),
    meeting(ids.inspection, "inspection", "called"),
    meeting(ids.sentMeeting, "joint", "sent", { minutes_sent_at: "2020-01-01", object_until: "2099-01-01" }),
  ])}`;
  const party = (meeting_id: string, principal: string, kind: string) => ({
    ...{ ...here, meeting_id, principal, kind, invited_by: people.coordinator },
    attended: meeting_id === ids.sentMeeting ? true : null,
  });
  const parties = [
    ...[ids.joint, ids.threeParty, ids.inspection, ids.sentMeeting].flatMap((id) => [
      party(id, people.coordinator, "user"),
      party(id, world.fire, "organization"),
    ]),
    party(ids.joint, world.door1401, "household"),
    party(ids.threeParty, world.door1502, "household"),
  ];
  await sql`insert into meeting_parties ${sql(parties)}`;
  await sql`insert into meeting_times ${sql({ ...here, id: ids.jointTime, meeting_id: ids.joint, starts_at: "2098-06-01T02:00Z", ends_at: "2098-06-01T03:00Z" })}`;
  await sql`insert into meeting_choices ${sql({ ...here, time_id: ids.jointTime, principal: world.fire, choice: "yes", chosen_by: people.fireMember })}`;
  await sql`insert into agenda_items ${sql([
    {
      ...{ ...here, id: ids.jointPoint, meeting_id: ids.joint, ordinal: 1, title: "费用", status: "proposed" },
      ...{ proposed_by: people.fireMember, principal: world.fire },
    },
    {
      ...{ ...here, id: ids.threePartyPoint, meeting_id: ids.threeParty, ordinal: 1, title: "赔偿", status: "taken" },
      ...{ proposed_by: people.coordinator, principal: null },
    },
  ])}`;
  await sql`insert into minute_lines ${sql([
    {
      ...{ ...here, id: ids.threePartyLine, meeting_id: ids.threeParty, ordinal: 1, kind: "note" },
      ...{ body: "初稿", written_by: people.coordinator },
    },
    {
      ...{ ...here, id: ids.decision, meeting_id: ids.inspection, ordinal: 1, kind: "decision" },
      ...{ body: "更换", written_by: people.coordinator },
    },
  ])}`;
  await sql`update minute_lines set body = '定稿' where id = ${ids.threePartyLine}`;
  await sql`insert into minute_objections ${sql({
    ...{ ...here, id: ids.objection, meeting_id: ids.sentMeeting, principal: world.fire, body: "不对" },
    raised_by: people.fireMember,
  })}`;
  await sql`insert into inspection_items ${sql(
    [ids.item, ids.photographed].map((id, i) => ({
      ...{ ...here, id, meeting_id: ids.inspection, ordinal: i, what: "灭火器", building_id: world.building },
      ...{ entrance_id: world.entrance, floor: 3, added_by: people.coordinator },
    })),
  )}`;
  for (const [id, kind] of [
    [ids.joint, "times_proposed"],
    [ids.threeParty, "called"],
  ] as const)
    await sql`insert into events ${sql({ ...here, subject_type: "meeting", subject_id: id, kind, audience: "everyone", actor_id: people.coordinator })}`;
  return ids;
}
