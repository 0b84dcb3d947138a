/** A window: lit where it is solved, red where somebody is at it, else dark. */
export type Pane = "solved" | "going" | "dark";

const w = 14;
const h = 17;
const columns = 4;

/** The windows, once a page: façades and legend are filled with them. */
export function Panes() {
  const pattern = { width: w, height: h, patternUnits: "userSpaceOnUse", x: 3, y: 3 };
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        <pattern id="pane-dark" {...pattern}>
          <path d="M3.5 3.5h7v10h-7z" fill="none" stroke="var(--line-2)" />
        </pattern>
        <pattern id="pane-solved" {...pattern}>
          <path d="M3 3h8v11H3z" fill="var(--lit)" stroke="var(--ink)" strokeWidth=".8" />
          <path d="M3 3l3.4 1.3v10.9L3 14z" fill="var(--ink)" />
        </pattern>
        <pattern id="pane-going" {...pattern}>
          <path d="M3 3h8v11H3z" fill="var(--door-fill)" />
          <circle cx="9.2" cy="8.8" r=".9" fill="var(--lit)" />
        </pattern>
      </defs>
    </svg>
  );
}

/** The window that a legend shows. */
export const Sample = ({ pane }: { pane: Pane }) => (
  <svg viewBox="5 5 10 14" width="10" height="14" aria-hidden="true">
    <path d="M3 3h14v17H3z" fill={`url(#pane-${pane})`} />
  </svg>
);

/**
 * A façade as high as the house, with a window for each thing that was raised there, filled from below: first what is
 * solved. Where a window is says nothing of where in the house anything was.
 */
export function Facade({ floors, going, solved }: { floors: number; going: number; solved: number }) {
  const rows = Math.max(3, Math.round(floors / 2));
  const room = rows * columns;
  // Where there is more than windows, each kind keeps its share.
  const scale = Math.min(1, room / Math.max(1, going + solved));
  const lit = Math.round(solved * scale);
  const red = Math.min(room - lit, Math.round(going * scale));
  const width = columns * w + 6;
  const height = rows * h + 6;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <path d={`M.5 ${height}V.5h${width - 1}V${height}`} fill="var(--sheet)" stroke="var(--line-2)" />
      {(
        [
          ["solved", 0, lit],
          ["going", lit, lit + red],
          ["dark", lit + red, room],
        ] as const
      ).map(
        ([pane, from, to]) => to > from && <path key={pane} d={stretch(from, to, rows)} fill={`url(#pane-${pane})`} />,
      )}
    </svg>
  );
}

/** The windows from one to another, counted from below, row by row. */
function stretch(from: number, to: number, rows: number): string {
  let d = "";
  for (let row = Math.floor(from / columns); row * columns < to; row++) {
    const first = Math.max(from - row * columns, 0);
    const last = Math.min(to - row * columns, columns);
    d += `M${3 + first * w} ${3 + (rows - 1 - row) * h}h${(last - first) * w}v${h}H${3 + first * w}z`;
  }
  return d;
}
