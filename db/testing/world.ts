import type postgres from "postgres";
import { newId } from "../id.ts";

/** Everybody a permission test needs, in two communities that must know nothing of one another. */
export type World = Awaited<ReturnType<typeof makeWorld>>;

/**
 * Makes a small world as the database's owner: community A with an agency (officers, a coordinator), two partner units,
 * households with residents, a running round; community B with an agency, an officer and a resident of its own.
 */
export async function makeWorld(admin: postgres.Sql) {
  const ids = {
    a: newId(),
    b: newId(),
    agencyA: newId(),
    agencyB: newId(),
    property: newId(),
    fire: newId(),
    building: newId(),
    entrance: newId(),
    door1501: newId(),
    door1502: newId(),
    door1401: newId(),
    buildingB: newId(),
    entranceB: newId(),
    doorB: newId(),
    round: newId(),
    team: newId(),
  };
  const people = {
    coordinator: newId(),
    officer: newId(),
    teamMate: newId(),
    otherOfficer: newId(),
    propertyMember: newId(),
    fireMember: newId(),
    resident: newId(),
    spouse: newId(),
    neighbour: newId(),
    pending: newId(),
    admin: newId(),
    coordinatorB: newId(),
    residentB: newId(),
  };
  await admin.begin(async (sql) => {
    await sql`set local role doorstep_owner`;
    await sql`set local app.silent = 'on'`;
    await sql`insert into communities ${sql([
      { id: ids.a, code: "a", name: "甲社区", township: "甲镇", district: "甲区", time_zone: "Asia/Shanghai" },
      { id: ids.b, code: "b", name: "乙社区", township: "乙镇", district: "乙区", time_zone: "Asia/Shanghai" },
    ])}`;
    await sql`insert into organizations ${sql([
      { id: ids.agencyA, kind: "agency", name: "甲院" },
      { id: ids.agencyB, kind: "agency", name: "乙院" },
      { id: ids.property, kind: "property", name: "甲物业" },
      { id: ids.fire, kind: "fire", name: "甲消防" },
    ])}`;
    await sql`insert into community_organizations ${sql([
      { community_id: ids.a, organization_id: ids.agencyA },
      { community_id: ids.a, organization_id: ids.property },
      { community_id: ids.a, organization_id: ids.fire },
      { community_id: ids.b, organization_id: ids.agencyB },
    ])}`;
    await sql`insert into users ${sql(Object.entries(people).map(([name, id]) => ({ id, name })))}`;
    await sql`insert into accounts ${sql(
      Object.entries(people).map(([name, id]) => ({
        user_id: id,
        email: `${name.toLowerCase()}@example.test`,
        admin: name === "admin",
      })),
    )}`;
    await sql`insert into memberships ${sql([
      { user_id: people.coordinator, organization_id: ids.agencyA, role: "coordinator" },
      { user_id: people.officer, organization_id: ids.agencyA, role: "officer" },
      { user_id: people.teamMate, organization_id: ids.agencyA, role: "officer" },
      { user_id: people.otherOfficer, organization_id: ids.agencyA, role: "officer" },
      { user_id: people.propertyMember, organization_id: ids.property, role: "partner" },
      { user_id: people.fireMember, organization_id: ids.fire, role: "partner" },
      { user_id: people.coordinatorB, organization_id: ids.agencyB, role: "coordinator" },
    ])}`;
    await sql`update communities set agency_id = ${ids.agencyA}, duty_id = ${people.coordinator} where id = ${ids.a}`;
    await sql`update communities set agency_id = ${ids.agencyB}, duty_id = ${people.coordinatorB} where id = ${ids.b}`;
    await sql`insert into buildings ${sql([
      { community_id: ids.a, id: ids.building, name: "3幢", ordinal: 1 },
      { community_id: ids.b, id: ids.buildingB, name: "1幢", ordinal: 1 },
    ])}`;
    await sql`insert into entrances ${sql([
      {
        community_id: ids.a,
        id: ids.entrance,
        building_id: ids.building,
        name: "2单元",
        ordinal: 1,
        floors: 18,
        code: "AAAAAA",
      },
      {
        community_id: ids.b,
        id: ids.entranceB,
        building_id: ids.buildingB,
        name: "1单元",
        ordinal: 1,
        floors: 6,
        code: "BBBBBB",
      },
    ])}`;
    await sql`insert into households ${sql([
      { community_id: ids.a, id: ids.door1501, entrance_id: ids.entrance, floor: 15, door: "1501" },
      { community_id: ids.a, id: ids.door1502, entrance_id: ids.entrance, floor: 15, door: "1502" },
      { community_id: ids.a, id: ids.door1401, entrance_id: ids.entrance, floor: 14, door: "1401" },
      { community_id: ids.b, id: ids.doorB, entrance_id: ids.entranceB, floor: 1, door: "101" },
    ])}`;
    await sql`insert into household_contacts ${sql([
      { community_id: ids.a, household_id: ids.door1501, holder: "林一", phone: "+8613800000001", people: 3 },
      { community_id: ids.a, household_id: ids.door1502, holder: "王二", phone: "+8613800000002", people: 2 },
      { community_id: ids.a, household_id: ids.door1401, holder: "陈三", phone: "+8613800000003", people: 1 },
      { community_id: ids.b, household_id: ids.doorB, holder: "赵四", phone: "+8613800000004", people: 1 },
    ])}`;
    await sql`insert into residents ${sql([
      { community_id: ids.a, user_id: people.resident, household_id: ids.door1502, status: "confirmed", proof: "code" },
      { community_id: ids.a, user_id: people.spouse, household_id: ids.door1502, status: "confirmed", proof: "code" },
      {
        community_id: ids.a,
        user_id: people.neighbour,
        household_id: ids.door1401,
        status: "confirmed",
        proof: "coordinator",
      },
      { community_id: ids.b, user_id: people.residentB, household_id: ids.doorB, status: "confirmed", proof: "code" },
    ])}`;
    await sql`insert into residents ${sql({ community_id: ids.a, user_id: people.pending, household_id: ids.door1501, status: "pending" })}`;
    await sql`insert into guides ${sql({ community_id: ids.a, id: newId(), entrance_id: ids.entrance, name: "王阿姨", phone: "+8613800000009" })}`;
    await sql`insert into rounds ${sql({ community_id: ids.a, id: ids.round, name: "秋季", starts_on: "2020-01-01", ends_on: "2099-12-31", status: "running", target: 3 })}`;
    await sql`insert into teams ${sql({ community_id: ids.a, id: ids.team, round_id: ids.round, name: "1 组" })}`;
    await sql`insert into team_members ${sql([people.officer, people.teamMate].map((user_id) => ({ community_id: ids.a, team_id: ids.team, user_id })))}`;
  });
  return { ...ids, people };
}
