import { circle, glow, ink, many, oval, path, rect, sheet, speckles } from "./pen.ts";

/** Somebody seen from the side or behind: no face is drawn. `at` is where the feet stand. */
const person = (
  x: number,
  y: number,
  look: { coat: string; hair: string; trousers?: string; up?: boolean; bag?: boolean; scarf?: boolean },
): string =>
  path(`M${x - 26} ${y}l8-120M${x + 30} ${look.up ? y - 46 : y}l${look.up ? -6 : -16}-100`, {
    stroke: look.trousers ?? ink.night,
    width: 34,
  }) +
  path(`M${x - 40} ${y}h34M${x + 20} ${look.up ? y - 46 : y}h36`, { stroke: ink.ink, width: 16 }) +
  path(`M${x - 52} ${y - 104}q-14-150 52-160q66 6 56 160q-54 18-108 0z`, { fill: look.coat }) +
  (look.bag
    ? path(`M${x - 58} ${y - 206}q40 60 92 96`, { width: 7 }) + rect(x + 6, y - 150, 60, 52, { fill: "#8a6d4b" }, 6)
    : "") +
  (look.scarf ? path(`M${x - 34} ${y - 252}q36 22 70 0l4 22q-38 22-78 0z`, { fill: ink.door }) : "") +
  circle(x + 2, y - 300, 44, { fill: "#e9c9a6" }) +
  path(`M${x - 42} ${y - 296}q-6-56 46-56q46 0 42 40q-30 0-40-14q-8 46-30 62q-16-10-18-32z`, { fill: look.hair });

const numeral = (x: number, y: number): string =>
  rect(x, y, 130, 110, { fill: ink.paper, width: 5 }, 6) +
  path(`M${x + 34} ${y + 36}l14-12v62M${x + 104} ${y + 26}h-30l-4 26q34-8 34 14q0 22-36 16`, {
    stroke: ink.door,
    width: 10,
  });

/** In the evening on the stairs: the guide knocks, two officers come up behind her. */
export const doorstep = (): string => {
  return sheet(
    rect(0, 0, 1500, 1000, { fill: "#e9e0d0", width: 0 }) +
      path("M0 640L540 280H1500V570H600L0 930z", { fill: ink.dado, width: 0, more: 'opacity="0.9"' }) +
      path("M0 640L540 330H1500", { stroke: ink.leaf, width: 6 }) +
      // A window with the evening in it.
      rect(96, 96, 300, 330, { fill: ink.night, width: 7 }) +
      path("M246 96v330M96 250h300", { width: 7 }) +
      many(7, (i) =>
        rect(116 + (i % 2) * 66 + (i > 3 ? 150 : 0), 270 + ((i * 53) % 120), 30, 36, {
          fill: i % 3 ? ink.lit : "#56687a",
          width: 0,
        }),
      ) +
      circle(330, 160, 26, { fill: "#f2e6c4", width: 0 }) +
      path("M78 426h336", { width: 12 }) +
      // The lamp above the landing.
      circle(900, 150, 420, { fill: "url(#lamp)", width: 0 }) +
      path("M900 0v64", { width: 7 }) +
      path("M830 120q0-58 70-58t70 58z", { fill: ink.door }) +
      oval(900, 124, 46, 18, { fill: "#fff6d8", width: 4 }) +
      // The door, a hand's breadth open.
      rect(1090, 176, 262, 394, { fill: "#6b5a49", width: 7 }) +
      rect(1112, 196, 218, 374, { fill: "#f7dfa0", width: 0 }) +
      path("M1158 196L1330 196V570H1158z", { fill: ink.door, width: 6 }) +
      path("M1186 226h116v134h-116zM1186 394h116v140h-116z", { stroke: ink.deep, width: 6 }) +
      circle(1180, 386, 10, { fill: ink.lit, width: 4 }) +
      path("M1228 262q16-28 32 0q16 28-16 62q-32-34-16-62z", { fill: "#d9b46d", width: 4 }) +
      rect(1084, 556, 276, 18, { fill: "#a98350", width: 5 }) +
      numeral(1156, 40) +
      // Steps and landing.
      path("M0 930h90v-60h90v-60h90v-60h90v-60h90v-60h90v-60H1500V1000H0z", { fill: ink.floor, width: 7 }) +
      many(6, (i) => path(`M${i * 90 + 8} ${938 - i * 60}h78`, { stroke: ink.paper, width: 7 })) +
      speckles(560, 600, 920, 380, 120) +
      // People.
      person(950, 570, { coat: "#8b9a86", hair: "#b8b2a8", trousers: "#5c5046", scarf: true }) +
      path("M976 414q60-34 108-22l34-16", { stroke: "#8b9a86", width: 34 }) +
      circle(1126, 372, 22, { fill: "#e9c9a6", width: 4 }) +
      many(3, (i) => path(`M${1098 + i * 4} ${330 - i * 20}q18-12 34-4`, { stroke: ink.ink2, width: 5 })) +
      person(500, 690, { coat: ink.night, hair: ink.ink, up: true, bag: true }) +
      person(214, 870, { coat: "#4a5a52", hair: "#3a2c22", up: true }) +
      path("M236 712q54 12 76 52", { stroke: "#4a5a52", width: 32 }) +
      rect(282, 730, 74, 92, { fill: ink.paper, width: 5, more: 'transform="rotate(12 320 776)"' }) +
      many(3, (i) => path(`M${296 - i * 4} ${756 + i * 18}l44 9`, { stroke: ink.line, width: 5 })) +
      // The railing in front.
      many(6, (i) => path(`M${45 + i * 90} ${930 - i * 60}v-150`, { stroke: ink.ink2, width: 8 })) +
      path("M-10 800L540 430H760", { stroke: "#8a6d4b", width: 20 }) +
      path("M640 570V430M740 570V430", { stroke: ink.ink2, width: 8 }),
    glow("lamp"),
  );
};

