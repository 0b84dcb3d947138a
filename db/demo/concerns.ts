import type postgres from "postgres";
import { awake, clockTime, day, hour } from "./clock.ts";
import type { People, Person, Resident } from "./people.ts";
import type { Entrance, Household, Place } from "./place.ts";
import type { Random } from "./random.ts";
import { storiesByCategory } from "./stories/index.ts";
import type { Story, Turn, UnitKind } from "./story.ts";
import type { Visited } from "./visits.ts";

/** Where a story is stopped. */
type Stop = "new" | "taken" | "assigned" | "waiting" | "solved" | "confirmed" | "closed";

/** Of about 300 concerns, so many are still open; the rest has come to its end. */
const open: Record<Exclude<Stop, "confirmed" | "closed">, number> = {
  new: 9,
  taken: 12,
  assigned: 52,
  waiting: 11,
  solved: 24,
};

const privateByCategory = new Set(["neighbours", "schooling", "medical", "welfare", "other"]);

/** Days until the first answer is due; kept beside the categories' own in domain/concern/category.ts. */
const answerDays: Record<string, number> = {
  fire: 2,
  lift: 1,
  cleaning: 2,
  water_power: 1,
  security: 2,
  medical: 2,
  grounds: 5,
};

type Step = { after: number; do: (at: number) => void; state?: Stop };

type Row = Record<string, unknown>;

/** The rows of the demo's concerns, table by table. */
type Rows = Record<
  "concerns" | "concern_people" | "threads" | "assignments" | "messages" | "events" | "thread_reads",
  Row[]
>;

export async function loadConcerns(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  visited: Visited[],
  now: number,
): Promise<number> {
  const rows: Rows = {
    concerns: [],
    concern_people: [],
    threads: [],
    assignments: [],
    messages: [],
    events: [],
    thread_reads: [],
  };
  const stories = random.shuffled(storiesByCategory);
  const numbers = new Set<string>();
  const stops = dealStops(stories);
  const own = hers(stories, stops);
  const doorstepVisits = random.shuffled(visited.filter((v) => v.at > now - 40 * day));
  stories.forEach(({ category, story }, index) => {
    const teller = new Teller(random, place, people, now, rows, numbers);
    const atDoor = /^(住户|\d*户|反映|户主|走访|老人说|.{0,6}住户反映)/.test(story.body)
      ? doorstepVisits.pop()
      : undefined;
    teller.tell(
      category,
      story,
      stops[index] ?? "confirmed",
      own.has(index) ? undefined : atDoor,
      own.has(index),
      index,
    );
  });
  for (const table of [
    "concerns",
    "concern_people",
    "threads",
    "assignments",
    "messages",
    "events",
    "thread_reads",
  ] as const) {
    for (let i = 0; i < rows[table].length; i += 500) {
      await sql`insert into ${sql(table)} ${sql(rows[table].slice(i, i + 500))}`;
    }
  }
  return rows.concerns.length;

  /** What the demo's resident has raised herself: matters of the house, in each state, so that her pages are alive. */
  function hers(list: typeof stories, stopped: Stop[]): Set<number> {
    const found = new Set<number>();
    for (const stop of [
      "solved",
      "assigned",
      "waiting",
      "assigned",
      "new",
      "confirmed",
      "confirmed",
      "confirmed",
    ] as const) {
      const index = list.findIndex(
        ({ category, story }, i) =>
          !found.has(i) &&
          stopped[i] === stop &&
          !story.private &&
          ["fire", "lift", "cleaning", "security"].includes(category) &&
          (stop !== "solved" || category === "fire"),
      );
      if (index >= 0) found.add(index);
    }
    return found;
  }

  /** Which story stops where: waiting needs a question in it, assigned a unit, and what is explained needs no unit. */
  function dealStops(list: typeof stories): Stop[] {
    const left = { ...open };
    return list.map(({ story }) => {
      const asks = story.turns.some((t) => "asks" in t);
      const fits = (Object.keys(left) as (keyof typeof left)[]).filter(
        (stop) => left[stop] > 0 && (stop !== "waiting" || asks) && (stop !== "assigned" || story.units.length > 0),
      );
      // The open ones are dealt first as far as they fit; each story that asks may wait.
      const stop = fits.includes("waiting") ? "waiting" : fits[0];
      if (stop) {
        left[stop] -= 1;
        return stop;
      }
      return story.units.length === 0 && random.chance(0.5) ? "closed" : "confirmed";
    });
  }
}

