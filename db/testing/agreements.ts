import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import { type Changeable, insert, type Named } from "./part.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about agreements: the table, the rows and the acts of it. */

export const agreementRowTable = `
agreements              | a draft, the property company at the table       | .   .   .   .   .   .   r   r   .   r   .   ru  .   .   .
agreements              | put to the households                            | .   r   r   r   r   .   r   r   .   r   r   ru  .   .   .
agreement_parties       | of the draft                                     | .   .   .   .   .   .   r   r   .   r   .   ru  .   .   .
agreement_parties       | the property company, put to the households      | .   r   r   r   r   .   r   r   .   r   r   ru  .   .   .
measures                | of the draft                                     | .   .   .   .   .   .   r   r   .   ru  .   rud .   .   .
measures                | of what was put to the households                | .   r   r   r   r   .   r   r   .   ru  r   ru  .   .   .
agreement_versions      | called back                                      | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
agreement_versions      | put to the households                            | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
signatures              | under what was put to the households             | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
polls                   | that is open                                     | .   r   r   r   r   .   r   r   .   r   r   ru  .   .   .
poll_roll               | 1502 may vote                                    | .   .   r   r   .   .   r   r   .   .   .   r   .   .   .
ownerships              | who owns 1502                                    | .   .   r   r   .   .   .   .   .   .   .   rud .   .   .
ballots                 | of 1502, online                                  | .   .   r   r   .   .   .   .   .   .   .   .   .   .   .
ballots                 | of 1401, on paper, read once                     | .   .   .   .   r   .   r   rd  .   .   .   r   .   .   .
events                  | the agreement, working                           | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
events                  | the agreement, for everyone                      | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
app.own_ballot()        | how 1502 voted                                   | .   .   r   r   .   .   .   .   .   .   .   .   .   .   .
app.voted_doors()       | that 1502 has voted                              | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
app.poll_receipts()     | while it is open                                 | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export const agreementActTable = `
agreements              | + begin an agreement                             | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
agreements              | + begin one in another's name                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
agreement_parties       | + make the fire brigade a party of the draft     | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
measures                | + decide on a measure                            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
agreement_versions      | + make a version of the draft                    | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
signatures              | + sign for the property company                  | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
signatures              | + sign as the property company's member          | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
polls                   | + put a version to the households                | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
polls                   | + put to them what is still being signed         | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
ownerships              | + say who owns 1501                              | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
ballots                 | + vote for 1502                                  | .   .   a   a   .   .   .   .   .   .   .   .   .   .   .
ballots                 | + vote for 1401                                  | .   .   .   .   a   .   .   .   .   .   .   .   .   .   .
ballots                 | + vote in another's name                         | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
ballots                 | + read the paper of 1501                         | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
ballots                 | read how anybody voted                           | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
events                  | + on the agreement                               | .   .   .   .   .   .   a   a   .   a   .   a   .   .   .
`;

export type AgreementGallery = Awaited<ReturnType<typeof addAgreements>>;

/**
 * Adds a draft with a version that was called back, an agreement that two have signed and households vote on, and one that
 * waits for the property company's signature. Written behind the triggers: how one comes to this is tested elsewhere.
 */
export async function addAgreements(sql: postgres.TransactionSql, world: World) {
  const { a, people } = world;
  const ids = {
    problem: newId(),
    draft: newId(),
    draftParty: newId(),
    draftMeasure: newId(),
    agreement: newId(),
    party: newId(),
    measure: newId(),
    signing: newId(),
    waiting: newId(),
    voting: newId(),
    votingPoll: newId(),
    signingParty: newId(),
    signature: newId(),
    poll: newId(),
    ballot: newId(),
    paper: newId(),
  };
  const here = { community_id: a };
  await sql`reset role`;
  await sql`set local session_replication_role = replica`;
  await sql`insert into problems ${sql({ ...here, id: ids.problem, number: "2001-900001", title: "消防设施老化", category: "fire", owner_id: people.coordinator, next_at: "2099-01-01" })}`;
  await sql`insert into problem_units ${sql({ ...here, problem_id: ids.problem, organization_id: world.property })}`;
  const agreement = (id: string, status: string, version: number) => ({
    ...here,
    id,
    problem_id: ids.problem,
    title: "更换消防设施",
    status,
    version,
    created_by: people.coordinator,
  });
  await sql`insert into agreements ${sql([
    agreement(ids.draft, "draft", 1),
    agreement(ids.agreement, "consent", 1),
    agreement(ids.signing, "signing", 1),
    agreement(ids.waiting, "consent", 1),
    agreement(ids.voting, "consent", 1),
  ])}`;
  const party = (id: string, of: string) => ({
    ...here,
    id,
    agreement_id: of,
    kind: "organization",
    organization_id: world.property,
  });
  await sql`insert into agreement_parties ${sql([party(ids.draftParty, ids.draft), party(ids.party, ids.agreement), party(ids.signingParty, ids.signing)])}`;
  const measure = (id: string, of: string) => ({
    ...here,
    id,
    problem_id: ids.problem,
    agreement_id: of,
    what: "换",
    organization_id: world.property,
    created_by: people.coordinator,
  });
  await sql`insert into measures ${sql([measure(ids.draftMeasure, ids.draft), measure(ids.measure, ids.agreement)])}`;
  await sql`insert into agreement_versions ${sql(
    [ids.draft, ids.agreement, ids.signing, ids.waiting, ids.voting].map((of) => ({
      ...here,
      agreement_id: of,
      ordinal: 1,
      title: "更换消防设施",
      text_zh_cn: "各方同意。",
      text_zh_tw: "",
      text_en: "",
      measures: [],
      parties: [],
      hash: Buffer.alloc(32),
      made_by: people.coordinator,
    })),
  )}`;
  await sql`insert into signatures ${sql({ ...here, id: ids.signature, agreement_id: ids.agreement, ordinal: 1, party_id: ids.party, user_id: people.propertyMember, name: "x", hash: Buffer.alloc(32) })}`;
  const poll = { ...here, ordinal: 1, closes_at: "2099-01-01", opened_by: people.coordinator };
  await sql`insert into polls ${sql([
    { ...poll, id: ids.poll, agreement_id: ids.agreement },
    { ...poll, id: ids.votingPoll, agreement_id: ids.voting },
  ])}`;
  await sql`insert into ownerships ${sql({ ...here, household_id: world.door1502, owner: newId(), area: 90 })}`;
  await sql`insert into poll_roll ${sql(
    [ids.poll, ids.votingPoll].flatMap((poll_id) =>
      [world.door1502, world.door1501, world.door1401].map((household_id) => ({
        ...here,
        poll_id,
        household_id,
        owner: household_id,
        area: 90,
      })),
    ),
  )}`;
  const ballot = { ...here, poll_id: ids.poll, choice: "yes" };
  await sql`insert into ballots ${sql([
    {
      ...ballot,
      id: ids.ballot,
      household_id: world.door1502,
      via: "online",
      cast_by: people.resident,
      receipt: "RES",
    },
    {
      ...ballot,
      id: ids.paper,
      household_id: world.door1401,
      via: "paper",
      cast_by: people.otherOfficer,
      receipt: "NEI",
    },
  ])}`;
  await sql`set local session_replication_role = origin`;
  await sql`set local role doorstep_owner`;
  for (const [kind, audience] of [
    ["text_changed", "working"],
    ["offered", "everyone"],
  ] as const)
    await sql`insert into events ${sql({ ...here, subject_type: "agreement", subject_id: ids.agreement, kind, audience, actor_id: people.coordinator, at: "2020-01-01", data: {} }, "community_id", "subject_type", "subject_id", "kind", "audience", "actor_id", "at", "data")}`;
  return ids;
}

export const agreementsChangeable: Changeable = {
  agreement_parties: {
    columns: ["left_at", "left_reason", "ordinal", "share_cents", "share_kind", "share_percent"],
    harmless: "left_reason = 'x'",
  },
  agreements: {
    columns: [
      "estimate_cents",
      "reason",
      "status",
      "text_en",
      "text_revision",
      "text_zh_cn",
      "text_zh_tw",
      "title",
      "version",
    ],
    harmless: "reason = 'x'",
  },
  measures: {
    columns: ["agreement_id", "done_note", "due_on", "ordinal", "organization_id", "proof", "reason", "status", "what"],
    harmless: "done_note = 'x'",
  },
  ownerships: {
    columns: ["area", "let_out", "owner", "set_at", "set_by"],
    harmless: "set_by = app.user()",
  },
  polls: { columns: ["closed_at", "closes_at", "consented"], harmless: "closes_at = closes_at" },
};

/** Where the rows stand. */
export function agreementRowsOf(world: World, g: AgreementGallery): Named<string> {
  const id = (value: string) => `id = '${value}'`;
  const of = (value: string) => `agreement_id = '${value}'`;
  const event = (kind: string) => `subject_id = '${g.agreement}' and kind = '${kind}'`;
  return {
    agreements: { "a draft, the property company at the table": id(g.draft), "put to the households": id(g.agreement) },
    agreement_parties: { "of the draft": id(g.draftParty), "the property company, put to the households": id(g.party) },
    measures: { "of the draft": id(g.draftMeasure), "of what was put to the households": id(g.measure) },
    agreement_versions: { "called back": of(g.draft), "put to the households": of(g.agreement) },
    signatures: { "under what was put to the households": id(g.signature) },
    polls: { "that is open": id(g.poll) },
    poll_roll: { "1502 may vote": `poll_id = '${g.poll}' and household_id = '${world.door1502}'` },
    ownerships: { "who owns 1502": `household_id = '${world.door1502}'` },
    ballots: { "of 1502, online": id(g.ballot), "of 1401, on paper, read once": id(g.paper) },
    events: { "the agreement, working": event("text_changed"), "the agreement, for everyone": event("offered") },
  };
}

export function agreementFunctionsOf(world: World, g: AgreementGallery): Named<string> {
  const asked = `'${world.a}', '${g.poll}'`;
  return {
    "app.own_ballot()": { "how 1502 voted": `select choice from app.own_ballot(${asked}) where receipt = 'RES'` },
    "app.voted_doors()": {
      "that 1502 has voted": `select 1 from app.voted_doors(${asked}) where household_id = '${world.door1502}'`,
    },
    "app.poll_receipts()": { "while it is open": `select receipt from app.poll_receipts(${asked})` },
  };
}

/** What a viewer might try: one statement each. */
export function agreementActsOf(world: World, g: AgreementGallery, user: string | null): Named<SQL[]> {
  const here = { community_id: world.a };
  const begins = (by: string | null) =>
    insert("agreements", { ...here, id: newId(), problem_id: g.problem, title: "x", created_by: by });
  const signs = (by: string | null) =>
    insert("signatures", {
      ...here,
      id: newId(),
      agreement_id: g.signing,
      ordinal: 1,
      party_id: g.signingParty,
      user_id: by,
      hash: sql`decode(repeat('00', 32), 'hex')`,
    });
  const votes = (door: string, via: string, by: string | null = user) =>
    insert("ballots", {
      ...here,
      id: newId(),
      poll_id: g.votingPoll,
      household_id: door,
      choice: "yes",
      via,
      cast_by: by,
      receipt: newId(),
    });
  const opens = (of: string) =>
    insert("polls", {
      ...here,
      id: newId(),
      agreement_id: of,
      ordinal: 1,
      closes_at: sql`now() + interval '1 day'`,
      by_area: false,
      opened_by: user,
    });
  return {
    agreements: {
      "+ begin an agreement": [begins(user)],
      "+ begin one in another's name": [begins(world.people.teamMate)],
    },
    agreement_parties: {
      "+ make the fire brigade a party of the draft": [
        insert("agreement_parties", {
          ...here,
          id: newId(),
          agreement_id: g.draft,
          kind: "organization",
          organization_id: world.fire,
        }),
      ],
    },
    measures: {
      "+ decide on a measure": [
        insert("measures", { ...here, id: newId(), problem_id: g.problem, what: "x", created_by: user }),
      ],
    },
    agreement_versions: {
      "+ make a version of the draft": [
        insert("agreement_versions", { ...here, agreement_id: g.draft, made_by: user }),
      ],
    },
    signatures: {
      "+ sign for the property company": [signs(user)],
      "+ sign as the property company's member": [signs(world.people.propertyMember)],
    },
    polls: {
      "+ put a version to the households": [opens(g.waiting)],
      "+ put to them what is still being signed": [opens(g.signing)],
    },
    ownerships: {
      "+ say who owns 1501": [
        insert("ownerships", { ...here, household_id: world.door1501, owner: newId(), area: 80, set_by: user }),
      ],
    },
    ballots: {
      "+ vote for 1502": [votes(world.door1502, "online")],
      "+ vote for 1401": [votes(world.door1401, "online")],
      "+ vote in another's name": [votes(world.door1501, "paper", world.people.teamMate)],
      "+ read the paper of 1501": [votes(world.door1501, "paper")],
      "read how anybody voted": [sql`select choice from ballots`],
    },
    events: {
      "+ on the agreement": [
        insert("events", {
          ...here,
          subject_type: "agreement",
          subject_id: g.agreement,
          kind: "x",
          audience: "working",
          actor_id: user,
          data: sql`'{}'::jsonb`,
        }),
      ],
    },
  };
}
