const steps: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** The door of a façade that lies in the direction of an arrow key from the one that is focused. */
export function beside(from: Element, key: string): HTMLElement | null {
  const step = steps[key];
  const cell = from.closest("td");
  const row = cell?.closest("tr");
  if (!step || !cell || !row || !from.matches("a[data-door]")) return null;
  const rows = [...(row.parentElement?.children ?? [])] as HTMLTableRowElement[];
  for (let r = rows.indexOf(row), c = cell.cellIndex; ; ) {
    r += step[0];
    c += step[1];
    const there = rows[r]?.cells[c];
    if (!there) return null;
    const door = there.querySelector<HTMLElement>("a[data-door]");
    if (door) return door;
  }
}
