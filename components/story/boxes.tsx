"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useForm } from "#components/ui/form.tsx";
import type { BlurBox } from "#domain/story/blur.ts";

type Words = Record<"photo" | "box" | "x" | "y" | "w" | "h" | "add" | "remove" | "keys" | "list", string>;

type Props = { src: string; width: number; height: number; initial: BlurBox[]; words: Words };

const names = ["x", "y", "w", "h"] as const;

/** Rows to be filled in where nothing can be dragged. */
const blanks = 4;

const whole = 1000;
const within = (n: number, most: number) => Math.round(Math.min(most, Math.max(0, n)));

/** A box that lies within the picture. */
const inside = ([x, y, w, h]: BlurBox): BlurBox => {
  const [across, down] = [within(w, whole), within(h, whole)];
  return [within(x, whole - across), within(y, whole - down), across, down];
};

type Drag = { box: number; from: [number, number]; start: BlurBox; kind: "move" | "size" | "draw" };

/**
 * Where faces and plates are marked: dragged over the photo with finger or mouse, moved and sized with the arrow keys, or, in
 * a page without JavaScript, given as numbers.
 */
export function BoxFields({ src, width, height, initial, words }: Props) {
  const { state } = useForm();
  const typed = state.values.w === undefined ? null : names.map((n) => ([] as string[]).concat(state.values[n] ?? []));
  const [boxes, setBoxes] = useState<BlurBox[]>(() =>
    typed
      ? (typed[2] ?? []).map((_, i) => typed.map((list) => Number(list[i] ?? 0)) as BlurBox).filter((b) => b[2] && b[3])
      : initial,
  );
  const [alive, setAlive] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  useEffect(() => setAlive(true), []);

  const set = (i: number, box: BlurBox) => setBoxes((all) => all.map((one, j) => (j === i ? inside(box) : one)));
  const remove = (i: number) => setBoxes((all) => all.filter((_, j) => j !== i));
  const at = (event: PointerEvent): [number, number] => {
    const frame = stage.current?.getBoundingClientRect();
    if (!frame) return [0, 0];
    return [((event.clientX - frame.left) / frame.width) * whole, ((event.clientY - frame.top) / frame.height) * whole];
  };

  function begin(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return;
    const target = event.target as HTMLElement;
    const held = target.closest<HTMLElement>("[data-box]");
    const from = at(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    if (held) {
      const box = Number(held.dataset.box);
      const start = boxes[box];
      if (start) drag.current = { box, from, start, kind: target === held ? "move" : "size" };
      held.focus();
    } else {
      drag.current = { box: boxes.length, from, start: [from[0], from[1], 0, 0], kind: "draw" };
      setBoxes((all) => [...all, [Math.round(from[0]), Math.round(from[1]), 1, 1]]);
    }
    event.preventDefault();
  }

  function go(event: PointerEvent) {
    const held = drag.current;
    if (!held) return;
    const [px, py] = at(event).map((n) => within(n, whole)) as [number, number];
    const [dx, dy] = [px - held.from[0], py - held.from[1]];
    const [x, y, w, h] = held.start;
    if (held.kind === "move") set(held.box, [x + dx, y + dy, w, h]);
    else if (held.kind === "size") set(held.box, [x, y, Math.max(10, w + dx), Math.max(10, h + dy)]);
    else set(held.box, [Math.min(px, x), Math.min(py, y), Math.abs(dx), Math.abs(dy)]);
  }

  function end() {
    const held = drag.current;
    drag.current = null;
    // A tap draws nothing.
    if (held?.kind === "draw") setBoxes((all) => all.filter((b, i) => i !== held.box || (b[2] > 8 && b[3] > 8)));
  }

  function keys(event: KeyboardEvent, i: number) {
    const step = event.altKey ? 2 : 10;
    const [dx, dy] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[
      event.key
    ] ?? [0, 0];
    const box = boxes[i];
    if (!box) return;
    if (event.key === "Delete" || event.key === "Backspace") remove(i);
    else if (!dx && !dy) return;
    else if (event.shiftKey)
      set(i, [box[0], box[1], Math.max(10, box[2] + (dx ?? 0)), Math.max(10, box[3] + (dy ?? 0))]);
    else set(i, [box[0] + (dx ?? 0), box[1] + (dy ?? 0), box[2], box[3]]);
    event.preventDefault();
  }

  const rows = alive ? boxes : [...boxes, ...Array.from({ length: blanks }, (): BlurBox => [0, 0, 0, 0])];
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="grid gap-3">
        <div
          ref={stage}
          className="blur-stage"
          onPointerDown={begin}
          onPointerMove={go}
          onPointerUp={end}
          onPointerCancel={end}
        >
          {/* biome-ignore lint/performance/noImgElement: the portal's own route, by permission */}
          <img className="blur-photo" src={src} width={width} height={height} alt={words.photo} draggable={false} />
          {alive &&
            boxes.map(([x, y, w, h], i) => (
              <button
                // biome-ignore lint/suspicious/noArrayIndexKey: a box is known by its place in the list
                key={i}
                type="button"
                data-box={i}
                className="blur-box"
                aria-label={`${words.box} ${i + 1}`}
                aria-describedby="box-keys"
                style={{ left: `${x / 10}%`, top: `${y / 10}%`, width: `${w / 10}%`, height: `${h / 10}%` }}
                onKeyDown={(event) => keys(event, i)}
              >
                <span aria-hidden="true" />
              </button>
            ))}
        </div>
        <p id="box-keys" className="small">
          {words.keys}
        </p>
      </div>
      <fieldset className="grid gap-3">
        <legend className="mb-2 font-bold">{words.list}</legend>
        {rows.map((box, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a box is known by its place in the list
          <div key={i} className="grid grid-cols-4 items-end gap-2 border-t border-line pt-2">
            {names.map((name, j) => (
              <label key={name} className="grid gap-1">
                <span className="small">
                  {words[name]}
                  <span className="sr-only">{` ${words.box} ${i + 1}`}</span>
                </span>
                <input
                  type="number"
                  name={name}
                  min={0}
                  max={whole}
                  step="any"
                  inputMode="numeric"
                  {...(alive
                    ? {
                        value: box[j],
                        onChange: (e: { target: HTMLInputElement }) =>
                          set(i, box.map((n, k) => (k === j ? Number(e.target.value) : n)) as BlurBox),
                      }
                    : { defaultValue: box[2] ? box[j] : "" })}
                />
              </label>
            ))}
            {alive && (
              <button type="button" className="btn col-span-4 justify-self-start" onClick={() => remove(i)}>
                {words.remove} <span className="sr-only">{i + 1}</span>
              </button>
            )}
          </div>
        ))}
        {alive && (
          <button
            type="button"
            className="btn justify-self-start"
            onClick={() => setBoxes((all) => [...all, [400, 400, 200, 200]])}
          >
            {words.add}
          </button>
        )}
      </fieldset>
    </div>
  );
}
