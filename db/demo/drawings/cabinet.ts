import { circle, hall, ink, many, oval, path, rect, sheet } from "./pen.ts";

const steel = "#c9c6bf";

/** A fire extinguisher that stands on `y`, with its gauge. */
const extinguisher = (x: number, y: number, needle: number): string =>
  oval(x, y, 62, 12, { fill: "rgba(31,28,24,.18)", width: 0 }) +
  path(`M${x - 54} ${y - 14}v-196q0-44 54-44t54 44v196q0 14-14 14h-80q-14 0-14-14z`, { fill: ink.door }) +
  path(`M${x - 34} ${y - 30}v-176q0-20 14-26`, { stroke: "#c8654f", width: 10 }) +
  rect(x - 53, y - 158, 106, 76, { fill: ink.paper, width: 4 }) +
  many(3, (i) => path(`M${x - 36} ${y - 136 + i * 18}h${i === 2 ? 44 : 72}`, { stroke: ink.line, width: 5 })) +
  rect(x - 20, y - 286, 40, 36, { fill: ink.ink2, width: 4 }, 4) +
  path(`M${x - 20} ${y - 284}l-52-20M${x - 20} ${y - 270}l-58 4`, { width: 12 }) +
  path(`M${x + 20} ${y - 268}q58 6 52 66v96`, { width: 11 }) +
  circle(x, y - 268, 24, { fill: ink.paper, width: 4 }) +
  path(`M${x} ${y - 268}L${x + 17 * Math.sin(needle)} ${y - 268 - 17 * Math.cos(needle)}`, {
    stroke: ink.door,
    width: 5,
  });

/** A coil of hose on its reel. */
const coil = (x: number, y: number): string =>
  circle(x, y, 118, { fill: "#ddd2ba" }) +
  many(5, (i) => circle(x, y, 102 - i * 16, { stroke: i % 2 ? "#b3a588" : "#c6b99c", width: 6 })) +
  circle(x, y, 26, { fill: ink.door }) +
  circle(x, y, 8, { fill: ink.paper, width: 0 });

const valve = (x: number, y: number): string =>
  path(`M${x} ${y - 150}V${y - 40}`, { stroke: steel, width: 30 }) +
  path(`M${x - 15} ${y - 150}V${y - 40}M${x + 15} ${y - 150}V${y - 40}`, { width: 4 }) +
  rect(x - 34, y - 50, 68, 58, { fill: steel }, 6) +
  circle(x, y - 22, 40, { stroke: ink.door, width: 11 }) +
  many(3, (i) => {
    const a = (i * Math.PI) / 3;
    const [dx, dy] = [38 * Math.cos(a), 38 * Math.sin(a)];
    return path(`M${x - dx} ${y - 22 - dy}L${x + dx} ${y - 22 + dy}`, { stroke: ink.door, width: 8 });
  }) +
  path(`M${x - 34} ${y + 10}h68l-10 34h-48z`, { fill: "#d3a64c" });

/** Brooms, umbrellas and a bag where the hose should be reached. */
const clutter = (): string =>
  // A mop and a broom.
  path("M638 734L604 286", { stroke: "#a98350", width: 16 }) +
  path("M560 232q44-22 92 8l-10 74q-32-16-74-6z", { fill: "#d9b46d" }) +
  many(5, (i) => path(`M${574 + i * 17} ${244 + Math.abs(2 - i) * 3}l-2 56`, { stroke: "#a98350", width: 4 })) +
  path("M902 734L936 300", { stroke: "#8c8478", width: 14 }) +
  many(7, (i) =>
    path(`M936 304q${-54 + i * 18} 22 ${-60 + i * 20} ${104 + (i % 2) * 14}`, { stroke: "#e8e1d2", width: 15 }),
  ) +
  many(6, (i) => path(`M936 304q${-46 + i * 18} 30 ${-50 + i * 20} ${98}`, { stroke: ink.line, width: 3 })) +
  // Two umbrellas.
  path("M706 736L742 372q46 4 60 30L726 736z", { fill: ink.night }) +
  path("M742 372l6-40", { width: 9 }) +
  path("M760 388L717 730", { stroke: "#5c6b7a", width: 4 }) +
  path("M812 736L826 420q44 0 54 26L834 736z", { fill: ink.leaf }) +
  path("M826 420v-34q0-26-26-24", { width: 10 }) +
  path("M848 432L825 730", { stroke: "#7f9a78", width: 4 }) +
  // A bag of shoe covers.
  path("M530 736q-14-118 26-150q-14-26 8-34q26 10 52 0q22 8 8 34q44 34 28 150z", { fill: "#cfdbe2" }) +
  path("M556 606q32 12 68 0", { width: 5 }) +
  many(4, (i) => path(`M${554 + i * 24} ${646 + (i % 2) * 30}q14 18 26 4`, { stroke: ink.dusk, width: 5 }));

