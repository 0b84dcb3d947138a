import type { BoardInput } from "#domain/publication/list.ts";

type Given = Partial<BoardInput>;

const query = ({ category, building, state, q, after }: Given): string =>
  new URLSearchParams(
    Object.entries({ category, building, state, q, after }).filter((pair): pair is [string, string] =>
      Boolean(pair[1]),
    ),
  ).toString();

/** The address of the board with some filters. */
export const boardAddress = (input: Given): string => {
  const asked = query(input);
  return asked ? `/board?${asked}` : "/board";
};

/** The address of its feed under the same filters. */
export const feedAddress = ({ category, building, state }: Given): string => {
  const asked = query({ category, building, state });
  return asked ? `/board/feed.xml?${asked}` : "/board/feed.xml";
};

/** One value for each name of an address, however often it stands there. */
export const single = <K extends string>(search: Partial<Record<K, string | string[]>>): Partial<Record<K, string>> =>
  Object.fromEntries(Object.entries(search).map(([key, value]) => [key, [value].flat()[0]])) as Partial<
    Record<K, string>
  >;
