/** A heading without what people add to it: brackets, spaces, stars, colons. */
const plain = (heading: string): string =>
  heading
    .normalize("NFKC")
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, "")
    .replace(/[\s*:：_、/.-]/g, "")
    .toLowerCase();

/** Which column a heading names, by the names that each column goes by. */
export function knownBy<Column extends string>(names: Record<Column, readonly string[]>) {
  const known = new Map(
    Object.entries<readonly string[]>(names).flatMap(([column, all]) =>
      all.map((name) => [plain(name), column as Column]),
    ),
  );
  const columnOf = (heading: string): Column | undefined => known.get(plain(heading));
  /** Which column stands where in a row; the first of a name counts. */
  const columnsOf = (cells: readonly string[]): Map<Column, number> => {
    const found = new Map<Column, number>();
    for (const [index, cell] of cells.entries()) {
      const column = columnOf(cell);
      if (column && !found.has(column)) found.set(column, index);
    }
    return found;
  };
  return { columnOf, columnsOf };
}
