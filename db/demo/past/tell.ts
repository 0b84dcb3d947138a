import { awake, clockTime, day, hour, workEvening } from "../clock.ts";
import { ConcernWriter, type Standing, type UnitPart } from "../concern-writer.ts";
import type { Person, Resident } from "../people.ts";
import type { Entrance, Household } from "../place.ts";
import type { UnitKind } from "../story.ts";
import { answerDays } from "../teller.ts";
import type { Visited } from "../visits.ts";
import { again } from "./again.ts";
import { firstAnswers } from "./answers.ts";
import type { Matter } from "./matter.ts";

/** Who raised it, and where: at a door, with an account of theirs, or by telephone. */
export type Raised = { begun: number; household: Household; visit?: Visited; resident?: Resident };

/** Of so many in a hundred the answer came late. */
const lateOf: Partial<Record<UnitKind, number>> = { property: 19, fire: 8, committee: 7 };

/** Tells what is over: raised, taken, given to a unit, answered in time or late, solved, and what they said to it. */
export class PastTeller extends ConcernWriter {
  private readonly said = new Set<string>();

  tellPast(matter: Matter, line: string, { begun, household, visit, resident }: Raised): void {
    const { random, people, place } = this;
    const [title = "", body = "", ending = "", thanks] = line.split("｜");
    this.id = random.id();
    const owner = random.chance(0.2) ? (people.coordinators[1] as Person) : random.pick(people.officers);
    const days = answerDays[matter.category] ?? 3;
    const due = workEvening(begun, days);
    const reporter = resident?.id ?? null;
    const c: Standing = {
      ...{ status: "new", owner, answeredAt: null, solvedAt: null, closedAt: null },
      ...{ nextAt: 0, nextStep: null, rating: null, closeReason: null },
    };
    const move = (to: string) => {
      const from = c.status;
      c.status = to;
      return { from_status: from, to_status: to };
    };
    const say = (at: number, text: string) => this.message(at, owner.id, people.agencyId, "everyone", text);
    const later = (at: number, from: number, to: number) => awake(at + random.between(from, to) * hour, random);

    const origin = visit ? "doorstep" : resident ? "online" : "phone";
    this.event(begun, "raised", reporter ?? visit?.officers[0] ?? owner.id, { data: { origin } });
    let at = later(begun, 0.5, 14);
    this.event(at, "taken", owner.id, move("taken"));

    const units = new Map<UnitKind, UnitPart>();
    const [main, second] = matter.units;
    const given = main ? (second && random.chance(0.35) ? [main, second] : [main]) : [];
    const late = main !== undefined && random.chance((lateOf[main] ?? 10) / 100);
    if (main) {
      at = later(at, 0.1, 3);
      const unitDue = Math.max(due, workEvening(at, 1));
      for (const kind of given) units.set(kind, this.part(at, unitDue));
      this.event(at, "assigned", owner.id, {
        ...move("assigned"),
        data: {
          organizations: given.map((kind) => people.units[kind].id),
          dueAt: new Date(unitDue).toISOString(),
        },
      });
      const assigned = at;
      for (const kind of given) {
        const within = Math.max(2 * hour, due - assigned);
        const when = late
          ? due + random.between(4, 70) * hour
          : Math.min(assigned + within * random.between(0.15, 0.85), due - 0.5 * hour);
        at = Math.max(at + 6 * 60_000, awake(when, random));
        this.answer(kind, units, { assigned, at });
        c.answeredAt ??= at;
      }
    }

    const twice = again[title];
    if (twice) {
      at = later(at, 6, 60);
      this.event(at, "solved", owner.id, { ...move("solved"), message: say(at, twice[0]) });
      c.answeredAt ??= at;
      at = later(at, 20, 130);
      const words = this.message(at, reporter ?? owner.id, reporter ? null : people.agencyId, "everyone", twice[1]);
      this.event(at, "reopened", reporter ?? owner.id, { ...move("taken"), message: words });
    }
    at = main ? later(at, 20, random.chance(0.25) ? 360 : 150) : Math.min(later(at, 2, 40), due - 60_000);
    if (main) {
      this.event(at, "solved", owner.id, { ...move("solved"), message: say(at, ending) });
      c.solvedAt = at;
      this.end(c, move, { at, reporter, thanks, pleased: !late && !twice });
    } else {
      this.event(at, "closed", owner.id, {
        ...move("closed"),
        data: { reason: "explained" },
        message: say(at, ending),
      });
      Object.assign(c, { closedAt: at, closeReason: "explained" });
    }
    c.answeredAt ??= at;
    this.write(
      matter.category,
      {
        ...{ title, body, units: given, turns: [], solved: ending, rating: 5 },
        ...(matter.area ? { area: matter.area } : {}),
        ...(matter.private === undefined ? {} : { private: matter.private }),
      },
      c,
      {
        ...{ begun, visit, reporter: resident, household, units, days, due },
        ...{ entrance: place.entrances.find((e) => e.id === household.entranceId) as Entrance },
        ...(origin === "phone" ? { origin } : {}),
      },
    );
  }

