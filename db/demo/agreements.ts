import type postgres from "postgres";
import { day, dayText, hour } from "./clock.ts";
import type { People, Person } from "./people.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";
import type { UnitKind } from "./story.ts";

const title = "更换小区全部消防设施";

const text = `小区的消防设施是交付时装的，已经用旧，多栋楼的消火栓没有水，烟感和喷淋不灵。经现场查看和会上商量，各方同意：

一、通过公开招标，更换小区全部消防设施，不再零敲碎打地修。
二、费用由投资集团承担一半，社区承担二十万元，其余由全体住户按户分担。
三、招标、施工、验收各步都在这里公开，晚了要说明原因。
四、换好以后保修两年，由物业公司每月检查一次，结果贴在各单元。`;

const textTw = `社區的消防設施是交屋時裝的，已經用舊，多棟樓的消防栓沒有水，偵煙器和灑水頭不靈。經現場查看和會上商量，各方同意：

一、透過公開招標，更換社區全部消防設施，不再零零碎碎地修。
二、費用由投資集團承擔一半，社區承擔二十萬元，其餘由全體住戶按戶分擔。
三、招標、施工、驗收各步都在這裡公開，晚了要說明原因。
四、換好以後保固兩年，由物業公司每月檢查一次，結果貼在各單元。`;

const textEn = `The compound's fire-fighting equipment dates from the day it was handed over. Hydrants in several buildings have no water; detectors and sprinklers fail. After looking at it on site and talking it over, the parties agree:

1. All fire-fighting equipment in the compound is replaced through public tender; no more patching.
2. The investment group bears half of the cost, the community 200,000 yuan, and all households the rest, in equal parts.
3. Tender, works and acceptance are followed here in public; whatever is late is explained.
4. The new equipment is under warranty for two years; the property company checks it every month and posts the result in each entrance.`;

const estimate = 186_000_000;

const parties: { unit: UnitKind | null; kind: "percent" | "amount" | "rest" | null; cents: number }[] = [
  { unit: "investment", kind: "percent", cents: estimate / 2 },
  { unit: "committee", kind: "amount", cents: 20_000_000 },
  { unit: "homeowners", kind: null, cents: 0 },
  { unit: "property", kind: null, cents: 0 },
  { unit: "fire", kind: null, cents: 0 },
  { unit: null, kind: "rest", cents: estimate / 2 - 20_000_000 },
];

const measures: { what: string; unit: UnitKind; days: number; proof: string }[] = [
  { what: "公开招标，选定施工单位", unit: "investment", days: 45, proof: "招标公告、开标记录和中标公示" },
  { what: "逐栋更换消火栓、水泵和报警主机", unit: "investment", days: 120, proof: "每栋楼一组照片" },
  { what: "逐栋验收，出具验收意见", unit: "fire", days: 135, proof: "消防验收意见书" },
  { what: "每月检查一次，结果贴在各单元", unit: "property", days: 165, proof: "每个单元门口的检查表" },
];