/** A flight of stairs with its lamp: broken, or as it should be. */
export function stairs(lamp: "out" | "lit"): string {
  const out = lamp === "out";
  const wall = out ? "#8d8a86" : "#efe6d4";
  const low = out ? "#6f786d" : ink.dado;
  return sheet(
    rect(0, 0, 1500, 1000, { fill: wall, width: 0 }) +
      path("M0 560H1500V1000H0z", { fill: low, width: 0 }) +
      path("M0 560H1500", { stroke: out ? "#4e5a4c" : ink.leaf, width: 6 }) +
      (out ? "" : circle(750, 210, 620, { fill: "url(#light)", width: 0 })) +
      // Stairs that rise away from us.
      many(9, (i) => {
        const [y, half, tall] = [1000 - i * (66 - i * 2.4), 560 - i * 36, 60 - i * 3];
        const fill = out ? `hsl(30 5% ${44 - i * 3}%)` : `hsl(38 ${24 - i}% ${82 - i * 2.5}%)`;
        return (
          rect(750 - half, y - tall, half * 2, tall + 40, { fill, width: 5 }) +
          path(`M${750 - half + 8} ${y - tall + 7}H${750 + half - 8}`, {
            stroke: out ? "#9a948c" : ink.paper,
            width: 6,
          })
        );
      }) +
      // Where the stairs turn: a window.
      rect(620, 214, 260, 200, { fill: out ? "#2e3843" : "#a9bac4", width: 6 }) +
      path("M750 214v200M620 314h260", { width: 6 }) +
      (out ? circle(830, 252, 16, { fill: "#e9e2c8", width: 0 }) : "") +
      // Railings.
      path("M120 700L500 356M1380 700L1000 356", { stroke: out ? "#4e4238" : "#8a6d4b", width: 20 }) +
      many(5, (i) =>
        path(`M${150 + i * 78} ${676 - i * 70}V${1000 - i * 96}M${1350 - i * 78} ${676 - i * 70}V${1000 - i * 96}`, {
          stroke: ink.ink2,
          width: 8,
        }),
      ) +
      // The lamp.
      path(out ? "M750 0q-10 40 6 70" : "M750 0v64", { width: 7 }) +
      `<g ${out ? 'transform="rotate(14 756 70)"' : ""}>` +
      path("M670 128q0-66 80-66t80 66z", { fill: out ? "#5c5650" : ink.door }) +
      (out
        ? path("M716 130q-2 50 22 62l8-20 10 26 12-26 8 18q14-22 8-60z", { fill: "#c9c6bf", width: 5 })
        : path("M712 130q0 66 38 66t38-66z", { fill: "#fff6d8", width: 5 })) +
      `</g>` +
      (out
        ? many(5, (i) => path(`M${690 + i * 34} ${872 + ((i * 31) % 40)}l14-8 4 12z`, { fill: "#d8d4cb", width: 3 }))
        : ""),
    glow("light"),
  );
}
