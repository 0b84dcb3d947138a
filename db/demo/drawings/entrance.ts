import { circle, ink, many, oval, path, rect, sheet, speckles } from "./pen.ts";

/** Squares as of a code; it leads nowhere. */
const code = (x: number, y: number, s: number): string =>
  rect(x - s, y - s, s * 15, s * 15, { fill: "#fff", width: 3 }) +
  many(169, (i) => {
    const [c, r] = [i % 13, Math.floor(i / 13)];
    const corner = (c < 4 && r < 4) || (c > 8 && r < 4) || (c < 4 && r > 8);
    return !corner && (c * 7 + r * 11 + c * r * 3) % 5 < 2
      ? rect(x + c * s, y + r * s, s, s, { fill: ink.ink, width: 0 })
      : "";
  }) +
  [
    [0, 0],
    [10, 0],
    [0, 10],
  ]
    .map(
      ([c = 0, r = 0]) =>
        rect(x + c * s + s / 4, y + r * s + s / 4, s * 2.5, s * 2.5, { fill: "#fff", width: s / 2 }) +
        rect(x + (c + 1) * s, y + (r + 1) * s, s, s, { fill: ink.ink, width: 0 }),
    )
    .join("");

const poster = (): string =>
  rect(1012, 320, 196, 290, { fill: "rgba(31,28,24,.15)", width: 0 }) +
  rect(1004, 312, 196, 290, { fill: ink.paper, width: 5 }) +
  rect(1004, 312, 196, 44, { fill: ink.door, width: 5 }) +
  path("M1030 335H1130", { stroke: ink.paper, width: 9 }) +
  path("M1030 382H1174M1030 404H1140", { stroke: ink.ink2, width: 8 }) +
  code(1044, 432, 9) +
  path("M1030 584H1174", { stroke: ink.line, width: 7 });

/** An old neighbour with her telephone before the poster, from behind. */
const reader = (x: number, y: number): string =>
  oval(x, y + 4, 92, 14, { fill: "rgba(31,28,24,.18)", width: 0 }) +
  path(`M${x - 24} ${y}v-120M${x + 24} ${y}v-120`, { stroke: "#5c5046", width: 36 }) +
  path(`M${x - 44} ${y}h36M${x + 10} ${y}h36`, { width: 16 }) +
  path(`M${x - 64} ${y - 100}q-12-170 62-180q76 6 66 180q-62 20-128 0z`, { fill: "#8b9a86" }) +
  path(`M${x - 10} ${y - 276}q4 90 0 176`, { stroke: "#6f7f6b", width: 5 }) +
  path(`M${x + 44} ${y - 232}q46 30 42-46`, { stroke: ink.ink, width: 40 }) +
  path(`M${x + 44} ${y - 232}q46 30 42-46`, { stroke: "#8b9a86", width: 31 }) +
  circle(x + 86, y - 292, 17, { fill: "#e9c9a6", width: 4 }) +
  rect(x + 66, y - 366, 42, 76, { fill: ink.ink, width: 4, more: `transform="rotate(8 ${x + 86} ${y - 330})"` }, 8) +
  rect(x + 72, y - 358, 30, 58, { fill: "#cfe0e6", width: 0, more: `transform="rotate(8 ${x + 86} ${y - 330})"` }, 4) +
  circle(x, y - 322, 50, { fill: "#b8b2a8" }) +
  circle(x, y - 372, 22, { fill: "#b8b2a8" }) +
  path(`M${x - 26} ${y - 330}q26 18 52 0`, { stroke: "#9b958b", width: 5 }) +
  path(`M${x - 66} ${y - 214}q-26 50-14 96`, { stroke: ink.ink, width: 38 }) +
  path(`M${x - 66} ${y - 214}q-26 50-14 96`, { stroke: "#8b9a86", width: 29 }) +
  path(`M${x - 96} ${y - 104}l8-22h26l8 22z`, { width: 4 }) +
  path(`M${x - 116} ${y - 104}h76l-8 84h-60z`, { fill: ink.door }) +
  path(`M${x - 104} ${y - 108}q-8-50 10-66M${x - 62} ${y - 108}q10-40-6-70`, { stroke: ink.leaf, width: 9 });

