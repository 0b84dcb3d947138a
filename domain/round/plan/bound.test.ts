import fc from "fast-check";
import { expect, test } from "vitest";
import { boundOf } from "./bound.ts";
import { classesOf } from "./classes.ts";
import { type Model, modelOf } from "./model.ts";
import { networkOf } from "./network.ts";
import { Pace } from "./pace.ts";
import { Pricing } from "./pricing.ts";
import { randomFrom } from "./random.ts";
import { search } from "./search.ts";
import { begin, inputs, minute, timing } from "./testing.ts";

const pace = () => new Pace(Number.POSITIVE_INFINITY);
const found = (model: Model, seed = 1) =>
  search(model, { random: randomFrom(seed), pace: pace(), until: 1, iterations: 40 });

test("no walk of any plan collects more than pricing says, whatever the prices are", async () => {
  const free = inputs.map((input) => ({ ...input, fixed: [] }));
  await fc.assert(
    fc.asyncProperty(free, fc.integer(), async (input, seed) => {
      const households = input.households.map((h) => ({ ...h, wish: h.wish === "call" ? undefined : h.wish }));
      const model = modelOf({ ...input, households });
      const { stops, bank } = await found(model, seed);
      const classes = classesOf(model, new Set(bank));
      const random = randomFrom(seed);
      // Some prices are far above the others: what is worth a detour shows what pricing forgets.
      const prices = Float64Array.from(classes.size, () => random() ** 4);
      const most = model.shifts.map((_, s) => {
        const net = networkOf(model, classes, s);
        return net.horizon < 0 ? 0 : new Pricing(net, s).price(prices, 1).value;
      });
      stops.forEach((walk, d) => {
        const collected = walk.reduce((sum, stop) => sum + (prices[classes.of[stop] as number] as number), 0);
        expect(collected).toBeLessThanOrEqual((most[model.duties[d]?.shift ?? 0] as number) + 1e-9);
      });
    }),
    { numRuns: 200 },
  );
}, 15_000);

/** Doors of one entrance, all on different floors, and evenings of one team. */
function tower(floors: number[], evenings: number, long: number) {
  return modelOf({
    households: floors.map((floor, i) => ({ id: `h${i}`, entrance: "e", floor })),
    entrances: [{ id: "e", building: "b" }],
    teams: [{ id: "t", officers: [] }],
    shifts: Array.from({ length: evenings }, (_, s) => ({
      id: `s${s}`,
      start: begin + s * 1440 * minute,
      end: begin + (s * 1440 + long) * minute,
      teams: ["t"],
    })),
    timing,
  });
}

test("walking counts: ten visits that would fill an evening by their length alone take two when they are floors apart", async () => {
  const model = tower([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3, 120);
  const plan = await found(model);
  expect(plan).toMatchObject({ used: 2, bank: [] });
  expect(await boundOf(model, plan, pace(), 0)).toEqual({ bound: 1, by: "volume" });
  expect((await boundOf(model, plan, pace(), 20)).bound).toBe(2);
});

test("those without a place do not count, nor does anybody where nobody has one", async () => {
  const model = tower([1, 1, 1], 1, 12);
  const plan = await found(model);
  expect(plan.bank).toHaveLength(2);
  expect((await boundOf(model, plan, pace(), 5)).bound).toBe(1);
  expect(await boundOf(model, { ...plan, bank: [0, 1, 2], stops: [[]] }, pace(), 5)).toEqual({
    bound: 0,
    by: "volume",
  });
});

test("one price for everybody is proven without a solver, and never more than with one", async () => {
  const model = tower([1, 4, 2, 8, 5, 7], 6, 40);
  const plan = await found(model);
  const [volume, columns] = await Promise.all([boundOf(model, plan, pace(), 0), boundOf(model, plan, pace(), 30)]);
  expect(columns.bound).toBeGreaterThanOrEqual(volume.bound);
  expect(columns.bound).toBeLessThanOrEqual(plan.used);
});
