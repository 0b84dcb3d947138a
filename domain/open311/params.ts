import { clean } from "../input.ts";

/** The parameters of a request, as given: an empty one is the same as none. */
export type Params = {
  /** The first value of a name, cleaned; null where there is none. */
  one: (name: string) => string | null;
  /** Values that may be given several times, or once with commas between them. */
  several: (name: string) => string[];
  /** `attribute[code]=value`, `attribute[code][]=value`: values by code, in their order. */
  attributes: ReadonlyMap<string, readonly string[]>;
};

export function paramsOf(given: URLSearchParams): Params {
  const attributes = new Map<string, string[]>();
  for (const [name, value] of given) {
    const code = /^attribute\[([^[\]]{1,60})\](?:\[\d*\])?$/.exec(name)?.[1];
    const said = clean(value);
    if (code && said) attributes.set(code, [...(attributes.get(code) ?? []), said]);
  }
  const one = (name: string) => clean(given.get(name) ?? "") || null;
  return {
    one,
    several: (name) =>
      given
        .getAll(name)
        .flatMap((value) => value.split(","))
        .map(clean)
        .filter(Boolean),
    attributes,
  };
}
