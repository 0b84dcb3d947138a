import type postgres from "postgres";
import type { Facts } from "./oracle.ts";

/** The facts as they stand in the tables, read as the administrator of the server; nothing of what follows from them. */
export async function factsOf(admin: postgres.Sql): Promise<Facts> {
  const [
    memberships,
    residents,
    accounts,
    links,
    concerns,
    people,
    assignments,
    visits,
    notes,
    messages,
    events,
    files,
  ] = await Promise.all([
    admin<Facts["memberships"]>`
        select m.user_id as "user", m.organization_id as organization, m.role,
          array(select co.community_id::text from community_organizations co where co.organization_id = m.organization_id) as communities
        from memberships m join organizations o on o.id = m.organization_id and o.disabled_at is null where m.ended_at is null`,
    admin<Facts["residents"]>`
        select user_id as "user", household_id as household, community_id as community from residents where status = 'confirmed'`,
    admin<Facts["accounts"]>`select user_id as "user", admin, disabled_at is not null as disabled from accounts`,
    admin<Facts["links"]>`
        select id, concern_id as concern from tokens where kind = 'tracking' and used_at is null and expires_at > now()`,
    admin<Facts["concerns"]>`
        select id, community_id as community, privacy, status, owner_id as owner, origin, created_by as "createdBy", visit_id as visit from concerns`,
    admin<Facts["people"]>`
        select p.id, p.concern_id as concern, p.role, p.user_id as "user", p.household_id as household, p.share_contact as shared,
          exists (select from concern_contacts k where k.person_id = p.id) as contact
        from concern_people p`,
    admin<Facts["assignments"]>`
        select id, concern_id as concern, organization_id as organization, status <> 'returned' as live from assignments`,
    admin<Facts["visits"]>`
        select v.id, v.community_id as community, v.household_id as household,
          array(select o.user_id::text from visit_officers o where o.visit_id = v.id) as officers
        from visits v`,
    admin<Facts["notes"]>`select id, visit_id as visit, author_id as author, kind from visit_notes`,
    admin<Facts["messages"]>`select id, concern_id as concern, audience from messages`,
    admin<Facts["events"]>`
        select community_id as community, subject_type as type, subject_id as subject, seq, audience from events`,
    admin<Facts["attachments"]>`
        select id, concern_id as concern, message_id as message, visit_note_id as note, uploaded_by as "uploadedBy" from attachments`,
  ]);
  return {
    memberships,
    residents,
    accounts,
    links,
    concerns,
    people,
    assignments,
    visits,
    notes,
    messages,
    events,
    attachments: files,
  };
}
