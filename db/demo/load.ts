import postgres from "postgres";
import { loadAgreement } from "./agreements.ts";
import { loadConcerns } from "./concerns.ts";
import { loadHelpers } from "./helpers.ts";
import { loadMeetings } from "./meetings.ts";
import { nameSource } from "./names.ts";
import { loadPast } from "./past/load.ts";
import { loadPeople } from "./people.ts";
import { type KeepPhoto, keepNothing, loadConcernPhotos } from "./photos.ts";
import { loadPlace } from "./place.ts";
import { loadPolicies } from "./policies.ts";
import { loadProblems } from "./problems.ts";
import { loadPublications } from "./publications.ts";
import { randomFrom } from "./random.ts";
import { loadRooms } from "./rooms.ts";
import { loadSteps } from "./steps.ts";
import { loadStories } from "./stories-told.ts";
import { loadVisits } from "./visits.ts";
import { loadVoices } from "./voices.ts";

/**
 * Loads the demo community where there is no community yet: the same people, doors and texts each time, with dates
 * counted back from this start, so that deadlines are alive. All or nothing.
 * @param url the database, as its administrator
 * @param keep where its photos go; left out: nowhere
 * @returns whether it was loaded now
 */
export async function loadDemo(url: string, now = Date.now(), keep: KeepPhoto = keepNothing): Promise<boolean> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: "doorstep demo" } });
  try {
    return await client.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(720051136)`;
      await sql`set local role doorstep_owner`;
      // The invented past is written without telling anybody.
      await sql`set local app.silent = 'on'`;
      const [found] = await sql`select 1 from communities limit 1`;
      if (found) return false;
      const random = randomFrom(20171024);
      const name = nameSource(random);
      const place = await loadPlace(sql, random, name);
      const people = await loadPeople(sql, random, name, place, now);
      const visited = await loadVisits(sql, random, place, people, now);
      await loadConcerns(sql, random, place, people, visited, now);
      await loadPolicies(sql, random, place, people, now);
      await loadVoices(sql, random, place, people, now);
      await loadRooms(sql, random, place, people, now);
      await loadProblems(sql, random, place, people, now);
      const [fire] = await sql<{ id: string }[]>`
        select id from problems where community_id = ${place.communityId} and category = 'fire' order by created_at, id limit 1`;
      if (!fire) throw new Error("the demo's agreement is about a problem of fire control");
      await loadMeetings(sql, place, people, now, fire.id);
      await loadAgreement(sql, random, place, people, now, fire.id);
      await loadSteps(sql, random, place, now);
      await loadPast(sql, place, people, visited, now);
      await loadPublications(sql, random, place, people, now);
      // A source of their own: what else is drawn stays what it was.
      const names = randomFrom(20_171_102);
      await loadConcernPhotos(sql, names, place, keep);
      await loadStories(sql, random, place, people, now, { names, keep });
      await loadHelpers(sql, random, place, people, now);
      // What was just written is not known to the planner yet.
      await sql`analyze`;
      return true;
    });
  } finally {
    await client.end();
  }
}