/** Tells one story as rows: who, where, when, and how far. */
class Teller {
  private readonly random: Random;
  private readonly place: Place;
  private readonly people: People;
  private readonly now: number;
  private readonly rows: Rows;
  private readonly numbers: Set<string>;
  private id = "";
  private last = 0;
  private seq = 0;

  constructor(random: Random, place: Place, people: People, now: number, rows: Rows, numbers: Set<string>) {
    this.random = random;
    this.place = place;
    this.people = people;
    this.now = now;
    this.rows = rows;
    this.numbers = numbers;
  }

  tell(category: string, story: Story, stop: Stop, visit: Visited | undefined, hers: boolean, index: number): void {
    const { random, people, now } = this;
    this.id = random.id();
    const reporter = visit ? undefined : this.reporterFor(hers, index);
    const household = visit?.household ?? reporter?.household ?? null;
    const entrance = this.place.entrances.find((e) => e.id === household?.entranceId) as Entrance;
    const owner = this.ownerFor(index, stop);
    const days = answerDays[category] ?? 3;
    const c = {
      status: "new" as string,
      owner: people.coordinators[1] as Person,
      answeredAt: null as number | null,
      solvedAt: null as number | null,
      closedAt: null as number | null,
      nextAt: 0,
      nextStep: "take" as string | null,
      rating: null as number | null,
      closeReason: null as string | null,
    };
    const units = new Map<
      UnitKind,
      {
        id: string;
        status: string;
        due: number;
        assigned: number;
        accepted: number | null;
        answered: number | null;
        returned: number | null;
      }
    >();
    const speakers = Object.fromEntries(
      (Object.keys(people.units) as UnitKind[]).map((k) => [k, this.speakerOf(k)]),
    ) as Record<UnitKind, Person>;
    const agency = people.agencyId;

    const move = (to: string) => {
      const from = c.status;
      c.status = to;
      return from === to ? {} : { from_status: from, to_status: to };
    };
    const next = (at: number, step: string, inDays: number) => {
      c.nextStep = step;
      c.nextAt = clockTime(at, inDays, 18);
    };
    const answered = (at: number) => {
      c.answeredAt ??= at;
    };

    const steps: Step[] = [
      {
        after: 0,
        state: "new",
        do: (at) =>
          this.event(at, "raised", reporter?.id ?? visit?.officers[0] ?? null, {
            data: { origin: visit ? "doorstep" : "online" },
          }),
      },
    ];
    const step = (after: number, act: (at: number) => void, state?: Stop) => steps.push({ after, do: act, state });
    step(
      random.between(1, 14),
      (at) => {
        c.owner = owner;
        this.event(at, "taken", owner.id, move("taken"));
        next(at, "answer", 1);
      },
      "taken",
    );
    if (story.units.length) {
      step(
        random.between(0.1, 3),
        (at) => {
          const due = clockTime(at, days, 18);
          for (const kind of story.units)
            units.set(kind, {
              id: random.id(),
              status: "assigned",
              due,
              assigned: at,
              accepted: null,
              answered: null,
              returned: null,
            });
          this.event(at, "assigned", owner.id, {
            ...move("assigned"),
            data: { organizations: story.units.map((k) => people.units[k].id), dueAt: new Date(due).toISOString() },
          });
          next(at, "units_answer", days);
        },
        "assigned",
      );
    }
    for (const turn of story.turns)
      this.turnSteps(turn, { step, move, next, answered, units, speakers, owner, reporter, agency, c });
    if (stop === "closed") {
      step(
        random.between(2, 20),
        (at) => {
          c.closeReason = "explained";
          c.closedAt = at;
          c.nextStep = null;
          answered(at);
          this.event(at, "closed", owner.id, {
            ...move("closed"),
            data: { reason: "explained" },
            message: this.message(at, owner.id, agency, "everyone", story.solved),
          });
        },
        "closed",
      );
    } else {
      step(
        random.between(4, 44),
        (at) => {
          c.solvedAt = at;
          answered(at);
          this.event(at, "solved", owner.id, {
            ...move("solved"),
            message: this.message(at, owner.id, agency, "everyone", story.solved),
          });
          next(at, "confirm", 7);
        },
        "solved",
      );
      step(
        random.between(1, 70),
        (at) => {
          c.rating = story.rating;
          c.closedAt = at;
          c.nextStep = null;
          const actor = reporter?.id ?? null;
          this.event(at, "confirmed", actor, {
            ...move("confirmed"),
            data: { rating: story.rating },
            message: story.thanks && actor ? this.message(at, actor, null, "everyone", story.thanks) : null,
          });
        },
        "confirmed",
      );
    }

    const done = this.cut(steps, stop);
    const lasted = done.slice(1).reduce((sum, s) => sum + s.after * hour, 0);
    const ended = stop === "confirmed" || stop === "closed";
    // The finished ones lie back up to three months; of the open ones something happened in the last two days.
    const quiet = ended
      ? random.between(6, 1900) * hour
      : stop === "new"
        ? random.between(0.5, 16) * hour
        : random.between(1, 50) * hour;
    const begun = visit ? visit.at + 8 * 60_000 : awake(now - quiet - lasted, random);
    let at = begun;
    for (const s of done) {
      // Never after now, and never before what came before.
      at = Math.max(at, Math.min(awake(at + s.after * hour, random), now - random.between(2, 40) * 60_000));
      s.do(at);
    }
    // An open concern whose date has passed is late: a few are, the others were given a later date.
    const late = stop !== "new" && random.chance(0.1);
    if (!ended && late) c.nextAt = now - random.between(2, 50) * hour;
    else if (!ended && c.nextAt < now) {
      c.nextAt = clockTime(now, stop === "new" ? 1 : random.whole(1, 4), 18);
      for (const u of units.values())
        if (u.status !== "answered" && u.status !== "returned") u.due = Math.max(u.due, c.nextAt);
    }
    this.write(category, story, c, { begun, visit, reporter, household, entrance, units, days });
  }

