import { randomFrom } from "../random.ts";

/** The colours of the portal, and a few that stand beside them on a wall. */
export const ink = {
  paper: "#fbf9f5",
  wall: "#f1ebe0",
  shade: "#e2d9c9",
  dado: "#c8d2bf",
  floor: "#d8cfbf",
  ink: "#1f1c18",
  ink2: "#4f4a43",
  line: "#b9b0a0",
  door: "#a8321f",
  deep: "#7f2416",
  lit: "#f6d98b",
  leaf: "#5f7a58",
  dusk: "#6f8294",
  night: "#3d4a57",
};

const size = { width: 1500, height: 1000 };

/** A sheet with what is drawn on it, in a thin frame. */
export const sheet = (drawn: string, defs = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 1500 1000" stroke-linecap="round" stroke-linejoin="round">
<defs>${defs}</defs><rect width="1500" height="1000" fill="${ink.wall}"/>${drawn}</svg>`;

type Look = { fill?: string; stroke?: string; width?: number; more?: string };

const look = ({ fill = "none", stroke = ink.ink, width = 5, more = "" }: Look): string =>
  `fill="${fill}" stroke="${width ? stroke : "none"}" stroke-width="${width}" ${more}`;

export const rect = (x: number, y: number, w: number, h: number, l: Look = {}, round = 0): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${round}" ${look(l)}/>`;

export const circle = (x: number, y: number, r: number, l: Look = {}): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" ${look(l)}/>`;

export const oval = (x: number, y: number, rx: number, ry: number, l: Look = {}): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" ${look(l)}/>`;

export const path = (d: string, l: Look = {}): string => `<path d="${d}" ${look(l)}/>`;

/** So many things in a row. */
export const many = (n: number, one: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => one(i)).join("");

/** Speckles as in terrazzo, the same each time. */
export function speckles(x: number, y: number, w: number, h: number, n: number): string {
  const random = randomFrom(Math.round(x * 7 + y * 13 + n));
  return many(n, () =>
    oval(x + random.next() * w, y + random.next() * h, random.between(2, 6), random.between(1, 3), {
      fill: random.chance(0.5) ? ink.line : ink.paper,
      width: 0,
    }),
  );
}

/** A wall of a stairwell as they are here: white above, green below, and the floor. */
export const hall = (line: number, floor: number): string =>
  rect(0, 0, 1500, line, { fill: ink.wall, width: 0 }) +
  rect(0, line, 1500, floor - line, { fill: ink.dado, width: 0 }) +
  path(`M0 ${line}H1500`, { stroke: ink.leaf, width: 6 }) +
  rect(0, floor, 1500, 1000 - floor, { fill: ink.floor, width: 0 }) +
  rect(0, floor, 1500, 16, { fill: ink.line, width: 0 }) +
  speckles(0, floor + 24, 1500, 1000 - floor - 30, 170);

/** The soft light of a lamp. */
export const glow = (id: string, color = ink.lit): string =>
  `<radialGradient id="${id}"><stop offset="0" stop-color="${color}" stop-opacity="0.95"/><stop offset="0.45" stop-color="${color}" stop-opacity="0.4"/><stop offset="1" stop-color="${color}" stop-opacity="0"/></radialGradient>`;
