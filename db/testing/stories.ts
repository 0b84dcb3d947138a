import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import { type Changeable, insert, type Named, type Values } from "./part.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about stories: the table, the rows and the acts of it. */

export const storyRowTable = `
stories                 | the officer's draft                              | .   .   .   .   .   .   ru  .   .   .   .   ru  .   .   .
stories                 | the officer's, published                         | .   .   .   .   .   .   ru  ru  .   .   .   ru  .   .   .
story_texts             | of the draft                                     | .   .   .   .   .   .   rud .   .   .   .   rud .   .   .
story_texts             | of the published one                             | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
story_quotes            | of 1502, asked for in the draft                  | .   .   r   r   .   .   rd  .   .   .   .   rd  .   .   .
story_quotes            | of 1401, in the published one                    | .   .   .   .   r   .   r   r   .   .   .   r   .   .   .
story_figures           | of the published one                             | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
story_photos            | in the draft                                     | .   .   .   .   .   .   rud .   .   .   .   rud .   .   .
story_photos            | in the published one                             | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
events                  | the draft of a story                             | .   .   .   .   .   .   r   .   .   .   .   r   .   .   .
events                  | the published story                              | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
app.public_story()      | the published story                              | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
app.public_story()      | the draft of a story                             | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
app.public_story_photo()| the published story's                            | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
app.public_story_photo()| the draft's                                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export const storyActTable = `
stories                 | + begin a story                                  | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
stories                 | + begin one in another's name                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
stories                 | publish what the officer sent to be looked at    | .   .   .   .   .   .   .   a   .   .   .   a   .   .   .
stories                 | take the officer's published story back          | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
story_texts             | + write the draft in another language            | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
story_texts             | + write into what is published                   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
story_quotes            | + ask for words of 1502 for the draft            | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
story_quotes            | + ask for words of 1401 for the draft            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
story_quotes            | say yes to the words of 1502, as its household   | .   .   a   a   .   .   .   .   .   .   .   .   .   .   .
story_quotes            | tell how 1502 said yes at the door               | .   .   a   a   .   .   a   .   .   .   .   a   .   .   .
story_quotes            | say yes as the officer who wrote them down       | .   .   .   .   .   .   a   .   .   .   .   .   .   .   .
story_quotes            | take back the words of 1401                      | .   .   .   .   a   .   .   .   .   .   .   .   .   .   .
story_quotes            | write a consent down directly                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
story_photos            | + add a photo to the draft                       | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
story_photos            | + add one that nobody has looked at              | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
events                  | + on the published story                         | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
`;

export type StoryGallery = Awaited<ReturnType<typeof addStories>>;

type Notes = { heard: string; othersHeard: string };

/** Adds a draft with words of 1502 asked for, one that was sent, and one that is published, with words of 1401; behind the triggers. */
export async function addStories(sql: postgres.TransactionSql, world: World, notes: Notes) {
  const { a, people } = world;
  const ids = {
    draft: newId(),
    sent: newId(),
    published: newId(),
    asked: newId(),
    agreed: newId(),
    photo: newId(),
    shown: newId(),
    notes,
  };
  const here = { community_id: a };
  await sql`reset role`;
  await sql`set local session_replication_role = replica`;
  const story = (id: string, status: string, more: object) => ({
    ...here,
    id,
    status,
    author_id: people.officer,
    changed_by: people.officer,
    sent_at: null,
    published_at: null,
    published_by: null,
    ...more,
  });
  await sql`insert into stories ${sql([
    story(ids.draft, "draft", {}),
    story(ids.sent, "in_review", { sent_at: "2020-03-01" }),
    story(ids.published, "published", {
      sent_at: "2020-03-01",
      published_at: "2020-03-02",
      published_by: people.coordinator,
    }),
  ])}`;
  await sql`insert into story_texts ${sql(
    [ids.draft, ids.sent, ids.published].map((story_id) => ({
      ...here,
      story_id,
      locale: "zh-CN",
      title: "一盏灯",
      body: "灯亮了。",
      made: "written",
    })),
  )}`;
  const quote = { ...here, ordinal: 1, voice: "household", words: { "zh-CN": "灯亮了就好" }, attribution: {} };
  const asked = { asked_by: people.officer, officer_says: null, officer_at: null, household_says: null };
  const none = { household_by: null, household_at: null, household_how: null };
  await sql`insert into story_quotes ${sql([
    {
      ...quote,
      id: ids.asked,
      story_id: ids.draft,
      note_id: notes.heard,
      officer_id: people.officer,
      household_id: world.door1502,
      ...asked,
      ...none,
    },
    {
      ...quote,
      id: ids.agreed,
      story_id: ids.published,
      note_id: notes.othersHeard,
      officer_id: people.otherOfficer,
      household_id: world.door1401,
      asked_by: people.officer,
      officer_says: "yes",
      officer_at: "2020-03-01",
      household_says: "yes",
      household_by: people.neighbour,
      household_at: "2020-03-01",
      household_how: "account",
    },
  ])}`;
  await sql`insert into story_figures ${sql({ ...here, story_id: ids.published, key: "doors_visited", value: 12 })}`;
  const photo = { ...here, ordinal: 1, width: 10, height: 10, added_by: people.officer };
  await sql`insert into story_photos ${sql([
    {
      ...photo,
      id: ids.photo,
      story_id: ids.draft,
      original_key: "story-a",
      public_key: "story-a-public",
      looked_by: people.officer,
      looked_at: "2020-03-01",
    },
    {
      ...photo,
      id: ids.shown,
      story_id: ids.published,
      original_key: "story-b",
      public_key: "story-b-public",
      looked_by: people.officer,
      looked_at: "2020-03-01",
    },
  ])}`;
  await sql`set local session_replication_role = origin`;
  await sql`set local role doorstep_owner`;
  for (const subject_id of [ids.draft, ids.published])
    await sql`insert into events ${sql({ ...here, subject_type: "story", subject_id, kind: "written", audience: "working", actor_id: people.officer })}`;
  return ids;
}

export const storiesChangeable: Changeable = {
  stories: {
    columns: ["agreement_id", "changed_at", "changed_by", "original", "problem_id", "related", "review", "status"],
    harmless: "review = review",
  },
  story_texts: { columns: ["body", "lead", "made", "seen", "title"], harmless: "lead = 'so'" },
  story_photos: {
    columns: ["alt", "boxes", "caption", "cover", "looked_at", "looked_by", "public_key"],
    harmless: "cover = true",
  },
};

/** Where the rows stand. */
export function storyRowsOf(g: StoryGallery): Named<string> {
  const id = (value: string) => `id = '${value}'`;
  const of = (value: string) => `story_id = '${value}'`;
  return {
    stories: { "the officer's draft": id(g.draft), "the officer's, published": id(g.published) },
    story_texts: { "of the draft": of(g.draft), "of the published one": of(g.published) },
    story_quotes: { "of 1502, asked for in the draft": id(g.asked), "of 1401, in the published one": id(g.agreed) },
    story_figures: { "of the published one": of(g.published) },
    story_photos: { "in the draft": id(g.photo), "in the published one": id(g.shown) },
    events: {
      "the draft of a story": `subject_id = '${g.draft}'`,
      "the published story": `subject_id = '${g.published}'`,
    },
  };
}

export function storyFunctionsOf(g: StoryGallery): Named<string> {
  const story = (id: string) => `select 1 where app.public_story('${id}') is not null`;
  const photo = (key: string) => `select 1 where app.public_story_photo('${key}') = 'there'`;
  return {
    "app.public_story()": { "the published story": story(g.published), "the draft of a story": story(g.draft) },
    "app.public_story_photo()": {
      "the published story's": photo("story-b-public"),
      "the draft's": photo("story-a-public"),
    },
  };
}

/** What a viewer might try: the last statement is the act, what stands before prepares it. */
export function storyActsOf(world: World, g: StoryGallery, user: string | null): Named<SQL[]> {
  const here = { community_id: world.a };
  const { officer, otherOfficer, coordinator } = world.people;
  const begins = (by: string | null) => insert("stories", { ...here, id: newId(), author_id: by, changed_by: by });
  const writes = (story_id: string) =>
    insert("story_texts", {
      ...here,
      story_id,
      locale: "en",
      title: "A lamp",
      lead: "",
      body: "It is lit.",
      made: "written",
    });
  const asks = (note_id: string, household_id: string, officer_id: string) =>
    insert("story_quotes", {
      ...here,
      id: newId(),
      story_id: g.draft,
      ordinal: 9,
      note_id,
      voice: "household",
      officer_id,
      household_id,
      words: sql`'{"zh-CN": "好的"}'::jsonb`,
      attribution: sql`'{"zh-CN": "一位住户"}'::jsonb`,
      asked_by: user,
    });
  const tells = (subject_id: string, from_status: string | null, to_status: string | null) =>
    insert("events", {
      ...here,
      subject_type: "story",
      subject_id,
      kind: "x",
      audience: "working",
      actor_id: user,
      from_status,
      to_status,
    });
  const answers = (quote: string, side: string, says: string, how: string | null) =>
    sql`select 1 where app.answer_story_quote(${quote}, ${side}, ${says}, ${how}, ${how && "so"})`;
  const photo = (more: Values) =>
    insert("story_photos", {
      ...here,
      id: newId(),
      story_id: g.draft,
      ordinal: 9,
      original_key: "x",
      width: 1,
      height: 1,
      added_by: user,
      ...more,
    });
  return {
    stories: {
      "+ begin a story": [begins(user)],
      "+ begin one in another's name": [begins(user === officer ? coordinator : officer)],
      "publish what the officer sent to be looked at": [
        sql`update stories set status = 'published' where id = ${g.sent}`,
      ],
      "take the officer's published story back": [
        sql`update stories set status = 'withdrawn' where id = ${g.published}`,
      ],
    },
    story_texts: {
      "+ write the draft in another language": [writes(g.draft)],
      "+ write into what is published": [writes(g.published)],
    },
    story_quotes: {
      "+ ask for words of 1502 for the draft": [asks(g.notes.heard, world.door1502, officer)],
      "+ ask for words of 1401 for the draft": [asks(g.notes.othersHeard, world.door1401, otherOfficer)],
      "say yes to the words of 1502, as its household": [answers(g.asked, "household", "yes", null)],
      "tell how 1502 said yes at the door": [answers(g.asked, "household", "yes", "door")],
      "say yes as the officer who wrote them down": [answers(g.asked, "officer", "yes", null)],
      "take back the words of 1401": [answers(g.agreed, "household", "no", null)],
      "write a consent down directly": [
        sql`update story_quotes set officer_says = 'yes', officer_at = now() where id = ${g.asked}`,
      ],
    },
    story_photos: {
      "+ add a photo to the draft": [photo({})],
      "+ add one that nobody has looked at": [photo({ public_key: "y", looked_by: user, looked_at: sql`now()` })],
    },
    events: { "+ on the published story": [tells(g.published, null, null)] },
  };
}