  private turnSteps(
    turn: Turn,
    k: {
      step: (after: number, act: (at: number) => void, state?: Stop) => void;
      move: (to: string) => Row;
      next: (at: number, step: string, inDays: number) => void;
      answered: (at: number) => void;
      units: Map<
        UnitKind,
        {
          id: string;
          status: string;
          due: number;
          accepted: number | null;
          answered: number | null;
          returned: number | null;
        }
      >;
      speakers: Record<UnitKind, Person>;
      owner: Person;
      reporter: Resident | undefined;
      agency: string;
      c: { status: string };
    },
  ): void {
    const { random, people } = this;
    const resumed = () => ([...k.units.values()].some((u) => u.status !== "returned") ? "assigned" : "taken");
    if (turn.by === "reporter") {
      k.step(random.between(0.5, 22), (at) => {
        const waited = k.c.status === "waiting";
        const actor = k.reporter?.id ?? k.owner.id;
        const organization = k.reporter ? null : k.agency;
        this.event(at, "replied", actor, {
          ...(waited ? k.move(resumed()) : {}),
          message: this.message(at, actor, organization, "everyone", turn.says),
        });
        if (waited) k.next(at, "answer", 1);
      });
    } else if (turn.by === "officer") {
      if ("asks" in turn) {
        k.step(
          random.between(2, 20),
          (at) => {
            k.answered(at);
            this.event(at, "asked", k.owner.id, {
              ...k.move("waiting"),
              message: this.message(at, k.owner.id, k.agency, "everyone", turn.asks),
            });
            k.next(at, "supply", 7);
          },
          "waiting",
        );
      } else {
        const working = "works" in turn;
        k.step(random.between(1, 16), (at) => {
          if (!working) k.answered(at);
          const body = "works" in turn ? turn.works : turn.says;
          this.event(at, "replied", k.owner.id, {
            audience: working ? "working" : "everyone",
            message: this.message(at, k.owner.id, k.agency, working ? "working" : "everyone", body),
          });
        });
      }
    } else {
      this.unitSteps(turn as Extract<Turn, { by: UnitKind }>, {
        ...k,
        organization: people.units[turn.by].id,
        resumed,
      });
    }
  }

