import { awake, clockTime, hour } from "./clock.ts";
import { ConcernWriter, type Row, type Standing, type UnitPart } from "./concern-writer.ts";
import type { Person, Resident } from "./people.ts";
import type { Entrance } from "./place.ts";
import { rooms } from "./stories/rooms.ts";
import type { Story, Turn, UnitKind } from "./story.ts";
import type { Visited } from "./visits.ts";

/** Where a story is stopped. */
export type Stop = "new" | "taken" | "assigned" | "waiting" | "solved" | "confirmed" | "closed";

/** Days until the first answer is due; kept beside the categories' own in domain/concern/category.ts. */
export const answerDays: Record<string, number> = {
  fire: 2,
  lift: 1,
  cleaning: 2,
  water_power: 1,
  security: 2,
  medical: 2,
  grounds: 5,
};

type Step = { after: number; do: (at: number) => void; state?: Stop };

/** Tells one story as rows: who, where, when, and how far. */
export class Teller extends ConcernWriter {
  tell(category: string, story: Story, stop: Stop, visit: Visited | undefined, hers: boolean, index: number): void {
    const { random, people, now } = this;
    this.id = random.id();
    const reporter = visit ? undefined : this.reporterFor(hers, index);
    const household = visit?.household ?? reporter?.household ?? null;
    const entrance = this.place.entrances.find((e) => e.id === household?.entranceId) as Entrance;
    const owner = this.ownerFor(index, stop);
    const days = answerDays[category] ?? 3;
    const c: Standing = {
      ...{ status: "new", owner: people.coordinators[1] as Person },
      ...{ answeredAt: null, solvedAt: null, closedAt: null },
      ...{ nextAt: 0, nextStep: "take", rating: null, closeReason: null },
    };
    const units = new Map<UnitKind, UnitPart>();
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

    const done = this.cut(steps, stop, story);
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
      units: Map<UnitKind, UnitPart>;
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
  private cut(steps: Step[], stop: Stop, { title }: Story): Step[] {
    if (stop === "assigned") {
      const from = steps.findIndex((s) => s.state === "assigned");
      const to = steps.findIndex((s) => s.state === "waiting" || s.state === "solved");
      // One with a side room has come as far as its story goes.
      if (rooms.some((room) => room.title === title)) return steps.slice(0, to);
      return steps.slice(0, this.random.whole(from + 1, Math.max(from + 1, to)));
    }
    const at = steps.findIndex((s) => s.state === stop);
    return steps.slice(0, at + 1);
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
