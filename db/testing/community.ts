import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, trying, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about the community, its places, its units, and when its offices work. */

export const communityRowTable = `
communities             | the community                                    | r   r   r   r   r   r   r   r   r   r   r   ru  ru  r   r
organizations           | the property company                             | r   r   r   r   r   r   r   r   r   r   r   ru  ru  r   r
organizations           | the agency of another community                  | r   r   r   r   r   r   r   r   r   r   r   r   ru  ru  r
community_organizations | the property company in the community            | r   r   r   r   r   r   r   r   r   r   r   rd  rd  r   r
buildings               | a building                                       | r   r   r   r   r   r   r   r   r   r   r   ru  r   r   r
entrances               | an entrance                                      | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
households              | the address of 1502                              | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
status_transitions      | the changes of status there are                  | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
working_hours           | the hours of the offices                         | r   r   r   r   r   r   r   r   r   r   r   rd  r   r   r
holidays                | a holiday                                        | r   r   r   r   r   r   r   r   r   r   r   rd  r   r   r
service_targets         | a target                                         | r   r   r   r   r   r   r   r   r   r   r   rud r   r   r
household_contacts      | who lives at 1502                                | .   .   r   r   .   .   .   .   .   .   .   .   .   .   .
household_contacts      | who lives at 1501                                | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
guides                  | a guide of the entrance                          | .   .   .   .   .   .   r   r   .   .   .   rud .   .   .
`;

export const communityActTable = `
organizations           | + add a partner unit                             | .   .   .   .   .   .   .   .   .   .   .   a   a   a   .
organizations           | + add an agency                                  | .   .   .   .   .   .   .   .   .   .   .   .   a   .   .
community_organizations | + link an organization with the community        | .   .   .   .   .   .   .   .   .   .   .   a   a   .   .
`;

export const hoursActTable = `
working_hours           | + say when offices work                          | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
holidays                | + enter a holiday                                | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
service_targets         | + set a target                                   | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
memberships             | say who leads the property company               | .   .   .   .   .   .   .   .   .   .   .   a   a   .   .
`;

/** When the offices work. (The places and units are the world's.) */
export async function addHours(sql: postgres.TransactionSql, { a }: World) {
  const here = { community_id: a };
  await sql`insert into working_hours ${sql({ ...here, weekday: 1, opens: "09:00", closes: "17:00" })}`;
  await sql`insert into holidays ${sql({ ...here, day: "2099-10-01", name: "国庆节" })}`;
  await sql`insert into service_targets ${sql({ ...here, category: "other", urgency: "urgent", answer_minutes: 60 })}`;
}

/** Which columns the app may change at all, and a harmless change of one. */
export const communityChangeable: Changeable = {
  communities: { columns: ["duty_id"], harmless: "duty_id = null" },
  organizations: { columns: ["disabled_at", "kind", "name", "name_en"], harmless: "name_en = 'Unit'" },
  service_targets: { columns: ["answer_minutes", "solve_minutes"], harmless: "answer_minutes = 90" },
};

/** Where the rows stand. */
export function communityRowsOf(g: Gallery): Named<string> {
  return {
    communities: { "the community": where.id(g.a) },
    organizations: {
      "the property company": where.id(g.property),
      "the agency of another community": where.id(g.agencyB),
    },
    community_organizations: {
      "the property company in the community": `community_id = '${g.a}' and organization_id = '${g.property}'`,
    },
    buildings: { "a building": where.id(g.building) },
    entrances: { "an entrance": where.id(g.entrance) },
    households: { "the address of 1502": where.id(g.door1502) },
    status_transitions: { "the changes of status there are": "noun = 'concern' and act = 'take'" },
    working_hours: { "the hours of the offices": "weekday = 1" },
    holidays: { "a holiday": "day = '2099-10-01'" },
    service_targets: { "a target": "category = 'other'" },
    household_contacts: {
      "who lives at 1502": where.household(g.door1502),
      "who lives at 1501": where.household(g.door1501),
    },
    guides: { "a guide of the entrance": where.id(g.guide) },
  };
}

/** What a viewer might try. */
export function communityActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people } = g;
  const { here } = trying(g, code);
  const unit = (kind: string) => insert("organizations", { id: newId(), kind, name: "新单位" });
  return {
    organizations: { "+ add a partner unit": [unit("other")], "+ add an agency": [unit("agency")] },
    community_organizations: {
      "+ link an organization with the community": [
        insert("community_organizations", { ...here, organization_id: g.agencyB }),
      ],
    },
    working_hours: {
      "+ say when offices work": [insert("working_hours", { ...here, weekday: 2, opens: "09:00", closes: "12:00" })],
    },
    holidays: { "+ enter a holiday": [insert("holidays", { ...here, day: sql`'2099-05-01'`, name: "劳动节" })] },
    service_targets: {
      "+ set a target": [
        insert("service_targets", { ...here, category: "lift", urgency: "normal", answer_minutes: 60 }),
      ],
    },
    memberships: {
      "say who leads the property company": [
        sql`update memberships set lead = true where user_id = ${people.propertyMember} and organization_id = ${g.property}`,
      ],
    },
  };
}
