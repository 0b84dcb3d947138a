import { clockTime } from "./clock.ts";
import { monthOf } from "./number.ts";
import type { People, Person, Resident } from "./people.ts";
import type { Entrance, Household, Place } from "./place.ts";
import type { Random } from "./random.ts";
import type { Story, UnitKind } from "./story.ts";
import type { Visited } from "./visits.ts";

export type Row = Record<string, unknown>;

/** The rows of the demo's concerns, table by table. */
export type Rows = Record<
  "concerns" | "concern_people" | "threads" | "assignments" | "messages" | "events" | "thread_reads",
  Row[]
>;

/** A partner unit's part in a concern. */
export type UnitPart = {
  id: string;
  status: string;
  due: number;
  assigned: number;
  accepted: number | null;
  answered: number | null;
  returned: number | null;
};

/** How a concern stands when its story stops. */
export type Standing = {
  status: string;
  owner: Person;
  answeredAt: number | null;
  solvedAt: number | null;
  closedAt: number | null;
  nextAt: number;
  nextStep: string | null;
  rating: number | null;
  closeReason: string | null;
};

const privateByCategory = new Set(["neighbours", "schooling", "medical", "welfare", "other"]);

/** Writes one concern as rows: what happened, what was said, and how it stands. */
export class ConcernWriter {
  protected readonly random: Random;
  protected readonly place: Place;
  protected readonly people: People;
  protected readonly now: number;
  private readonly rows: Rows;
  private readonly numbers: Set<string>;
  protected id = "";
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

  protected event(at: number, kind: string, actor: string | null, more: Row & { message?: string | null } = {}): void {
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

  protected message(
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

  protected write(
    category: string,
    story: Story,
    c: Standing,
    k: {
      begun: number;
      visit: Visited | undefined;
      reporter: Resident | undefined;
      household: Household | null;
      entrance: Entrance;
      units: Map<UnitKind, UnitPart>;
      days: number;
      /** Where it came in, if neither at a door nor from an account. */
      origin?: "phone";
      /** When its answer was due. Left out: in the evening, so many days on. */
      due?: number;
    },
  ): void {
    const { random, rows, place, people } = this;
    const base = { community_id: place.communityId };
    const date = (at: number | null) => (at === null ? null : new Date(at));
    const closed = c.closedAt !== null;
    const due = k.due ?? clockTime(k.begun, k.days, 18);
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
      origin: k.origin ?? (k.visit ? "doorstep" : "online"),
      building_id: inBuilding ? k.entrance.buildingId : null,
      entrance_id: inBuilding ? k.entrance.id : null,
      floor: inBuilding && story.area && story.area !== "hall" ? (k.household?.floor ?? null) : null,
      area: story.area ?? null,
      visit_id: k.visit?.id ?? null,
      owner_id: c.owner.id,
      next_at: closed ? null : new Date(c.nextAt || clockTime(k.begun, 1, 18)),
      next_step: c.nextStep,
      created_by: k.reporter?.id ?? k.visit?.officers[0] ?? (k.origin ? c.owner.id : null),
      created_at: new Date(k.begun),
      answered_at: date(c.answeredAt),
      answer_due_at: new Date(due),
      solved_at: date(c.solvedAt),
      closed_at: date(c.closedAt),
      close_reason: c.closeReason,
      rating: c.rating,
      paused_at: c.status === "waiting" ? new Date(this.last) : null,
      // What was late before the demo began was told of then.
      escalated_at: due < this.now ? new Date(due) : null,
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
    const month = monthOf(at);
    for (;;) {
      const number = `${month}-${String(this.random.whole(0, 9999)).padStart(4, "0")}`;
      if (!this.numbers.has(number)) {
        this.numbers.add(number);
        return number;
      }
    }
  }
}
