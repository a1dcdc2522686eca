// Which parts of two JSON values correspond: members by name, items of lists by content.
import { isObject } from "../input/exact-json.ts";

/** Two values that correspond; `undefined` on the side that has none. */
export interface Pair {
  /** Of a member. */
  readonly name?: string | undefined;
  readonly before: unknown;
  readonly after: unknown;
  readonly isEqual: boolean;
  /** Those of two lists, or of two objects, that are not equal. */
  readonly parts?: readonly Pair[] | undefined;
}

/** A number for each value; equal values have the same, whatever the order of their members. */
function createIdentify(): (value: unknown) => number {
  const ids = new Map<string, number>();
  const known = new WeakMap<object, number>();
  // Of parts by their ids: the whole text would be copied once for each level.
  const keyOf = (value: unknown) => {
    if (Array.isArray(value)) return `[${value.map(identify).join()}]`;
    if (!isObject(value)) return typeof value === "string" ? JSON.stringify(value) : String(value);
    const members = Object.entries(value);
    return `{${members
      .map(([name, member]) => `${JSON.stringify(name)}:${identify(member)}`)
      .sort()
      .join()}}`;
  };
  return identify;

  function identify(value: unknown): number {
    const isContainer = typeof value === "object" && value !== null;
    const own = isContainer ? known.get(value) : undefined;
    if (own !== undefined) return own;
    const key = keyOf(value);
    const id = ids.get(key) ?? ids.size;
    ids.set(key, id);
    if (isContainer) known.set(value, id);
    return id;
  }
}

type Parts = (readonly [before: unknown, after: unknown, name?: string])[];

/** Compares two values, and whatever corresponds within them. */
export function pair(before: unknown, after: unknown): Pair {
  const identify = createIdentify();
  const partsOf = (before: unknown, after: unknown): Parts | undefined => {
    if (Array.isArray(before) && Array.isArray(after)) {
      return pairItems(before, after, [identify, nameOfItem, () => 0]);
    }
    return isObject(before) && isObject(after) ? pairMembers(before, after) : undefined;
  };
  const toPair = ([before, after, name]: Parts[number]): Pair => {
    const isEqual = identify(before) === identify(after);
    return {
      ...{ name, before, after, isEqual },
      parts: isEqual ? undefined : partsOf(before, after)?.map(toPair),
    };
  };
  return toPair([before, after]);
}

type Members = Readonly<Record<string, unknown>>;

/** In the order of the new members; a removed member follows its predecessor. */
function pairMembers(before: Members, after: Members): Parts {
  const gone = new Map<string | undefined, Parts>();
  let predecessor: string | undefined;
  for (const [name, member] of Object.entries(before)) {
    if (Object.hasOwn(after, name)) predecessor = name;
    else {
      const parts = gone.get(predecessor) ?? [];
      parts.push([member, undefined, name]);
      gone.set(predecessor, parts);
    }
  }
  const pairs = Object.entries(after).map(([name, member]): Parts => {
    const earlier = Object.hasOwn(before, name) ? before[name] : undefined;
    return [[earlier, member, name], ...(gone.get(name) ?? [])];
  });
  return [...(gone.get(undefined) ?? []), ...pairs.flat()];
}

/** What items of a list are known by, if they have changed. */
function nameOfItem(item: unknown): unknown {
  if (!isObject(item)) return undefined;
  return [item.id, item.name].find((text) => typeof text === "string");
}

/** Matches by the first, strictest key, and what lies between these matches by the next one. */
function pairItems(
  before: readonly unknown[],
  after: readonly unknown[],
  [keyOf, ...levels]: readonly ((item: unknown) => unknown)[],
): Parts {
  if (!keyOf || before.length === 0 || after.length === 0) {
    return [
      ...before.map((item) => [item, undefined] as const),
      ...after.map((item) => [undefined, item] as const),
    ];
  }
  const matches = matchInOrder(before.map(keyOf), after.map(keyOf));
  const ends: Match[] = [...matches, [before.length, after.length]];
  return ends.flatMap(([one, other], index): Parts => {
    const [left, right] = (ends[index - 1] ?? [-1, -1]).map((place) => place + 1);
    const between = pairItems(before.slice(left, one), after.slice(right, other), levels);
    return index < matches.length ? [...between, [before[one], after[other]]] : between;
  });
}

type Match = readonly [before: number, after: number];

/** Matches equal keys, as many as can be without crossing. A key that is `undefined` matches none. */
function matchInOrder(before: readonly unknown[], after: readonly unknown[]): Match[] {
  const isMatch = (one: number, other: number) =>
    before[one] !== undefined && before[one] === after[other];
  let start = 0;
  let [end, otherEnd] = [before.length, after.length];
  const head: Match[] = [];
  const tail: Match[] = [];
  while (start < end && start < otherEnd && isMatch(start, start)) head.push([start, start++]);
  while (start < end && start < otherEnd && isMatch(end - 1, otherEnd - 1)) {
    tail.push([--end, --otherEnd]);
  }
  // Of items that are equal, the first goes with the first, the second with the second.
  const places = new Map<unknown, number[]>();
  for (let index = end - 1; index >= start; index--) {
    const own = places.get(before[index]) ?? [];
    own.push(index);
    places.set(before[index], own);
  }
  places.delete(undefined);
  const candidates: Match[] = [];
  for (let index = start; index < otherEnd; index++) {
    const place = places.get(after[index])?.pop();
    if (place !== undefined) candidates.push([place, index]);
  }
  return [...head, ...longestRise(candidates), ...tail.reverse()];
}

/** The longest part in which the first numbers rise, as the second ones do (patience sorting). */
function longestRise(candidates: readonly Match[]): Match[] {
  interface Link {
    readonly match: Match;
    readonly previous: Link | undefined;
  }
  // By length, the chain that ends with the smallest number.
  const chains: Link[] = [];
  for (const match of candidates) {
    let [low, high] = [0, chains.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((chains[middle]?.match[0] ?? 0) < match[0]) low = middle + 1;
      else high = middle;
    }
    chains[low] = { match, previous: chains[low - 1] };
  }
  const rise: Match[] = [];
  for (let link = chains.at(-1); link; link = link.previous) rise.push(link.match);
  return rise.reverse();
}
