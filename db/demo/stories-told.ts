import type postgres from "postgres";
import { clockTime, day } from "./clock.ts";
import type { People, Person } from "./people.ts";
import { type KeepPhoto, type StoryPhoto, storeName } from "./photos.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";
import { type Told, told } from "./stories-told-texts.ts";

/** How the consent of a household without an account was heard, as the officer wrote it down. */
const heardAtDoor = "第二次上门时念给住户听，说可以登，不写名字就行。";

/** A post as it is written in Taiwan. */
const inTaiwan = (post: string): string =>
  [
    ["检察", "檢察"],
    ["长", "長"],
    ["书记员", "書記員"],
    ["办公室", "辦公室"],
    ["联络", "聯絡"],
  ].reduce((all, [from = "", into = ""]) => all.replaceAll(from, into), post);

/**
 * The demo's stories: three that everybody reads, one that waits for a second person, one that is being written. Quotes come
 * from the demo's own visit notes, with both consents.
 */
export async function loadStories(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  now: number,
  photos: { names: Random; keep: KeepPhoto },
): Promise<void> {
  const here = { community_id: place.communityId };
  const [fire] = await sql<{ id: string; number: string }[]>`
    select id, number from problems where community_id = ${place.communityId} and category = 'fire' order by created_at, id limit 1`;
  const [agreement] = await sql<{ id: string }[]>`
    select id from agreements where community_id = ${place.communityId} and problem_id = ${fire?.id ?? null} order by created_at, id limit 1`;
  const ids = told.map(() => random.id());
  for (const [i, story] of told.entries()) {
    const id = ids[i] as string;
    const at = clockTime(now - story.daysAgo * day, 0, 9.5);
    const author = story.author(people);
    await sql`insert into stories ${sql({
      ...here,
      id,
      status: "draft",
      author_id: author.id,
      changed_by: author.id,
      problem_id: story.fire ? (fire?.id ?? null) : null,
      agreement_id: story.fire ? (agreement?.id ?? null) : null,
      related: ids.filter((other) => other !== id).slice(0, 2),
      created_at: new Date(at - 3 * day),
      changed_at: new Date(at - day),
    })}`;
    await sql`insert into story_texts ${sql(
      Object.entries(story.texts).map(([locale, text]) => ({
        ...here,
        story_id: id,
        locale,
        title: text.title,
        lead: text.lead,
        body: text.body.replaceAll("FIRE", fire?.number ?? ""),
        made: locale === "zh-TW" ? "corrected" : "written",
        seen:
          locale === "zh-CN"
            ? null
            : sql.json({
                ...story.texts["zh-CN"],
                body: story.texts["zh-CN"].body.replaceAll("FIRE", fire?.number ?? ""),
              }),
      })) as never,
    )}`;
    await tell(id, "written", author, at - 3 * day);
    for (const [n, photo] of (story.photos ?? []).entries()) await addPhoto(id, n + 1, photo, author, at);
    for (const [n, quote] of story.quotes.entries()) await addQuote(id, n + 1, quote, story, at);
    if (story.state === "draft") continue;
    await tell(id, "send", author, at - day, ["draft", "in_review"]);
    await sql`update stories set status = 'in_review', sent_at = ${new Date(at - day)} where community_id = ${place.communityId} and id = ${id}`;
    if (story.state === "in_review") continue;
    const second = people.coordinators[1] as Person;
    await tell(id, "publish", second, at, ["in_review", "published"]);
    await sql`
      update stories set status = 'published', published_at = ${new Date(at)}, published_by = ${second.id}
      where community_id = ${place.communityId} and id = ${id}`;
    // On that day fewer doors had been reached than today.
    await sql`
      update story_figures set value = floor(value * ${1 - story.daysAgo / 150})
      where community_id = ${place.communityId} and story_id = ${id} and key in ('doors_visited', 'concerns_raised', 'concerns_solved')`;
  }
  async function tell(
    id: string,
    kind: string,
    by: Person,
    at: number,
    [from, to]: [string?, string?] = [],
    data: Record<string, unknown> = {},
  ) {
    await sql`insert into events ${sql({
      ...here,
      subject_type: "story",
      subject_id: id,
      kind,
      audience: "working",
      actor_id: by.id,
      at: new Date(at),
      from_status: from ?? null,
      to_status: to ?? null,
      data,
    } as never)}`;
  }

  async function addPhoto(story: string, ordinal: number, photo: StoryPhoto, author: Person, at: number) {
    const { names, keep } = photos;
    const [key, seen] = [storeName(names), storeName(names)];
    const boxes = photo.boxes ?? [];
    const { width, height } = await keep(photo.drawing, key, { key: seen, boxes });
    const id = names.id();
    await sql`insert into story_photos ${sql({
      ...here,
      ...{ id, story_id: story, ordinal, original_key: key, public_key: seen, width, height, boxes: sql.json(boxes) },
      ...{ alt: sql.json(photo.alt), caption: sql.json(photo.caption), cover: photo.cover ?? false },
      ...{ added_by: author.id, created_at: new Date(at - 2.5 * day) },
      ...{ looked_by: author.id, looked_at: new Date(at - 2.4 * day) },
    } as never)}`;
    await tell(story, "photos_added", author, at - 2.5 * day, [], { count: 1 });
    await tell(story, "photo_looked_at", author, at - 2.4 * day, [], { photo: id, boxes: boxes.length });
  }

  async function addQuote(story: string, ordinal: number, quote: Told["quotes"][number], of: Told, at: number) {
    const [note] = await sql<
      {
        id: string;
        author: string;
        household: string;
        kind: string;
        name: string;
        post: string | null;
        building: string;
      }[]
    >`
      select n.id, n.author_id as author, v.household_id as household, n.kind, u.name, u.post, b.name as building
      from visit_notes n join users u on u.id = n.author_id
      join visits v on v.community_id = n.community_id and v.id = n.visit_id
      join households h on h.community_id = v.community_id and h.id = v.household_id
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where n.community_id = ${place.communityId} and strpos(n.body, ${quote.from}) > 0 order by n.created_at, n.id limit 1`;
    if (!note) throw new Error(`the demo has no visit note that says ${quote.from}`);
    const officer = [note.post, note.name].filter(Boolean).join(" ");
    const attribution =
      note.kind === "reflection"
        ? { "zh-CN": officer, "zh-TW": inTaiwan(officer), en: note.name }
        : {
            "zh-CN": `${note.building}一位住户`,
            "zh-TW": `${note.building}一位住戶`,
            en: `A resident of building ${note.building.replace(/\D/g, "")}`,
          };
    const agreed = of.state === "published";
    await sql`insert into story_quotes ${sql({
      ...here,
      id: random.id(),
      story_id: story,
      ordinal,
      note_id: note.id,
      voice: note.kind === "reflection" ? "officer" : "household",
      officer_id: note.author,
      household_id: note.household,
      words: sql.json(quote.words),
      attribution: sql.json(attribution),
      asked_by: of.author(people).id,
      asked_at: new Date(at - 3 * day),
      officer_says: agreed ? "yes" : null,
      officer_at: agreed ? new Date(at - 2 * day) : null,
      household_says: agreed ? "yes" : null,
      household_by: agreed ? note.author : null,
      household_at: agreed ? new Date(at - 2 * day) : null,
      household_how: agreed ? "door" : null,
      household_note: agreed ? heardAtDoor : null,
    } as never)}`;
  }
}