const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** The agreement on the fire-control system: signed by all units, and being voted on by the households. */
export async function loadAgreement(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  now: number,
  problem: string,
): Promise<void> {
  const here = { community_id: place.communityId };
  const lead = people.coordinators[0] as Person;
  const id = random.id();
  // What leads is in the transition table: the acts are done in a coordinator's name.
  await sql`select set_config('app.user', ${lead.id}, true), set_config('app.coordinates', ${`{${place.communityId}}`}, true)`;
  // Drafted a week ago, signed three days ago, voted on since.
  const offeredAt = now - 4 * day;
  const signedAt = now - 3 * day;
  const tell = (kind: string, by: string, at: number, more: Record<string, string> = {}) =>
    sql`insert into events ${sql({ ...here, subject_type: "agreement", subject_id: id, kind, audience: "everyone", actor_id: by, at: new Date(at), data: { version: 1 }, from_status: null, to_status: null, ...more }, "community_id", "subject_type", "subject_id", "kind", "audience", "actor_id", "at", "data", "from_status", "to_status")}`;
  await sql`insert into agreements ${sql({ ...here, id, problem_id: problem, title, text_zh_cn: text, text_zh_tw: textTw, text_en: textEn, estimate_cents: estimate, created_by: lead.id, created_at: new Date(now - 7 * day) })}`;
  const rows = parties.map((p, ordinal) => ({
    ...here,
    id: random.id(),
    agreement_id: id,
    kind: p.unit ? "organization" : "households",
    organization_id: p.unit ? people.units[p.unit].id : null,
    ordinal,
    share_kind: p.kind,
    share_percent: p.kind === "percent" ? 50 : null,
    share_cents: p.cents,
  }));
  await sql`insert into agreement_parties ${sql(rows)}`;
  await sql`insert into measures ${sql(
    measures.map((m, ordinal) => ({
      ...here,
      id: random.id(),
      problem_id: problem,
      agreement_id: id,
      ordinal,
      what: m.what,
      organization_id: people.units[m.unit].id,
      due_on: dayText(now + m.days * day),
      proof: m.proof,
      created_by: lead.id,
      created_at: new Date(now - 6 * day),
    })),
  )}`;
  await sql`insert into agreement_versions ${sql({ ...here, agreement_id: id, made_by: lead.id, made_at: new Date(offeredAt) })}`;
  await tell("offered", lead.id, offeredAt, { from_status: "draft", to_status: "signing" });
  await sql`update agreements set status = 'signing', version = 1 where community_id = ${place.communityId} and id = ${id}`;
  for (const [i, row] of rows.entries()) {
    const unit = Object.values(people.units).find((u) => u.id === row.organization_id);
    const signer = unit?.members[0];
    if (!signer) continue;
    await sql`
      insert into signatures (community_id, id, agreement_id, ordinal, party_id, user_id, hash, signed_at)
      select ${place.communityId}, ${random.id()}, ${id}, 1, ${row.id}, ${signer.id}, v.hash, ${new Date(signedAt - (6 - i) * hour)}::timestamptz
      from agreement_versions v where v.community_id = ${place.communityId} and v.agreement_id = ${id} and v.ordinal = 1`;
    await tell("signed", signer.id, signedAt - (6 - i) * hour);
  }
  await tell("signed_by_all", lead.id, signedAt, { from_status: "signing", to_status: "consent" });
  await sql`update agreements set status = 'consent' where community_id = ${place.communityId} and id = ${id}`;
  const poll = random.id();
  await sql`insert into polls ${sql({ ...here, id: poll, agreement_id: id, ordinal: 1, opens_at: new Date(signedAt + hour), closes_at: new Date(now + 9 * day), turnout_numerator: 2, consent_numerator: 3, consent_denominator: 4, consent_over: "cast", by_area: false, opened_by: lead.id })}`;
  await tell("poll_opened", lead.id, signedAt + hour);
  // Most of those with an account have voted; never the two whom the demo signs in as.
  const doors = new Set<string>();
  const voters = random
    .shuffled(people.residents.slice(2))
    .filter((r) => !doors.has(r.household.id) && doors.add(r.household.id))
    .slice(0, 90);
  await sql`insert into ballots ${sql(
    voters.map((r, i) => ({
      ...here,
      id: random.id(),
      poll_id: poll,
      household_id: r.household.id,
      choice: i % 9 === 4 ? "no" : i % 17 === 6 ? "abstain" : "yes",
      via: "online",
      cast_by: r.id,
      cast_at: new Date(signedAt + hour + Math.floor(((i + 1) / 91) * 2.8 * day)),
      receipt: Array.from({ length: 10 }, () => letters[random.whole(0, letters.length - 1)]).join(""),
    })),
  )}`;
  await sql`select set_config('app.user', '', true), set_config('app.coordinates', '', true)`;
}
