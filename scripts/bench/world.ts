import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import postgres from "postgres";
import { newId } from "#db/id.ts";
import { authSecret } from "#db/settings.ts";

const texts = [
  "今早到现场看过，是稳压泵跳闸，先人工合闸恢复供水。泵已用了十四年，修一次管不了几个月。",
  "六幢楼的稳压系统是同一批，建议一次实地检查，不要一户一户补。",
  "我们这层的消防栓拧开没有水，电话打了三次，都说记下了。老人孩子多，心里不踏实。",
  "水已经恢复。整个小区的设施要一起换，几家单位到现场看过之后，结果会在这里告诉您。",
];

/** A concern with fifty messages of its demo community, and a cookie of whoever owns it. */
export async function benchWorld(url: string): Promise<{ number: string; thread: string; cookie: string }> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await admin.begin(async (sql) => {
      await sql`set local role doorstep_owner`;
      await sql`set local app.silent = 'on'`;
      const [concern] = await sql`
        select c.id, c.number, c.community_id, c.owner_id from concerns c
        join accounts a on a.user_id = c.owner_id and a.email like 'officer@%'
        where c.status = 'assigned' and c.privacy = 'neighbourhood' order by c.number limit 1`;
      if (!concern) throw new Error("no concern to measure");
      const staff = await sql`
        select m.user_id, m.organization_id from memberships m join assignments a on a.organization_id = m.organization_id
        where a.concern_id = ${concern.id} union select ${concern.owner_id}::uuid, agency_id from communities where id = ${concern.community_id}`;
      const [said] = await sql`select count(*)::int as n from messages where thread_id = ${concern.id}`;
      for (let i = said?.n ?? 0; i < 50; i++) {
        const author = staff[i % staff.length];
        const id = newId();
        const audience = i % 5 === 4 ? "working" : "everyone";
        await sql`insert into messages ${sql({
          community_id: concern.community_id,
          id,
          thread_id: concern.id,
          concern_id: concern.id,
          author_id: author?.user_id,
          organization_id: author?.organization_id,
          audience,
          body: texts[i % texts.length] ?? "",
        })}`;
        await sql`insert into events ${sql({
          community_id: concern.community_id,
          subject_type: "concern",
          subject_id: concern.id,
          kind: "replied",
          audience,
          actor_id: author?.user_id,
          message_id: id,
          data: {},
          at: new Date(),
        })}`;
      }
      const sid = randomUUID();
      await sql`insert into sessions (id, user_id, expires_at) values (${sid}, ${concern.owner_id}, now() + interval '1 day')`;
      const token = await encode({ token: { sid }, secret: authSecret() });
      return { number: concern.number, thread: concern.id, cookie: `next-auth.session-token=${token}` };
    });
  } finally {
    await admin.end();
  }
}

/** A story that everybody reads. */
export async function publishedStory(url: string): Promise<string> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [story] = await admin`select id from stories where status = 'published' order by published_at limit 1`;
    if (!story) throw new Error("no story to measure");
    return story.id;
  } finally {
    await admin.end();
  }
}
