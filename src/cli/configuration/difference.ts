// What publishing a configuration would change: as a JSON Patch for programs, and as a unified diff for
// people and `patch`. Both come from the same pairs, and so agree.
import { isEqualJson } from "../../json.mjs";
import type { Look } from "../output/look.ts";
import { hideValues } from "./hidden.ts";
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
  const { before, after } = hideValues(published, file);
  const changes: Change[] = [];
  const root = pair(before, after);
  collectChanges(root, "", changes);
  const lines = diffLines(root);
  const normalized = (other: "-" | "+") =>
    lines.filter(({ sign }) => sign !== other).map(({ text }) => text.normalize());
  return {
    isEqual: false,
    changes,
    isNormalizationOnly: normalized("+").join("\n") === normalized("-").join("\n"),
    draw: (names, look) => drawUnified(lines, names, look),
  };
}

function collectChanges(
  { before, after, isEqual, parts }: Pair,
  path: string,
  changes: Change[],
): void {
  if (isEqual) return;
  // The operations before it have left this many items in front.
  let index = 0;
  for (const part of parts ?? []) {
    const at = `${path}/${part.name === undefined ? index : escapePointer(part.name)}`;
    collectChanges(part, at, changes);
    if (part.after !== undefined) index++;
  }
  if (parts) return;
  if (before === undefined) changes.push({ op: "add", path, value: after });
  else if (after === undefined) changes.push({ op: "remove", path });
  else changes.push({ op: "replace", path, value: after });
}

/** RFC 6901. */
export const escapePointer = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");
