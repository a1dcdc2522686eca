// What publishing a configuration would change: as a JSON Patch for programs, and as a unified diff for
// people and `patch`. Both come from the same pairs, and so agree.
import { isEqualJson } from "../../json.mjs";
import { isObject } from "../input/exact-json.ts";
import type { Look } from "../output/look.ts";
import { type Pair, pair } from "./match.ts";
import { diffLines, drawUnified, type Names } from "./unified.ts";

export type Configuration = Readonly<Record<string, unknown>>;

/** An operation of a JSON Patch (RFC 6902). */
export interface Change {
  readonly op: "add" | "remove" | "replace";
  readonly path: string;
  readonly value?: unknown;
}

export interface Difference {
  /** As JSON, with the values that are not shown. */
  readonly isEqual: boolean;
  /** They apply in their order. */
  readonly changes: readonly Change[];
  /** The lines that differ look alike, but are composed of other characters. */
  readonly isNormalizationOnly: boolean;
  /** As a unified diff; nothing if the two are equal. */
  draw(names: Names, look: Look): string;
}

/** @param published `undefined` if the connector has no configuration */
export function compare(published: Configuration | undefined, file: Configuration): Difference {
  if (isEqualJson(published, file)) {
    return { isEqual: true, changes: [], isNormalizationOnly: false, draw: () => "" };
  }
  const [earlier, later] = [new Map(itemsOf(published)), new Map(itemsOf(file))];
  const root = pair(
    published && hideValues(published, later, HIDDEN),
    hideValues(file, earlier, "[hidden, changed]"),
  );
  const lines = diffLines(root);
  const normalized = (other: "-" | "+") =>
    lines.filter(({ sign }) => sign !== other).map(({ text }) => text.normalize());
  return {
    isEqual: false,
    changes: [...changesOf(root, "")],
    isNormalizationOnly: normalized("+").join("\n") === normalized("-").join("\n"),
    draw: (names, look) => drawUnified(lines, names, look),
  };
}

function* changesOf({ before, after, isEqual, parts }: Pair, path: string): Iterable<Change> {
  if (isEqual) return;
  if (!parts) {
    if (before === undefined) yield { op: "add", path, value: after };
    else if (after === undefined) yield { op: "remove", path };
    else yield { op: "replace", path, value: after };
    return;
  }
  // The operations before it have left this many items in front.
  let index = 0;
  for (const part of parts) {
    yield* changesOf(part, `${path}/${part.name === undefined ? index : escapePointer(part.name)}`);
    if (part.after !== undefined) index++;
  }
}

/** RFC 6901. */
export const escapePointer = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");

// ── Values that are declared, and not called public: a diff lands in logs and reviews ──────────

const HIDDEN = "[hidden]";

const isHidden = (item: unknown) => isObject(item) && item.classification !== "public";

/** The items of the root's `secrets` by their ids; several of one id, or of none, are numbered. */
function itemsOf(configuration: Configuration | undefined): [key: string, item: unknown][] {
  const { secrets } = configuration ?? {};
  const items: unknown[] = isObject(secrets) && Array.isArray(secrets.items) ? secrets.items : [];
  const counts = new Map<string, number>();
  return items.map((item) => {
    const id = isObject(item) && typeof item.id === "string" ? JSON.stringify(item.id) : "";
    const count = counts.get(id) ?? 0;
    counts.set(id, count + 1);
    return [`${id} ${count}`, item];
  });
}

/** @param changed replaces a value that differs from that of the other side */
function hideValues(
  configuration: Configuration,
  others: ReadonlyMap<string, unknown>,
  changed: string,
): Configuration {
  const items = itemsOf(configuration).map(([key, item]) => {
    if (!isObject(item) || !Object.hasOwn(item, "value")) return item;
    const other = others.get(key);
    const hasValue = isObject(other) && Object.hasOwn(other, "value");
    const isSame = hasValue && isEqualJson(item.value, other.value);
    // A value is hidden on both sides, if on one of them it is not public.
    if (!isHidden(item) && !(isSame && isHidden(other))) return item;
    return { ...item, value: hasValue && !isSame ? changed : HIDDEN };
  });
  const { secrets } = configuration;
  return items.length > 0 && isObject(secrets)
    ? { ...configuration, secrets: { ...secrets, items } }
    : configuration;
}