  private unitSteps(
    turn: Extract<Turn, { by: UnitKind }>,
    k: Parameters<Teller["turnSteps"]>[1] & { organization: string; resumed: () => string },
  ): void {
    const { random } = this;
    const speaker = k.speakers[turn.by];
    const unit = () => k.units.get(turn.by);
    const change = (to: string) => {
      const u = unit();
      if (!u) return {};
      const data = { assignment: u.id, organization: k.organization, from: u.status, to };
      u.status = to;
      return { data };
    };
    if (("answers" in turn || "works" in turn || "says" in turn) && random.chance(0.8)) {
      k.step(random.between(0.5, 18), (at) => {
        const u = unit();
        if (u?.status !== "assigned") return;
        u.accepted = at;
        this.event(at, "accepted", speaker.id, change("accepted"));
      });
    }
    const body =
      "answers" in turn ? turn.answers : "returns" in turn ? turn.returns : "works" in turn ? turn.works : turn.says;
    const working = "works" in turn || "returns" in turn;
    k.step(random.between(2, 30), (at) => {
      const message = this.message(at, speaker.id, k.organization, working ? "working" : "everyone", body);
      const u = unit();
      if (!working) k.answered(at);
      if ("answers" in turn && u) {
        u.answered = at;
        u.accepted ??= at;
        this.event(at, "answered", speaker.id, { ...change("answered"), message });
        if ([...k.units.values()].every((x) => x.status === "answered" || x.status === "returned"))
          k.next(at, "answer", 1);
      } else if ("returns" in turn && u) {
        u.returned = at;
        const changed = change("returned");
        this.event(at, "returned", speaker.id, {
          ...changed,
          ...(k.c.status === "assigned" ? k.move(k.resumed()) : {}),
          audience: "working",
          message,
        });
        k.next(at, "answer", 1);
      } else {
        this.event(at, "replied", speaker.id, { audience: working ? "working" : "everyone", message });
      }
    });
  }

  /** The steps up to where the story stops: for those in work, anywhere on the way. */
  private cut(steps: Step[], stop: Stop): Step[] {
    if (stop === "assigned") {
      const from = steps.findIndex((s) => s.state === "assigned");
      const to = steps.findIndex((s) => s.state === "waiting" || s.state === "solved");
      return steps.slice(0, this.random.whole(from + 1, Math.max(from + 1, to)));
    }
    const at = steps.findIndex((s) => s.state === stop);
    return steps.slice(0, at + 1);
  }

  private event(at: number, kind: string, actor: string | null, more: Row & { message?: string | null } = {}): void {
    const { message = null, data = {}, audience = "everyone", from_status = null, to_status = null } = more;
    this.seq += 1;
    this.last = at;
    this.rows.events.push({
      community_id: this.place.communityId,
      subject_type: "concern",
      subject_id: this.id,
      kind,
      audience,
      actor_id: actor,
      from_status,
      to_status,
      message_id: message,
      data,
      at: new Date(at),
    });
  }

  private message(
    at: number,
    author: string | null,
    organization: string | null,
    audience: string,
    body: string,
  ): string {
    const id = this.random.id();
    this.rows.messages.push({
      community_id: this.place.communityId,
      id,
      thread_id: this.id,
      concern_id: this.id,
      author_id: author,
      organization_id: organization,
      audience,
      body,
      created_at: new Date(at),
    });
    return id;
  }

