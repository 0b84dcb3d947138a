import { circle, ink, many, oval, path, rect, sheet } from "./pen.ts";

const tick = (x: number, y: number): string => path(`M${x} ${y}l14 16 30-38`, { stroke: ink.door, width: 11 });

/** The sheet on the fridge: seven steps in large type, four of them done. */
const steps = (): string =>
  `<g transform="rotate(-2 640 420)">` +
  rect(468, 150, 372, 560, { fill: "rgba(31,28,24,.14)", width: 0 }) +
  rect(458, 138, 372, 560, { fill: ink.paper, width: 5 }) +
  path("M500 196H720", { stroke: ink.ink, width: 18 }) +
  path("M500 230H640", { stroke: ink.line, width: 9 }) +
  many(7, (i) => {
    const y = 276 + i * 58;
    return (
      rect(500, y, 40, 40, { fill: "#fff", width: 5 }, 4) +
      path(`M566 ${y + 12}h${[190, 210, 150, 200, 176, 214, 120][i]}`, { stroke: ink.ink2, width: 11 }) +
      path(`M566 ${y + 34}h${[110, 90, 140, 100, 124, 80, 60][i]}`, { stroke: ink.line, width: 7 }) +
      (i < 4 ? tick(506, y + 18) : "")
    );
  }) +
  circle(644, 140, 22, { fill: ink.door }) +
  path("M636 132q8-8 16-4", { stroke: "#d98a78", width: 5 }) +
  `</g>`;

/** A child's drawing: a house with a red door, a sun, three people. */
const childs = (): string =>
  `<g transform="rotate(4 990 360)">` +
  rect(884, 250, 240, 200, { fill: "rgba(31,28,24,.12)", width: 0 }) +
  rect(876, 240, 240, 200, { fill: "#fffdf3", width: 5 }) +
  circle(926, 284, 20, { stroke: "#e0a52e", width: 6 }) +
  many(6, (i) => {
    const a = (i * Math.PI) / 3;
    return path(`M${926 + 28 * Math.cos(a)} ${284 + 28 * Math.sin(a)}l${12 * Math.cos(a)} ${12 * Math.sin(a)}`, {
      stroke: "#e0a52e",
      width: 5,
    });
  }) +
  path("M974 404v-66l44-38 44 38v66z", { stroke: ink.dusk, width: 6 }) +
  path("M1006 404v-40h24v40", { stroke: ink.door, width: 6 }) +
  many(3, (i) => {
    const [x, y] = [900 + i * 26, 404];
    const tall = [50, 60, 34][i] as number;
    return (
      circle(x, y - tall, 8, { stroke: ink.ink2, width: 4 }) +
      path(`M${x} ${y - tall + 8}v${tall - 26}l-8 18m8-18l8 18M${x - 9} ${y - tall + 20}h18`, {
        stroke: ink.ink2,
        width: 4,
      })
    );
  }) +
  path("M886 420q110-16 220 0", { stroke: ink.leaf, width: 6 }) +
  path("M966 240q30-18 54 0", { stroke: ink.leaf, width: 16 }) +
  `</g>`;

/** The door of a fridge in a small kitchen, with what is to be done pinned to it. */
export const fridge = (): string =>
  sheet(
    rect(0, 0, 1500, 1000, { fill: "#ece4d4", width: 0 }) +
      many(9, (i) => path(`M0 ${70 + i * 104}H1500`, { stroke: "#dccfb8", width: 4 })) +
      many(14, (i) => path(`M${40 + i * 112} 0V1000`, { stroke: "#dccfb8", width: 4 })) +
      // A shelf with bowls.
      rect(20, 250, 280, 22, { fill: "#a98350", width: 5 }) +
      many(3, (i) =>
        path(`M${56 + i * 78} 202h62q0 46-18 48h-26q-18-2-18-48z`, { fill: i === 1 ? ink.door : ink.paper, width: 5 }),
      ) +
      path("M80 272v44M240 272v44", { width: 6 }) +
      rect(66, 316, 30, 96, { fill: "#c9c6bf", width: 5 }, 12) +
      path("M240 316q-34 20-26 70t54 0q0-50-28-70z", { fill: "#d9b46d", width: 5 }) +
      // The fridge.
      rect(374, 38, 800, 1000, { fill: "rgba(31,28,24,.16)", width: 0 }, 36) +
      rect(356, 24, 800, 1040, { fill: "#f4f3ee", width: 8 }, 36) +
      path("M360 782H1152", { width: 7 }) +
      rect(386, 470, 26, 240, { fill: "#c9c6bf", width: 5 }, 12) +
      rect(386, 822, 26, 130, { fill: "#c9c6bf", width: 5 }, 12) +
      path("M1118 70V740M1118 830V990", { stroke: "#e3e1d9", width: 12 }) +
      steps() +
      childs() +
      // Magnets, a pencil on a string.
      circle(930, 560, 28, { fill: ink.leaf, width: 5 }) +
      path("M916 560h28M930 546v28", { stroke: ink.paper, width: 6 }) +
      path("M1020 540l22 40h-44z", { fill: ink.lit, width: 5 }) +
      path("M868 500q20 90-10 150", { stroke: ink.ink2, width: 4 }) +
      `<g transform="rotate(16 858 690)">` +
      rect(846, 650, 24, 96, { fill: ink.door, width: 5 }) +
      path("M846 746l12 28 12-28z", { fill: "#e9c9a6", width: 5 }) +
      `</g>` +
      // A table with a telephone that asked the question.
      rect(1180, 790, 340, 26, { fill: "#a98350", width: 6 }) +
      path("M1230 816V1000M1450 816V1000", { stroke: "#8a6d4b", width: 24 }) +
      oval(1320, 788, 60, 8, { fill: "rgba(31,28,24,.2)", width: 0 }) +
      `<g transform="rotate(-14 1330 690)">` +
      rect(1278, 586, 116, 204, { fill: ink.ink, width: 6 }, 18) +
      rect(1290, 606, 92, 160, { fill: ink.paper, width: 0 }, 6) +
      path("M1304 640h64", { stroke: ink.line, width: 8 }) +
      path("M1304 676h64M1304 700h44", { stroke: ink.door, width: 9 }) +
      `</g>` +
      path("M1210 788v-70q0-18 22-18t22 18v70z", { fill: ink.dusk, width: 5 }) +
      path("M1232 700q-30-60-6-110M1232 700q22-50 50-70M1232 700q-8-40-40-52", { stroke: ink.leaf, width: 9 }),
  );