/** The back of a car, with a number that somebody might know. */
const car = (): string =>
  oval(160, 902, 190, 22, { fill: "rgba(31,28,24,.22)", width: 0 }) +
  rect(24, 850, 60, 60, { fill: ink.ink, width: 0 }, 14) +
  rect(244, 850, 60, 60, { fill: ink.ink, width: 0 }, 14) +
  path("M-10 870V742q0-30 20-38l34-92q8-26 40-26h150q34 0 42 28l30 92q18 8 18 36v120q0 10-12 10H0z", {
    fill: "#e9ecec",
    width: 6,
  }) +
  path("M44 704l26-78q4-12 20-12h136q16 0 20 14l26 76z", { fill: ink.dusk, width: 5 }) +
  path("M70 690l22-62h40l-24 62z", { fill: "#93a4b2", width: 0 }) +
  rect(-2, 744, 66, 44, { fill: ink.door, width: 5 }, 8) +
  rect(252, 744, 66, 44, { fill: ink.door, width: 5 }, 8) +
  rect(90, 772, 138, 52, { fill: "#2f5a9c", width: 5 }, 6) +
  path("M106 814v-28l14 28v-28M138 786h-8v28h8M150 786v28h14M176 786l8 14 8-14M184 800v14M208 786h-8v28h10v-14", {
    stroke: "#fff",
    width: 4,
  }) +
  path("M0 846H318", { width: 5 });

/** Where the plate stands, in thousandths of the picture: what the editor's tool makes unrecognizable. */
export const plate: [number, number, number, number] = [56, 764, 100, 66];

/** An entrance with its poster: what was said, and where to say more. */
export const entrance = (): string =>
  sheet(
    rect(0, 0, 1500, 880, { fill: "#e8ddc9", width: 0 }) +
      many(12, (r) =>
        many(16, (c) =>
          (c * 5 + r * 3) % 7 === 0 ? rect(c * 100 - (r % 2) * 50, r * 74, 96, 70, { fill: "#e0d3bb", width: 0 }) : "",
        ),
      ) +
      many(12, (r) => path(`M0 ${r * 74}H1500`, { stroke: "#dccfb8", width: 3 })) +
      rect(0, 770, 1500, 110, { fill: "#b9ad97", width: 0 }) +
      path("M0 770H1500", { width: 5 }) +
      // Windows above, one of them lit.
      many(
        3,
        (i) =>
          rect(60 + i * 150, -40, 110, 150, { fill: i === 1 ? ink.lit : "#a9bac4", width: 6 }) +
          path(`M${115 + i * 150} -40V110`, { width: 5 }),
      ) +
      many(
        2,
        (i) =>
          rect(1150 + i * 170, -40, 120, 150, { fill: i ? "#a9bac4" : ink.lit, width: 6 }) +
          path(`M${1210 + i * 170} -40V110`, { width: 5 }),
      ) +
      // The canopy and the door.
      path("M470 236H970V196L930 150H510L470 196z", { fill: ink.door, width: 6 }) +
      path("M470 236H970", { width: 9 }) +
      rect(680, 172, 80, 46, { fill: ink.paper, width: 4 }, 4) +
      path("M700 186l10-6v32M732 184q16-4 16 8q0 8-16 18h18", { stroke: ink.ink, width: 6 }) +
      rect(530, 240, 380, 600, { fill: "#5c5046", width: 7 }) +
      rect(556, 268, 158, 572, { fill: "#f7e3ae", width: 6 }) +
      rect(726, 268, 158, 572, { fill: "#cdd9d8", width: 6 }) +
      path("M740 290h120L740 520z", { fill: "#e2eae8", width: 0 }) +
      path("M556 560h158M726 560h158", { width: 5 }) +
      path("M736 520v110", { stroke: ink.lit, width: 12 }) +
      // In the hall, letter boxes.
      many(6, (i) =>
        rect(578 + (i % 2) * 58, 330 + Math.floor(i / 2) * 46, 50, 38, {
          fill: i === 3 ? ink.door : "#d2a877",
          width: 4,
        }),
      ) +
      rect(930, 470, 40, 76, { fill: ink.night, width: 4 }, 6) +
      many(6, (i) => circle(942 + (i % 2) * 16, 492 + Math.floor(i / 2) * 16, 4, { fill: ink.paper, width: 0 })) +
      poster() +
      // Ground, steps, a bed of plants.
      rect(0, 880, 1500, 120, { fill: ink.floor, width: 0 }) +
      path("M0 880H1500", { width: 6 }) +
      speckles(0, 890, 1500, 100, 120) +
      rect(490, 840, 460, 40, { fill: "#cfc4b0", width: 6 }) +
      path("M500 850H940", { stroke: ink.paper, width: 6 }) +
      rect(1280, 800, 240, 80, { fill: "#b98c6a", width: 6 }) +
      many(7, (i) =>
        path(`M${1304 + i * 32} 800q${i % 2 ? -26 : 20}-60 ${i % 2 ? -8 : 12}-${90 + (i % 3) * 24}`, {
          stroke: ink.leaf,
          width: 12,
        }),
      ) +
      many(7, (i) =>
        circle(1304 + i * 32 + (i % 2 ? -8 : 12), 706 - (i % 3) * 24, 14, {
          fill: i % 3 ? ink.door : ink.lit,
          width: 4,
        }),
      ) +
      car() +
      reader(1010, 934),
  );
