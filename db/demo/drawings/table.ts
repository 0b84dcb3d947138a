import { circle, glow, ink, many, oval, path, rect, sheet } from "./pen.ts";

/** Somebody at the table, seen from above; turned to where they look. */
const seated = (x: number, y: number, turn: number, look: { coat: string; hair: string; writes?: boolean }): string =>
  `<g transform="translate(${x} ${y}) rotate(${turn})">` +
  rect(-74, 34, 148, 70, { fill: "#8a6d4b", width: 5 }, 30) +
  path("M-78 30q-16-64 26-70h104q42 6 26 70q-10 34-78 34t-78-34z", { fill: look.coat }) +
  path(`M-66-6q-14-58 ${look.writes ? 30 : 18}-84M66-6q14-58-18-84`, { stroke: ink.ink, width: 40 }) +
  path(`M-66-6q-14-58 ${look.writes ? 30 : 18}-84M66-6q14-58-18-84`, { stroke: look.coat, width: 31 }) +
  circle(look.writes ? -34 : -46, -98, 16, { fill: "#e9c9a6", width: 4 }) +
  circle(46, -98, 16, { fill: "#e9c9a6", width: 4 }) +
  (look.writes ? path("M-38-104l24-40", { stroke: ink.door, width: 8 }) : "") +
  circle(0, 4, 46, { fill: look.hair }) +
  path("M-20-26q18-14 36-4M-26-6q10-8 22-8", { stroke: "rgba(255,255,255,.22)", width: 6 }) +
  `</g>`;

const paper = (x: number, y: number, turn: number, lines = 5): string =>
  `<g transform="translate(${x} ${y}) rotate(${turn})">` +
  rect(-44, -58, 88, 116, { fill: ink.paper, width: 4 }) +
  many(lines, (i) => path(`M-28 ${-36 + i * 17}h${i === lines - 1 ? 30 : 56}`, { stroke: ink.line, width: 4 })) +
  `</g>`;

const cup = (x: number, y: number): string =>
  oval(x + 4, y + 6, 30, 30, { fill: "rgba(31,28,24,.14)", width: 0 }) +
  circle(x, y, 28, { fill: ink.paper, width: 4 }) +
  circle(x, y, 19, { fill: "#b98642", width: 3 }) +
  path(`M${x + 27} ${y - 8}q20 8 0 18`, { width: 5 });

/** The plan of the compound in the middle: six buildings, the road of the fire engines in red. */
const plan = (): string =>
  `<g transform="rotate(-3 750 500)">` +
  rect(552, 396, 396, 216, { fill: "rgba(31,28,24,.16)", width: 0 }) +
  rect(544, 388, 396, 216, { fill: "#fffdf8", width: 5 }) +
  path("M566 496H918M742 410V584", { stroke: "#e6ddcd", width: 24 }) +
  path("M566 496H918M742 410V584", { stroke: ink.door, width: 5, more: 'stroke-dasharray="16 14"' }) +
  many(6, (i) => {
    const [x, y] = [576 + (i % 3) * 58 + (i % 3 ? (i % 3) * 58 : 0), 414 + Math.floor(i / 3) * 112];
    return (
      rect(x, y, 96, 54, { fill: ink.shade, width: 4 }) +
      many(3, (k) => rect(x + 14 + k * 26, y + 18, 14, 18, { fill: (i + k) % 3 ? ink.paper : ink.lit, width: 3 }))
    );
  }) +
  `</g>`;

/** Round one table: agency, brigade, investment group, community, homeowners and property company. */
export const table = (): string =>
  sheet(
    rect(0, 0, 1500, 1000, { fill: "#d9cbb2", width: 0 }) +
      many(8, (i) => path(`M0 ${60 + i * 126}H1500`, { stroke: "#c7b797", width: 4 })) +
      many(16, (i) => path(`M${((i * 397) % 1500) + 20} ${60 + (i % 8) * 126}v126`, { stroke: "#c7b797", width: 4 })) +
      rect(262, 252, 996, 520, { fill: "rgba(31,28,24,.18)", width: 0 }, 240) +
      seated(470, 196, 180, { coat: ink.night, hair: ink.ink }) +
      seated(752, 172, 180, { coat: ink.door, hair: "#3a2c22", writes: true }) +
      seated(1034, 196, 180, { coat: "#56695a", hair: "#8d8880" }) +
      seated(470, 808, 0, { coat: "#8b9a86", hair: "#b8b2a8" }) +
      seated(752, 832, 0, { coat: "#6d5a7a", hair: ink.ink, writes: true }) +
      seated(1034, 808, 0, { coat: "#5c6b7a", hair: "#3a2c22" }) +
      seated(202, 502, 90, { coat: "#b98c6a", hair: ink.ink, writes: true }) +
      seated(1300, 502, -90, { coat: "#4a5a52", hair: "#5a4a3c" }) +
      rect(250, 232, 1000, 540, { fill: "#b98c5e", width: 7 }, 250) +
      rect(278, 260, 944, 484, { stroke: "#d2a877", width: 5 }, 226) +
      many(5, (i) =>
        path(`M${360 + i * 20} ${330 + i * 84}q${380 - i * 30} ${i % 2 ? 14 : -14} ${760 - i * 40} 0`, {
          stroke: "#a87c50",
          width: 4,
        }),
      ) +
      circle(750, 500, 460, { fill: "url(#over)", width: 0 }) +
      plan() +
      paper(470, 352, 184) +
      paper(736, 322, 176, 4) +
      paper(1030, 352, 172) +
      paper(462, 660, 4) +
      paper(752, 690, -5, 4) +
      paper(1044, 656, 6) +
      paper(356, 500, 92, 4) +
      paper(1150, 506, -94, 4) +
      cup(590, 338) +
      cup(896, 320) +
      cup(344, 398) +
      cup(594, 680) +
      cup(900, 688) +
      cup(1158, 620) +
      // Hands lie on the table.
      many(3, (i) =>
        circle([424, 718, 988][i] as number, 296 + (i === 1 ? -18 : 0), 17, { fill: "#e9c9a6", width: 4 }),
      ) +
      many(3, (i) =>
        circle([516, 798, 1080][i] as number, 296 + (i === 1 ? -22 : 0), 17, { fill: "#e9c9a6", width: 4 }),
      ) +
      many(3, (i) =>
        circle([424, 706, 988][i] as number, 714 + (i === 1 ? 18 : 0), 17, { fill: "#e9c9a6", width: 4 }),
      ) +
      many(3, (i) =>
        circle([516, 798, 1080][i] as number, 714 + (i === 1 ? 20 : 0), 17, { fill: "#e9c9a6", width: 4 }),
      ) +
      // Two telephones, face down, and a pen.
      rect(1080, 384, 46, 84, { fill: ink.ink, width: 4, more: 'transform="rotate(24 1103 426)"' }, 10) +
      path("M700 640l70 22", { stroke: ink.door, width: 9 }),
    glow("over", "#fff3d0"),
  );
