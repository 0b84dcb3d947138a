/** A window: lit where it is solved, red where somebody is at it, else dark. */
export type Pane = "solved" | "going" | "dark";

const w = 14;
const h = 17;

/** One window of a façade, its upper left corner at a place. */
export function Window({ pane, x = 0, y = 0 }: { pane: Pane; x?: number; y?: number }) {
  const box = `M${x + 3} ${y + 3}h8v11h-8z`;
  if (pane === "solved")
    return (
      <>
        <path d={box} fill="var(--lit)" stroke="var(--ink)" strokeWidth=".8" />
        <path d={`M${x + 3} ${y + 3}l3.4 1.3V${y + 15.2}L${x + 3} ${y + 14}z`} fill="var(--ink)" />
      </>
    );
  if (pane === "going")
    return (
      <>
        <path d={box} fill="var(--door-fill)" />
        <circle cx={x + 9.2} cy={y + 8.8} r=".9" fill="var(--lit)" />
      </>
    );
  return <path d={`M${x + 3.5} ${y + 3.5}h7v10h-7z`} fill="none" stroke="var(--line-2)" />;
}

/** The window that a legend shows. */
export const Sample = ({ pane }: { pane: Pane }) => (
  <svg viewBox="2 2 10 14" aria-hidden="true">
    <Window pane={pane} />
  </svg>
);

const columns = 4;

/**
 * A façade as high as the house, with a window for each thing that was raised there, filled from below: first what is
 * solved. Where a window is says nothing of where in the house anything was.
 */
export function Facade({ floors, going, solved }: { floors: number; going: number; solved: number }) {
  const rows = Math.max(3, Math.round(floors / 2));
  const width = columns * w + 6;
  const height = rows * h + 6;
  const panes = Array.from({ length: rows * columns }, (_, i): Pane => {
    const room = rows * columns;
    // Where there is more than windows, each kind keeps its share.
    const scale = Math.min(1, room / Math.max(1, going + solved));
    const lit = Math.round(solved * scale);
    return i < lit ? "solved" : i < lit + Math.round(going * scale) ? "going" : "dark";
  });
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <path d={`M.5 ${height}V.5h${width - 1}V${height}`} fill="var(--sheet)" stroke="var(--line-2)" />
      {panes.map((pane, i) => (
        <Window
          // biome-ignore lint/suspicious/noArrayIndexKey: a window is its place
          key={i}
          pane={pane}
          x={3 + (i % columns) * w}
          y={height - 3 - (Math.floor(i / columns) + 1) * h}
        />
      ))}
    </svg>
  );
}