  private write(
    category: string,
    story: Story,
    c: {
      status: string;
      owner: Person;
      answeredAt: number | null;
      solvedAt: number | null;
      closedAt: number | null;
      nextAt: number;
      nextStep: string | null;
      rating: number | null;
      closeReason: string | null;
    },
    k: {
      begun: number;
      visit: Visited | undefined;
      reporter: Resident | undefined;
      household: Household | null;
      entrance: Entrance;
      units: Map<
        UnitKind,
        {
          id: string;
          status: string;
          due: number;
          assigned: number;
          accepted: number | null;
          answered: number | null;
          returned: number | null;
        }
      >;
      days: number;
    },
  ): void {
    const { random, rows, place, people } = this;
    const base = { community_id: place.communityId };
    const date = (at: number | null) => (at === null ? null : new Date(at));
    const closed = c.closedAt !== null;
    // Grounds, gate and garage belong to the whole compound.
    const inBuilding = !["grounds", "gate", "garage"].includes(story.area ?? "");
    rows.concerns.push({
      ...base,
      id: this.id,
      number: this.number(k.begun),
      title: story.title,
      body: story.body,
      category,
      privacy: (story.private ?? privateByCategory.has(category)) ? "private" : "neighbourhood",
      status: c.status,
      urgency: story.urgent ? "urgent" : "normal",
      origin: k.visit ? "doorstep" : "online",
      building_id: inBuilding ? k.entrance.buildingId : null,
      entrance_id: inBuilding ? k.entrance.id : null,
      floor: inBuilding && story.area && story.area !== "hall" ? (k.household?.floor ?? null) : null,
      area: story.area ?? null,
      visit_id: k.visit?.id ?? null,
      owner_id: c.owner.id,
      next_at: closed ? null : new Date(c.nextAt || clockTime(k.begun, 1, 18)),
      next_step: c.nextStep,
      created_by: k.reporter?.id ?? k.visit?.officers[0] ?? null,
      created_at: new Date(k.begun),
      answered_at: date(c.answeredAt),
      answer_due_at: new Date(clockTime(k.begun, k.days, 18)),
      solved_at: date(c.solvedAt),
      closed_at: date(c.closedAt),
      close_reason: c.closeReason,
      rating: c.rating,
      paused_at: c.status === "waiting" ? new Date(this.last) : null,
      // What was late before the demo began was told of then.
      escalated_at: clockTime(k.begun, k.days, 18) < this.now ? new Date(clockTime(k.begun, k.days, 18)) : null,
    });
    rows.concern_people.push({
      ...base,
      id: random.id(),
      concern_id: this.id,
      role: "reporter",
      user_id: k.reporter?.id ?? null,
      household_id: k.household?.id ?? null,
      name: k.reporter?.name ?? k.household?.holder ?? null,
      share_contact: random.chance(0.5),
      created_at: new Date(k.begun),
    });
    rows.threads.push({ ...base, id: this.id, concern_id: this.id, created_at: new Date(k.begun) });
    for (const [kind, u] of k.units) {
      rows.assignments.push({
        ...base,
        id: u.id,
        concern_id: this.id,
        organization_id: people.units[kind].id,
        status: u.status,
        due_at: new Date(u.due),
        assigned_by: c.owner.id,
        assigned_at: new Date(u.assigned),
        accept_due_at: new Date(Math.min(clockTime(u.assigned, 1, 18), u.due)),
        accepted_at: date(u.accepted),
        answered_at: date(u.answered),
        returned_at: date(u.returned),
        return_reason: u.returned === null ? null : "not_ours",
        escalated_at: u.due < this.now ? new Date(u.due) : null,
      });
    }
    if (!closed && this.seq > 2)
      rows.thread_reads.push({
        ...base,
        concern_id: this.id,
        user_id: c.owner.id,
        seq: this.seq - random.whole(0, 1),
        at: new Date(this.last),
      });
  }

  private number(at: number): string {
    const month = new Date(at + 8 * hour).toISOString().slice(2, 7).replace("-", "");
    for (;;) {
      const number = `${month}-${String(this.random.whole(0, 9999)).padStart(4, "0")}`;
      if (!this.numbers.has(number)) {
        this.numbers.add(number);
        return number;
      }
    }
  }

  private reporterFor(hers: boolean, index: number): Resident {
    const { residents } = this.people;
    return residents[hers ? 0 : 1 + ((index * 13) % (residents.length - 1))] as Resident;
  }

  private ownerFor(index: number, stop: Stop): Person {
    const { officers, coordinators } = this.people;
    if (stop !== "confirmed" && index % 5 === 0) return officers[8] as Person;
    if (index % 6 === 0) return coordinators[1] as Person;
    return this.random.pick(officers);
  }

  private speakerOf(kind: UnitKind): Person {
    const { members } = this.people.units[kind];
    return this.random.chance(0.55) ? (members[0] as Person) : this.random.pick(members);
  }
}
