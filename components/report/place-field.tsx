"use client";

import { useEffect, useState } from "react";
import type { Option } from "#components/ui/fields.tsx";
import { useForm } from "#components/ui/form.tsx";
import type { BuildingOption } from "#domain/place/tree.ts";

type Props = {
  buildings: BuildingOption[];
  initial: string | null;
  areas: Option[];
  /** "At my home", where the person's door is known. */
  home: string | null;
  words: Record<
    | "entrance"
    | "wholeCommunity"
    | "floor"
    | "anyFloor"
    | "floorN"
    | "spot"
    | "choose"
    | "areas"
    | "doors"
    | "door"
    | "doorTyped"
    | "prefilled",
    string
  >;
};

type Floors = { floor: number; doors: string[] }[];

/**
 * Building and entrance, floor, and what there: a door or a common area. With JavaScript the doors of the floor are
 * offered; without it the door is typed.
 */
export function PlaceField({ buildings, initial, areas, home, words }: Props) {
  const { state, id } = useForm();
  const typed = (name: string, fallback: string) => String(state.values[name] ?? fallback);
  const [entrance, setEntrance] = useState(typed("entrance", initial ?? ""));
  const [floor, setFloor] = useState(typed("floor", ""));
  const [floors, setFloors] = useState<Floors | null>(null);
  useEffect(() => {
    setFloors(null);
    if (!entrance) return;
    const stop = new AbortController();
    fetch(`/api/doors/${entrance}`, { signal: stop.signal })
      .then(async (r) => setFloors((await r.json()) as Floors))
      .catch(() => undefined);
    return () => stop.abort();
  }, [entrance]);
  const highest =
    buildings.flatMap((b) => b.entrances).find((e) => e.id === entrance)?.floors ??
    Math.max(1, ...buildings.flatMap((b) => b.entrances.map((e) => e.floors)));
  const doors = floors?.find((f) => String(f.floor) === floor)?.doors ?? [];
  const error = (name: string) =>
    state.errors[name] ? (
      <p id={`${id}-${name}-error`} className="text-t1 font-bold text-late">
        {state.errors[name]}
      </p>
    ) : null;
  const attributes = (name: string) => ({
    id: `${id}-${name}`,
    name,
    "aria-invalid": state.errors[name] ? (true as const) : undefined,
    "aria-describedby": state.errors[name] ? `${id}-${name}-error` : undefined,
  });
  const doorChosen = typed("spot", home ? "door:" : "");
  return (
    <div className="grid gap-4">
      {words.prefilled && (
        <p className="border-s-4 border-going bg-going-wash px-4 py-3 text-t1 text-going">{words.prefilled}</p>
      )}
      <div className="grid gap-2">
        <label htmlFor={`${id}-entrance`} className="font-bold">
          {words.entrance}
        </label>
        {error("entrance")}
        <select {...attributes("entrance")} value={entrance} onChange={(e) => setEntrance(e.currentTarget.value)}>
          <option value="">{words.wholeCommunity}</option>
          {buildings.map((b) => (
            <optgroup key={b.id} label={b.name}>
              {b.entrances.map((e) => (
                <option key={e.id} value={e.id}>
                  {b.name} {e.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9rem),1fr))] gap-3">
        <div className="grid content-start gap-2">
          <label htmlFor={`${id}-floor`} className="font-bold">
            {words.floor}
          </label>
          {error("floor")}
          <select {...attributes("floor")} value={floor} onChange={(e) => setFloor(e.currentTarget.value)}>
            <option value="">{words.anyFloor}</option>
            {Array.from({ length: highest }, (_, i) => highest - i).map((n) => (
              <option key={n} value={n}>
                {words.floorN.replace("{floor}", String(n))}
              </option>
            ))}
          </select>
        </div>
        <div className="grid content-start gap-2">
          <label htmlFor={`${id}-spot`} className="font-bold">
            {words.spot}
          </label>
          {error("spot")}
          <select key={`${doorChosen}${doors.length}`} {...attributes("spot")} defaultValue={doorChosen}>
            <option value="">{words.choose}</option>
            {home && <option value="door:">{home}</option>}
            {doors.length > 0 && (
              <optgroup label={words.doors}>
                {doors.map((d) => (
                  <option key={d} value={`door:${d}`}>
                    {d}
                  </option>
                ))}
              </optgroup>
            )}
            {doors.length === 0 && !home && <option value="door:">{words.door}</option>}
            <optgroup label={words.areas}>
              {areas.map((a) => (
                <option key={a.value} value={a.value}>
                  {a.label}
                </option>
              ))}
            </optgroup>
          </select>
        </div>
      </div>
      {floors === null && !home && (
        <div className="grid gap-2">
          <label htmlFor={`${id}-door`} className="font-bold">
            {words.doorTyped}
          </label>
          <input {...attributes("door")} inputMode="numeric" defaultValue={typed("door", "")} />
        </div>
      )}
    </div>
  );
}
