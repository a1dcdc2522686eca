// Which parts of two JSON values correspond: members by name, items of lists by content.

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

/** A number for each value; equal values have the same. */
type Identify = (value: unknown) => number;

/** Numbers are equal by value, objects whatever the order of their members. */
function createIdentify(): Identify {
  const ids = new Map<string, number>();
  const known = new WeakMap<object, number>();
  const idOf = (key: string) => {
    const id = ids.get(key) ?? ids.size;
    ids.set(key, id);
    return id;
  };
  return function identify(value) {
    if (typeof value !== "object" || value === null) return idOf(scalarKey(value));
    const seen = known.get(value);
    if (seen !== undefined) return seen;
    // Of parts by their ids: the whole text would be copied once for each level.
    const id = idOf(
      Array.isArray(value)
        ? `[${value.map(identify).join()}]`
        : `{${entriesOf(value)
            .map(([name, member]) => `${JSON.stringify(name)}:${identify(member)}`)
            .sort()
            .join()}}`,
    );
    known.set(value, id);
    return id;
  };
}

function scalarKey(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "number" && Number.isInteger(value)
    ? String(BigInt(value))
    : String(value);
}

export const isContainer = (value: unknown): value is object =>
  typeof value === "object" && value !== null;

export const entriesOf = (value: object): [name: string, member: unknown][] =>
  Object.entries(value);

type Parts = (readonly [before: unknown, after: unknown, name?: string])[];

/** Compares two values, and whatever corresponds within them. */
export function pair(before: unknown, after: unknown): Pair {
  const identify = createIdentify();
  const toPair = ([before, after, name]: Parts[number]): Pair => {
    const isEqual = identify(before) === identify(after);
    const parts = isEqual ? undefined : partsOf(before, after, identify)?.map(toPair);
    return { name, before, after, isEqual, parts };
  };
  return toPair([before, after]);
}

function partsOf(before: unknown, after: unknown, identify: Identify): Parts | undefined {
  if (!isContainer(before) || !isContainer(after)) return undefined;
  if (Array.isArray(before) && Array.isArray(after)) {
    const pairs: Parts = [];
    pairItems(before, after, [identify, nameOfItem, () => 0], pairs);
    return pairs;
  }
  return Array.isArray(before) || Array.isArray(after) ? undefined : pairMembers(before, after);
}

/** In the order of the new members; a member that is gone stands behind its predecessor. */
function pairMembers(before: object, after: object): Parts {
  const members = new Map(entriesOf(before));
  const gone = new Map<string | undefined, Parts>();
  let predecessor: string | undefined;
  for (const [name, member] of members) {
    if (Object.hasOwn(after, name)) predecessor = name;
    else {
      const pairs = gone.get(predecessor) ?? [];
      pairs.push([member, undefined, name]);
      gone.set(predecessor, pairs);
    }
  }
  const pairs = gone.get(undefined) ?? [];
  for (const [name, member] of entriesOf(after)) {
    pairs.push([members.get(name), member, name]);
    for (const each of gone.get(name) ?? []) pairs.push(each);
  }
  return pairs;
}

/** What items of a list are known by, if they have changed. */
function nameOfItem(item: unknown): string | undefined {
  if (!isContainer(item)) return undefined;
  const { id, name } = item as { id?: unknown; name?: unknown };
  return [id, name].find((text) => typeof text === "string");
}

/**
 * @param levels keys to match items by, the strictest first: each is for what lies between the matches
 * of the one before
 */
function pairItems(
  before: readonly unknown[],
  after: readonly unknown[],
  [keyOf, ...levels]: readonly ((item: unknown) => unknown)[],
  pairs: Parts,
): void {
  if (!keyOf || before.length === 0 || after.length === 0) {
    for (const item of before) pairs.push([item, undefined]);
    for (const item of after) pairs.push([undefined, item]);
    return;
  }
  let [left, right] = [0, 0];
  const matches = matchInOrder(before.map(keyOf), after.map(keyOf));
  for (const [one, other] of matches) {
    pairItems(before.slice(left, one), after.slice(right, other), levels, pairs);
    pairs.push([before[one], after[other]]);
    [left, right] = [one + 1, other + 1];
  }
  pairItems(before.slice(left), after.slice(right), levels, pairs);
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
    const key = before[index];
    if (key === undefined) continue;
    const own = places.get(key) ?? [];
    own.push(index);
    places.set(key, own);
  }
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
