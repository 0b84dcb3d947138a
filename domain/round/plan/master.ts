import loadHighs from "highs";
import type { Column } from "./pricing.ts";

/** A walk and what it adds to the team-evenings used: 0 in a duty that is used anyway. */
export type CostedColumn = Column & { cost: number };

/** The linear program over the walks known so far: cover each class, use no more duties than a shift has. */
type Master = {
  /** Keeps the prices within a box: far from the good ones known, the few walks known say little. */
  within(low: Float64Array, high: Float64Array): void;
  add(columns: readonly CostedColumn[]): void;
  solve(): { objective: number; prices: Float64Array };
  dispose(): void;
};

let loading: ReturnType<typeof loadHighs> | undefined;

/**
 * @param demand households by class
 * @param supply duties by shift
 */
export async function masterOf(demand: Int32Array, supply: readonly number[]): Promise<Master> {
  loading ??= loadHighs();
  const solver = await loading;
  const lp = solver.createModel();
  lp.options.set({ output_flag: false });
  const rows = demand.length + supply.length;
  lp.addRows({
    lower: Float64Array.from([...demand, ...supply.map(() => Number.NEGATIVE_INFINITY)]),
    upper: Float64Array.from([...demand].map(() => Number.POSITIVE_INFINITY).concat(supply)),
    matrix: {
      format: "csr",
      numRows: rows,
      numCols: 0,
      starts: new Int32Array(rows + 1),
      indices: new Int32Array(0),
      values: new Float64Array(0),
    },
  });
  const classes = demand.length;
  // For each class, a walk that visits it at the highest price, and one that gives a visit back at the lowest.
  lp.addCols({
    cost: new Float64Array(2 * classes),
    lower: new Float64Array(2 * classes),
    upper: new Float64Array(2 * classes).fill(Number.POSITIVE_INFINITY),
    matrix: {
      format: "csc",
      numRows: rows,
      numCols: 2 * classes,
      starts: Int32Array.from({ length: 2 * classes + 1 }, (_, i) => i),
      indices: Int32Array.from({ length: 2 * classes }, (_, i) => i % classes),
      values: Float64Array.from({ length: 2 * classes }, (_, i) => (i < classes ? 1 : -1)),
    },
  });
  return {
    within(low, high) {
      lp.changeColsCost(
        { kind: "range", from: 0, to: 2 * classes - 1 },
        Float64Array.from([...high, ...low.map((p) => -p)]),
      );
    },
    add(columns) {
      const starts = [0];
      const indices: number[] = [];
      const values: number[] = [];
      for (const column of columns) {
        indices.push(...column.classes);
        values.push(...column.counts);
        // A walk of a duty that is used anyway takes none of the shift's other duties.
        if (column.cost > 0) {
          indices.push(demand.length + column.shift);
          values.push(1);
        }
        starts.push(indices.length);
      }
      lp.addCols({
        cost: Float64Array.from(columns, (c) => c.cost),
        lower: new Float64Array(columns.length),
        upper: Float64Array.from(columns, (c) => (c.cost > 0 ? Number.POSITIVE_INFINITY : 1)),
        matrix: {
          format: "csc",
          numRows: rows,
          numCols: columns.length,
          starts: Int32Array.from(starts),
          indices: Int32Array.from(indices),
          values: Float64Array.from(values),
        },
      });
    },
    solve() {
      lp.run();
      const { rowDual } = lp.getSolution();
      return { objective: lp.getObjectiveValue(), prices: rowDual.slice(0, demand.length).map((p) => Math.max(0, p)) };
    },
    dispose: () => lp.dispose(),
  };
}
