import type { Column } from "./pricing.ts";

/** What is used of the npm package `highs`. */
type Lp = {
  addRows(rows: { lower: Float64Array; upper: Float64Array; matrix: Sparse }): unknown;
  addCols(columns: { cost: Float64Array; lower: Float64Array; upper: Float64Array; matrix: Sparse }): unknown;
  run(): unknown;
  getSolution(): { rowDual: Float64Array };
  getObjectiveValue(): number;
  dispose(): void;
  options: { set(options: Record<string, boolean | string | number>): unknown };
};
type Sparse = {
  format: "csc" | "csr";
  numRows: number;
  numCols: number;
  starts: Int32Array;
  indices: Int32Array;
  values: Float64Array;
};
type Highs = { createModel(): Lp };

/** The linear program over the walks known so far: cover each class, use no more duties than a shift has. */
export type Master = {
  add(columns: readonly (Column & { cost: number })[]): void;
  solve(): { objective: number; prices: Float64Array };
  dispose(): void;
};

let loading: Promise<Highs | null> | undefined;

async function highs(): Promise<Highs | null> {
  // Named by a variable: where the package is not installed, plans go without columns.
  const name = "highs";
  loading ??= import(name).then(
    (module: { default: () => Promise<Highs> }) => module.default(),
    () => null,
  );
  return loading;
}

/**
 * @param demand households by class
 * @param supply duties by shift
 * @returns null where no solver is installed
 */
export async function masterOf(demand: Int32Array, supply: readonly number[]): Promise<Master | null> {
  const solver = await highs();
  if (!solver) return null;
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
  return {
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
