import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, trying, type Values, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about meetings: on a problem with fire and 1401, and a three-party one with fire and 1502. */

export const meetingRowTable = `
meetings                | joint, on a problem, with fire and 1401          | .   .   .   .   r   .   r   r   .   .   r   ru  .   .   .
meetings                | three-party, on the private one, with fire and 1502 | .   .   r   r   .   .   .   .   .   .   r   ru  .   .   .
meeting_parties         | the fire brigade at the joint one                | .   .   .   .   r   .   r   r   .   .   ru  rud .   .   .
meeting_parties         | household 1502 at the three-party one            | .   .   ru  ru  .   .   .   .   .   .   r   rud .   .   .
meeting_times           | a time for the joint one                         | .   .   .   .   r   .   r   r   .   .   r   r   .   .   .
meeting_choices         | what the fire brigade says to it                 | .   .   .   .   r   .   r   r   .   .   ru  ru  .   .   .
agenda_items            | proposed by the fire brigade for the joint one   | .   .   .   .   r   .   r   r   .   .   r   ru  .   .   .
agenda_items            | of the three-party one                           | .   .   r   r   .   .   .   .   .   .   r   rud .   .   .
minute_lines            | of the three-party one                           | .   .   r   r   .   .   .   .   .   .   r   ru  .   .   .
minute_lines            | of the inspection                                | .   .   .   .   .   .   r   r   .   .   r   ru  .   .   .
minute_line_versions    | what the line of the three-party one said before | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
minute_objections       | of the fire brigade, to minutes that were sent   | .   .   .   .   .   .   r   r   .   .   r   ru  .   .   .
inspection_items        | an extinguisher                                  | .   .   .   .   .   .   r   r   .   .   ru  rud .   .   .
`;

export const meetingActTable = `
meetings                | + call a joint meeting on the problem            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
meetings                | + call a three-party one on the other officer's  | .   .   .   .   .   .   .   a   .   .   .   a   .   .   .
meetings                | + call one in another's name                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
meeting_parties         | + ask the property company to the joint one      | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
meeting_parties         | + ask the neighbour, who does not work there     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
meeting_parties         | say that the fire brigade was at the inspection  | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
meeting_times           | + propose a time for the joint one               | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
meeting_choices         | + choose for household 1401                      | .   .   .   .   a   .   .   .   .   .   .   a   .   .   .
agenda_items            | + propose a point for the fire brigade           | .   .   .   .   .   .   .   .   .   .   a   a   .   .   .
agenda_items            | + put a point on the agenda of the joint one     | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
minute_lines            | + write a line of the three-party one            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
minute_objections       | + object for the fire brigade                    | .   .   .   .   .   .   .   .   .   .   a   .   .   .   .
inspection_items        | + put an item on the list of the inspection      | .   .   .   .   .   .   .   .   .   .   a   a   .   .   .
measures                | + make a measure of a decision                   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
`;

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

/** Which columns the app may change at all, and a harmless change of one. */
export const meetingChangeable: Changeable = {
  meetings: {
    columns: [
      "cancel_reason",
      "ends_at",
      "minutes_sent_at",
      "note",
      "object_until",
      "place",
      "settled_at",
      "starts_at",
      "status",
      "title",
    ],
    harmless: "note = 'bring the plans'",
  },
  meeting_parties: {
    columns: ["attended", "attendees", "replied_at", "replied_by", "reply"],
    harmless: "reply = 'yes', replied_by = app.user(), replied_at = now()",
  },
  meeting_choices: {
    columns: ["choice", "chosen_at", "chosen_by"],
    harmless: "choice = 'if_need_be', chosen_by = app.user()",
  },
  agenda_items: { columns: ["answer", "ordinal", "status", "title"], harmless: "ordinal = 2" },
  minute_lines: { columns: ["body", "kind", "removed_at"], harmless: "kind = 'decision'" },
  minute_objections: {
    columns: ["answer", "answered_at", "answered_by"],
    harmless: "answer = 'noted', answered_by = app.user(), answered_at = now()",
  },
  inspection_items: { columns: ["finding", "found_at", "found_by", "note", "ordinal"], harmless: "note = 'rusty'" },
};

