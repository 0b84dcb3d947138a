import { hash } from "@node-rs/argon2";
import type postgres from "postgres";
import { demoAccounts, demoPassword } from "./accounts.ts";
import { day } from "./clock.ts";
import type { Household, Place } from "./place.ts";
import type { Random } from "./random.ts";
import type { UnitKind } from "./story.ts";

export type Person = { id: string; name: string };
type Unit = { id: string; kind: UnitKind; members: Person[] };
export type Resident = Person & { household: Household };
export type People = {
  agencyId: string;
  officers: Person[];
  coordinators: Person[];
  units: Record<UnitKind, Unit>;
  residents: Resident[];
};

const kinds: Record<UnitKind, { name: string; nameEn: string; posts: string[] }> = {
  property: {
    name: "安居物业公司",
    nameEn: "Anju Property Company",
    posts: ["项目经理", "工程主管", "客服管家", "秩序主管", "保洁领班"],
  },
  fire: { name: "区消防大队", nameEn: "District Fire Brigade", posts: ["参谋", "监督员"] },
  investment: { name: "东岸投资集团", nameEn: "Dong'an Investment Group", posts: ["资产部经理", "工程部主管"] },
  committee: {
    name: "伊萨卡社区居委会",
    nameEn: "Ithaca Community Committee",
    posts: ["书记", "副主任", "网格员", "网格员"],
  },
  homeowners: { name: "伊萨卡业主委员会", nameEn: "Ithaca Homeowners' Committee", posts: ["主任", "副主任", "委员"] },
  health: { name: "区卫生健康局", nameEn: "District Health Bureau", posts: ["医政科科员", "信访专员"] },
};

const posts = [
  "检察长",
  "副检察长",
  "副检察长",
  "政治部主任",
  "办公室主任",
  "检察官",
  "检察官",
  "检察官",
  "检察官助理",
  "检察官助理",
  "书记员",
  "法警",
];

/** Residents with an account. */
const residentCount = 150;

export async function loadPeople(
  sql: postgres.TransactionSql,
  random: Random,
  name: () => string,
  place: Place,
  now: number,
): Promise<People> {
  const agencyId = random.id();
  const unitKinds = Object.keys(kinds) as UnitKind[];
  const units = Object.fromEntries(
    unitKinds.map((kind) => [kind, { id: random.id(), kind, members: [] as Person[] }]),
  ) as Record<UnitKind, Unit>;
  await sql`insert into organizations ${sql([
    { id: agencyId, kind: "agency", name: "东岸区检察院", name_en: "Dong'an District Procuratorate" },
    ...unitKinds.map((kind) => ({ id: units[kind].id, kind, name: kinds[kind].name, name_en: kinds[kind].nameEn })),
  ])}`;
  await sql`insert into community_organizations ${sql(
    [agencyId, ...unitKinds.map((k) => units[k].id)].map((organization_id) => ({
      community_id: place.communityId,
      organization_id,
    })),
  )}`;

  type NewPerson = Person & {
    post: string | null;
    email: string;
    organization: string | null;
    role: string | null;
    admin?: boolean;
  };
  const people: NewPerson[] = [];
  const known = new Map<string, string>(demoAccounts.map(({ key, email }) => [key, email]));
  const add = (person: Omit<NewPerson, "id"> & { key?: string }): NewPerson => {
    const { key, ...rest } = person;
    const made = { id: random.id(), ...rest, email: (key && known.get(key)) || rest.email };
    people.push(made);
    return made;
  };

  const officers = Array.from({ length: 34 }, (_, i) => {
    const coordinator = i === 4 || i === 5;
    return add({
      name: name(),
      post: i === 5 ? "办公室联络员" : (posts[i] ?? random.pick(posts.slice(5))),
      email: `officer-${String(i + 1).padStart(2, "0")}@demo.doorstep.test`,
      organization: agencyId,
      role: coordinator ? "coordinator" : "officer",
      key: i === 5 ? "coordinator" : i === 8 ? "officer" : i === 9 ? "partnerOfficer" : undefined,
    });
  });
  for (const kind of unitKinds) {
    units[kind].members = kinds[kind].posts.map((post, i) =>
      add({
        name: name(),
        post,
        email: `${kind}-${i + 1}@demo.doorstep.test`,
        organization: units[kind].id,
        role: "partner",
        key: i === 0 ? kind : undefined,
      }),
    );
  }
  const admin = add({
    name: "系统管理员",
    post: null,
    email: "",
    organization: null,
    role: null,
    admin: true,
    key: "admin",
  });

  // The resident and her neighbour live behind doors that the tour of the README names.
  const entrance = place.entrances.find((e) => e.building === "3幢" && e.name === "2单元");
  const behind = (door: string) => entrance?.households.find((h) => h.door === door) as Household;
  const chosen = [
    behind("1502"),
    behind("1402"),
    ...random
      .shuffled(place.households.filter((h) => h.door !== "1502" && h.door !== "1402"))
      .slice(0, residentCount - 2),
  ];
  const residents: Resident[] = chosen.map((household, i) => ({
    ...add({
      name: i === 0 ? "王秀英" : household.holder,
      post: null,
      email: `resident-${i + 1}@demo.doorstep.test`,
      organization: null,
      role: null,
      key: i === 0 ? "resident" : i === 1 ? "neighbour" : undefined,
    }),
    household,
  }));

  const joined = new Date(now - 400 * day);
  await sql`insert into users ${sql(people.map(({ id, name: n, post }) => ({ id, name: n, post, created_at: joined })))}`;
  // A demo sends no mail about its invented past; who signs in may turn it on.
  await sql`insert into accounts ${sql(people.map(({ id, email, admin: a }) => ({ user_id: id, email, admin: a ?? false, mail: "each" })))}`;
  const password_hash = await hash(demoPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const withPassword = new Set<string>(demoAccounts.map(({ email }) => email));
  await sql`insert into credentials ${sql(people.filter((p) => withPassword.has(p.email)).map(({ id }) => ({ user_id: id, password_hash })))}`;
  await sql`insert into memberships ${sql(
    people
      .filter((p) => p.organization)
      .map((p) => ({ user_id: p.id, organization_id: p.organization, role: p.role, since: joined })),
  )}`;
  const confirmer = officers[5]?.id ?? admin.id;
  await sql`insert into residents ${sql(
    residents.map((r, i) => {
      // The last two wait to be confirmed.
      const pending = i >= residents.length - 2;
      return {
        community_id: place.communityId,
        user_id: r.id,
        household_id: r.household.id,
        status: pending ? "pending" : "confirmed",
        proof: pending ? null : i % 3 ? "code" : "coordinator",
        requested_at: pending ? new Date(now - 5 * 3_600_000) : joined,
        confirmed_at: pending ? null : joined,
        confirmed_by: pending ? null : confirmer,
      };
    }),
  )}`;
  await sql`update communities set agency_id = ${agencyId}, duty_id = ${confirmer} where id = ${place.communityId}`;
  return {
    agencyId,
    officers,
    coordinators: officers.filter((_, i) => i === 4 || i === 5),
    units,
    residents: residents.slice(0, -2),
  };
}