const box = (inside: string): string =>
  rect(470, 168, 560, 604, { fill: ink.door, width: 7 }, 6) +
  rect(502, 200, 496, 540, { fill: "#5a2a20", width: 5 }) +
  rect(502, 200, 496, 30, { fill: "#3f1c15", width: 0 }) +
  inside +
  rect(502, 740, 496, 10, { fill: ink.deep, width: 0 }) +
  // The door, open.
  path("M470 168L236 118V828L470 772z", { fill: ink.door, width: 7 }) +
  path("M436 226L272 194V744L436 708z", { fill: "#dfe7e6", width: 5 }) +
  path("M300 214l86 16-112 240v-120z", { fill: "#eef3f2", width: 0 }) +
  circle(256, 476, 11, { fill: ink.paper, width: 4 });

const exitSign = (x: number, y: number): string =>
  rect(x, y, 190, 92, { fill: ink.leaf, width: 5 }, 8) +
  path(`M${x + 118} ${y + 18}h44v56h-44`, { stroke: ink.paper, width: 6 }) +
  circle(x + 66, y + 26, 9, { fill: ink.paper, width: 0 }) +
  path(
    `M${x + 62} ${y + 40}l-14 16-18-2M${x + 62} ${y + 40}l22 4 14-8M${x + 52} ${y + 54}l14 10-4 18M${x + 50} ${y + 56}l-12 14-18 2`,
    {
      stroke: ink.paper,
      width: 7,
    },
  ) +
  path(`M${x + 140} ${y + 46}h-22`, { stroke: ink.paper, width: 5 });

const order = (): string =>
  coil(640, 372) +
  valve(880, 420) +
  path("M760 372q60 10 96 76", { stroke: "#c6b99c", width: 16 }) +
  extinguisher(660, 738, -0.9) +
  extinguisher(852, 738, 0.1);

/** The hose cabinet in a hall: as it was found, or as it should be. */
export const cabinet = (found: "full" | "clear"): string =>
  sheet(
    hall(560, 850) +
      box(found === "full" ? coil(770, 390) + clutter() : order()) +
      exitSign(1160, 150) +
      path("M1300 850V420h170V850", { fill: "#b98c6a", width: 6 }) +
      path("M1300 420h200", { width: 6 }) +
      circle(1330, 644, 10, { fill: ink.lit, width: 4 }) +
      (found === "full" ? path("M1130 846q30-26 62 0z", { fill: ink.line, width: 4 }) : ""),
  );

/** An extinguisher, and under a glass its needle in the red. */
export function gauge(): string {
  const [x, y, r] = [1010, 470, 300];
  const arc = (from: number, to: number, color: string) => {
    const p = (a: number) => `${x + 214 * Math.sin(a)} ${y - 214 * Math.cos(a)}`;
    return path(`M${p(from)}A214 214 0 0 1 ${p(to)}`, { stroke: color, width: 58, more: 'stroke-linecap="butt"' });
  };
  const marks = many(13, (i) => {
    const a = -1.8 + i * 0.3;
    const p = (d: number) => `${x + d * Math.sin(a)} ${y - d * Math.cos(a)}`;
    return path(`M${p(i % 2 ? 160 : 146)}L${p(180)}`, { width: i % 2 ? 5 : 8 });
  });
  return sheet(
    hall(600, 870) +
      rect(120, 196, 440, 674, { fill: ink.shade, width: 6 }, 4) +
      rect(146, 222, 388, 622, { fill: "#cfc4b0", width: 4 }) +
      `<g transform="translate(-218 -262) scale(1.5)">${extinguisher(372, 735, -1.2)}</g>` +
      path(`M366 440L${x - 236} ${y - 184}M372 480L${x - 200} ${y + 224}`, {
        stroke: ink.ink2,
        width: 4,
        more: 'stroke-dasharray="2 16"',
      }) +
      oval(x + 16, y + 22, r + 8, r + 8, { fill: "rgba(31,28,24,.16)", width: 0 }) +
      circle(x, y, r, { fill: ink.paper, width: 14 }) +
      circle(x, y, r - 24, { stroke: ink.line, width: 4 }) +
      arc(-1.8, -0.62, ink.door) +
      arc(-0.6, 0.6, ink.leaf) +
      arc(0.62, 1.8, "#d9b46d") +
      marks +
      path(`M${x + 26} ${y + 34}L${x - 176} ${y - 66}`, { width: 15 }) +
      path(`M${x - 176} ${y - 66}l44-4-16 34z`, { fill: ink.ink, width: 6 }) +
      circle(x, y, 30, { fill: ink.ink, width: 0 }) +
      circle(x, y, 10, { fill: ink.lit, width: 0 }) +
      path(`M${x - 96} ${y + 196}h192M${x - 60} ${y + 232}h120`, { stroke: ink.line, width: 10 }) +
      path(`M${x - 214} ${y - 150}q60-96 170-110`, { stroke: "#fff", width: 16, more: 'opacity="0.8"' }),
  );
}