  /** They say what they think of it, or nothing for two weeks. */
  private end(
    c: Standing,
    move: (to: string) => Record<string, string>,
    k: { at: number; reporter: string | null; thanks: string | undefined; pleased: boolean },
  ): void {
    const { random } = this;
    if (!k.thanks && random.chance(0.16)) {
      c.closedAt = k.at + 14 * day;
      c.closeReason = "not_answered";
      this.event(c.closedAt, "expired", null, { ...move("closed"), data: { reason: "not_answered" } });
      return;
    }
    const dice = random.next() - (k.pleased ? 0 : 0.28);
    c.rating = k.thanks ? 5 : dice > 0.52 ? 5 : dice > 0.16 ? 4 : dice > 0.02 ? 3 : dice > -0.16 ? 2 : 1;
    c.closedAt = awake(k.at + random.between(2, 130) * hour, random);
    this.event(c.closedAt, "confirmed", k.reporter, {
      ...move("confirmed"),
      data: { rating: c.rating },
      message: k.thanks && k.reporter ? this.message(c.closedAt, k.reporter, null, "everyone", k.thanks) : null,
    });
  }

  private part(at: number, due: number): UnitPart {
    return {
      ...{ id: this.random.id(), status: "assigned", due, assigned: at },
      ...{ accepted: null, answered: null, returned: null },
    };
  }

  /** A unit takes it, or answers straight away. */
  private answer(kind: UnitKind, units: Map<UnitKind, UnitPart>, { assigned, at }: { assigned: number; at: number }) {
    const { random, people } = this;
    const unit = units.get(kind) as UnitPart;
    const { id: organization, members } = people.units[kind];
    const speaker = random.chance(0.55) ? (members[0] as Person) : random.pick(members);
    const change = (to: string) => {
      const data = { assignment: unit.id, organization, from: unit.status, to };
      unit.status = to;
      return { data };
    };
    const accepted = Math.max(assigned + 60_000, at - random.between(1, 20) * hour);
    if (units.size === 1 && random.chance(0.75) && accepted < at) {
      unit.accepted = accepted;
      this.event(accepted, "accepted", speaker.id, change("accepted"));
    }
    const message = this.message(at, speaker.id, organization, "everyone", this.firstAnswer(kind, at));
    unit.accepted ??= at;
    unit.answered = at;
    this.event(at, "answered", speaker.id, { ...change("answered"), message });
  }

  /** Nothing is said twice. */
  private firstAnswer(kind: UnitKind, at: number): string {
    for (let on = at; ; on += 30 * 60_000) {
      const local = new Date(clockTime(on, 0, 0) + 8 * hour);
      const half = on - clockTime(on, 0, 0) < 12 * hour ? "上午" : "下午";
      const when = `${local.getUTCMonth() + 1}月${local.getUTCDate()}日${half}`;
      const fresh = this.random
        .shuffled(firstAnswers[kind])
        .map((text) => text.replace("{when}", when))
        .find((text) => !this.said.has(text));
      if (!fresh) continue;
      this.said.add(fresh);
      return fresh;
    }
  }
}