/** Where the rows stand. */
export function meetingRowsOf(g: Gallery): Named<string> {
  return {
    meetings: {
      "joint, on a problem, with fire and 1401": where.id(g.joint),
      "three-party, on the private one, with fire and 1502": where.id(g.threeParty),
    },
    meeting_parties: {
      "the fire brigade at the joint one": `meeting_id = '${g.joint}' and principal = '${g.fire}'`,
      "household 1502 at the three-party one": `meeting_id = '${g.threeParty}' and principal = '${g.door1502}'`,
    },
    meeting_times: { "a time for the joint one": where.id(g.jointTime) },
    meeting_choices: { "what the fire brigade says to it": `time_id = '${g.jointTime}' and principal = '${g.fire}'` },
    agenda_items: {
      "proposed by the fire brigade for the joint one": where.id(g.jointPoint),
      "of the three-party one": where.id(g.threePartyPoint),
    },
    minute_lines: { "of the three-party one": where.id(g.threePartyLine), "of the inspection": where.id(g.decision) },
    minute_line_versions: { "what the line of the three-party one said before": `line_id = '${g.threePartyLine}'` },
    minute_objections: { "of the fire brigade, to minutes that were sent": where.id(g.objection) },
    inspection_items: { "an extinguisher": where.id(g.item) },
  };
}

/** What a viewer might try. */
export function meetingActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people, concerns } = g;
  const { user, somebody, here, change } = trying(g, code);
  const calls = (more: Values) =>
    insert("meetings", {
      ...{ ...here, id: newId(), kind: "joint", status: "finding", title: "座谈", place: "会议室" },
      organizer_id: user ?? somebody,
      ...more,
    });
  const invites = (principal: string, kind: string) =>
    insert("meeting_parties", { ...here, meeting_id: g.joint, principal, kind, invited_by: user ?? somebody });
  const point = (more: Values) =>
    insert("agenda_items", {
      ...{ ...here, id: newId(), meeting_id: g.joint, title: "a point", proposed_by: user ?? somebody },
      ...more,
    });
  return {
    meetings: {
      "+ call a joint meeting on the problem": [calls({ problem_id: g.aProblem })],
      "+ call a three-party one on the other officer's": [
        calls({ kind: "three_party", concern_id: concerns.others.id }),
      ],
      "+ call one in another's name": [calls({ problem_id: g.aProblem, organizer_id: somebody })],
    },
    meeting_parties: {
      "+ ask the property company to the joint one": [invites(g.property, "organization")],
      "+ ask the neighbour, who does not work there": [invites(people.neighbour, "user")],
      "say that the fire brigade was at the inspection": [
        change("meeting_parties", sql`attended = true`, sql`meeting_id = ${g.inspection} and principal = ${g.fire}`),
      ],
    },
    meeting_times: {
      "+ propose a time for the joint one": [
        insert("meeting_times", {
          ...{ ...here, id: newId(), meeting_id: g.joint },
          ...{ starts_at: sql`'2098-07-01T02:00Z'::timestamptz`, ends_at: sql`'2098-07-01T03:00Z'::timestamptz` },
        }),
      ],
    },
    meeting_choices: {
      "+ choose for household 1401": [
        insert("meeting_choices", {
          ...{ ...here, time_id: g.jointTime, principal: g.door1401, choice: "yes", chosen_by: user ?? somebody },
        }),
      ],
    },
    agenda_items: {
      "+ propose a point for the fire brigade": [point({ principal: g.fire, status: "proposed" })],
      "+ put a point on the agenda of the joint one": [point({ status: "taken" })],
    },
    minute_lines: {
      "+ write a line of the three-party one": [
        insert("minute_lines", {
          ...{ ...here, id: newId(), meeting_id: g.threeParty, ordinal: 2, kind: "note", body: "a word" },
          written_by: user ?? somebody,
        }),
      ],
    },
    minute_objections: {
      "+ object for the fire brigade": [
        insert("minute_objections", {
          ...{ ...here, id: newId(), meeting_id: g.sentMeeting, principal: g.fire, body: "not so" },
          raised_by: user ?? somebody,
        }),
      ],
    },
    inspection_items: {
      "+ put an item on the list of the inspection": [
        insert("inspection_items", {
          ...{ ...here, id: newId(), meeting_id: g.inspection, ordinal: 2, what: "消火栓", added_by: user ?? somebody },
        }),
      ],
    },
    measures: {
      "+ make a measure of a decision": [
        insert("measures", {
          ...{ ...here, id: newId(), problem_id: g.aProblem, minute_line_id: g.decision, what: "更换" },
          created_by: user ?? somebody,
        }),
      ],
    },
  };
}
