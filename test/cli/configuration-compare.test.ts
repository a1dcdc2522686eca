// What `configuration` compares, in process: the diff, the JSON Patch, hidden values, and references by
// name.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Change, compare } from "../../src/cli/configuration/difference.ts";
import { toNames, toPlaceholders } from "../../src/cli/configuration/references.ts";
import { textOf } from "../../src/cli/configuration/unified.ts";
import { cpuTimeOf } from "../support/runs.ts";

type Json = Record<string, unknown>;
const LOOK = { colour: false, ascii: false, live: false, columns: undefined };
const NAMES = { before: "published (T3S70)", after: "config.json" };
const draw = (before: Json | undefined, after: Json) => compare(before, after).draw(NAMES, LOOK);
const [COMPOSED, DECOMPOSED] = ["\u00e9", "e\u0301"];

describe("the unified diff", () => {
  // From the first line of the first hunk on, joined.
  test.each<[name: string, before: Json, after: Json, lines: string]>([
    ["a value", { a: 1, b: 2 }, { b: 3, a: 1 }, ' {|-  "b": 2,|+  "b": 3,|   "a": 1| }'],
    ["a member at the end", { a: 1 }, { a: 1, b: 2 }, ' {|-  "a": 1|+  "a": 1,|+  "b": 2| }'],
    [
      "members that are gone, behind their predecessors",
      { f: 1, a: 1, x: 0, y: 0, b: 2, z: 0 },
      { b: 2, c: 3, a: 1 },
      ' {|-  "f": 1,|   "b": 2,|-  "z": 0,|-  "a": 1,|-  "x": 0,|-  "y": 0|+  "c": 3,|+  "a": 1| }',
    ],
    [
      "an item in front",
      { l: [{ v: 1 }, { v: 2 }] },
      { l: [{ v: 0 }, { v: 1 }, { v: 2 }] },
      ' {|   "l": [|+    {|+      "v": 0|+    },|     {|       "v": 1|     },',
    ],
    [
      "an item that is known by its id",
      { l: [{ id: "a", v: 1 }] },
      { l: [{ id: "b" }, { v: 2, id: "a" }] },
      ' {|   "l": [|+    {|+      "id": "b"|+    },|     {|-      "v": 1,|+      "v": 2,|       "id": "a"',
    ],
    ["an empty list", { l: [] }, { l: [1] }, ' {|-  "l": []|+  "l": [|+    1|+  ]| }'],
    ["another type", { a: {} }, { a: [] }, ' {|-  "a": {}|+  "a": []| }'],
    ["digits", { a: 2n ** 64n }, { a: 1n }, ' {|-  "a": 18446744073709551616|+  "a": 1| }'],
    [
      "unsafe characters",
      { a: "\u202e" },
      { "\x7f": 1 },
      ' {|-  "a": "\\u202e"|+  "\\u007f": 1| }',
    ],
  ])("%s", (_, before, after, lines) => {
    const [, , , ...drawn] = draw(before, after).trimEnd().split("\n");
    expect(drawn.join("|").slice(0, lines.length)).toBe(lines);
  });

  test("has three lines of context, joins hunks that touch, and counts its lines", () => {
    const before = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`m${index}`, 0]));
    const lines = draw(before, { ...before, m0: 1, m7: 1, m20: 1 }).split("\n");
    expect(lines.filter((line) => /^[-+@]/.test(line)).join("|")).toBe(
      '--- published (T3S70)|+++ config.json|@@ -1,12 +1,12 @@|-  "m0": 0,|+  "m0": 1,|-  "m7": 0,|+  "m7": 1,|@@ -19,7 +19,7 @@|-  "m20": 0,|+  "m20": 1,',
    );
  });

  test("is all new if nothing is published", () => {
    expect(draw(undefined, { a: 1 })).toContain('@@ -0,0 +1,3 @@\n+{\n+  "a": 1\n+}\n');
    expect(compare(undefined, {})).toMatchObject({ isEqual: false, changes: [add("", {})] });
  });

  test.each<[name: string, before: string, after: string]>([
    ["members in another order", '{"a":{"x":1,"y":2},"b":1}', '{"b":1,"a":{"y":2,"x":1}}'],
    ["__proto__", '{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}'],
  ])("is empty for %s", (_, before, after) => {
    expect(compare(JSON.parse(before), JSON.parse(after)).isEqual).toBe(true);
    expect(draw(JSON.parse(before), JSON.parse(after))).toBe("");
  });

  test("is empty for the same number as a bigint", () => {
    expect(compare({ a: [1] }, { a: [1n] })).toMatchObject({ isEqual: true, changes: [] });
  });

  test.each<[name: string, before: Json, after: Json, isNormalizationOnly: boolean]>([
    ["names and values", { [COMPOSED]: COMPOSED }, { [DECOMPOSED]: DECOMPOSED }, true],
    ["something else too", { a: COMPOSED, b: 1 }, { a: DECOMPOSED, b: 2 }, false],
    ["items that moved", { a: [1, 2] }, { a: [2, 1] }, false],
  ])("a difference in Unicode normalization alone: %s", (_, before, after, want) => {
    expect(compare(before, after)).toMatchObject({ isEqual: false, isNormalizationOnly: want });
  });
});

const add = (path: string, value: unknown) => ({ op: "add", path, value });
const replace = (path: string, value: unknown) => ({ op: "replace", path, value });
const remove = (path: string) => ({ op: "remove", path });

test.each<[name: string, before: Json, after: Json, ...changes: object[]]>([
  ["a member that is gone", { "a/~": 1 }, {}, remove("/a~1~0")],
  ["a value", { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, replace("/a/1/b", 3)],
  ["an item in front", { a: [1, 2] }, { a: [0, 1, 2] }, add("/a/0", 0)],
  [
    "an item with an id rather than one without",
    { a: [{ v: 1 }, { id: "x", v: 1 }] },
    { a: [{ id: "x", v: 2 }, { v: 3 }] },
    ...[remove("/a/0"), replace("/a/0/v", 2), add("/a/1", { v: 3 })],
  ],
  ["a moved item", { a: [1, 2, 3] }, { a: [2, 3, 1] }, remove("/a/0"), add("/a/2", 1)],
])("the JSON Patch: %s", (_, before, after, ...changes) => {
  expect(compare(before, after).changes).toEqual(changes);
});

const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>(0, 1, "", "a", null, true, 1.5, 2n ** 60n),
    fc.array(tie("json"), { maxLength: 6 }),
    fc.dictionary(fc.constantFrom("a", "b", "id", "~/", "2"), tie("json")),
  ),
}));
const configurations = fc.dictionary(fc.constantFrom("a", "b", "c"), json);

test("any patch leads to the file, and any diff leads back from it", () => {
  fc.assert(
    fc.property(configurations, configurations, (before, after) => {
      expect(patched(before, compare(before, after).changes)).toEqual(after);
      const earlier = reverted(textOf(after), draw(before, after));
      expect(earlier).toBe(textOf(JSON.parse(earlier, bigints)));
      expect(JSON.parse(earlier, bigints)).toEqual(before);
    }),
  );
});

/** The only integer of these configurations that JSON.parse does not keep. */
const bigints = (_: string, value: unknown) => (value === 2 ** 60 ? 2n ** 60n : value);

/** RFC 6902, without what is not used. */
function patched(document: Json, changes: readonly Change[]): unknown {
  const root = { document: structuredClone(document) as unknown };
  for (const { op, path, value } of changes) {
    const tokens = `/document${path}`.split("/").slice(1);
    const names = tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = names.pop() ?? "";
    // biome-ignore lint/suspicious/noExplicitAny: any JSON
    const target = names.reduce<any>((parent, name) => parent[name], root);
    if (op !== "add") expect(Object.hasOwn(target, last)).toBe(true);
    if (!Array.isArray(target)) {
      if (op === "remove") delete target[last];
      else target[last] = value;
      continue;
    }
    expect(Number(last)).toBeLessThanOrEqual(target.length);
    const items = op === "remove" ? [] : [value];
    target.splice(Number(last), op === "add" ? 0 : 1, ...items);
  }
  return root.document;
}

/** Applies a unified diff backwards, and checks each of its lines. */
function reverted(text: string, diff: string): string {
  const lines = text.split("\n");
  const result: string[] = [];
  let at = 0;
  for (const hunk of diff.split(/^@@ /m).slice(1)) {
    const [range = "", ...body] = hunk.trimEnd().split("\n");
    const [, start = 0] = /\+(\d+),/.exec(range) ?? [];
    result.push(...lines.slice(at, Number(start) - 1));
    at = Number(start) - 1;
    for (const line of body) {
      if (!line.startsWith("-")) expect(lines[at++]).toBe(line.slice(1));
      if (!line.startsWith("+")) result.push(line.slice(1));
    }
  }
  return [...result, ...lines.slice(at)].join("\n");
}

describe("20,000 that differ take less than 5 s:", () => {
  const many = <T>(make: (index: number) => T) => Array.from({ length: 20_000 }, (_, i) => make(i));
  const members = (make: (index: number) => [string, unknown]) => Object.fromEntries(many(make));
  test.each<[name: string, before: Json, after: Json]>([
    ["values", members((i) => [`m${i}`, i]), members((i) => [`m${i}`, -i - 1])],
    ["names", members((i) => [`m${i}`, i]), members((i) => [`n${i}`, i])],
    ["items", { l: many((i) => i) }, { l: many((i) => -i - 1) }],
    ["places", { l: many((i) => ({ id: i })) }, { l: many((i) => ({ id: (i * 7919) % 20_000 })) }],
    ["places of equal items", { l: many((i) => i % 2) }, { l: many((i) => i % 3) }],
  ])("%s", async (_, before, after) => {
    expect(await cpuTimeOf(() => draw(before, after))).toBeLessThan(5_000);
  });
});

describe("hidden values", () => {
  const items = (...all: Json[]) => ({ secrets: { items: all } });
  const item = (value: string, classification?: string) => ({
    ...{ id: "a", value, ...(classification && { classification }) },
  });
  const deep = { id: "b", value: { deep: "new" } };
  const VALUE = "/secrets/items/0/value";
  const CHANGED = replace(VALUE, "[hidden, changed]");
  test.each<[name: string, before: Json, after: Json, ...changes: object[]]>([
    ["one that changed", items(item("old")), items(item("new")), CHANGED],
    [
      "one that is new, and one that did not change and moved",
      items(item("old", "secret")),
      items(deep, item("old", "pii")),
      add("/secrets/items/0", { id: "b", value: "[hidden]" }),
      replace("/secrets/items/1/classification", "pii"),
    ],
    [
      "inside a larger value",
      {},
      items(deep),
      add("/secrets", { items: [{ id: "b", value: "[hidden]" }] }),
    ],
    [
      "a public one is shown",
      items(item("old", "public")),
      items(item("new", "public")),
      replace(VALUE, "new"),
    ],
    [
      "one that was public",
      items(item("same", "public")),
      items(item("same", "secret")),
      replace("/secrets/items/0/classification", "secret"),
    ],
    [
      "without ids, by their order",
      items({ value: "old" }, { value: "same" }),
      items({ value: "new" }, { value: "same" }),
      CHANGED,
    ],
  ])("%s", (_, before, after, ...changes) => {
    expect(compare(before, after)).toMatchObject({ isEqual: false, changes });
    if (!JSON.stringify(changes).includes("new"))
      expect(draw(before, after)).not.toMatch(/"(old|new|same)"/);
  });
});

describe("references by name", () => {
  const names = ["id", "key", "twice", "twice", "sec_1", "user", "a b"];
  const stored = names.map((secret_name, index) => ({
    ...{ secret_name, secret_placeholder: `sec_${index}` },
  }));
  const [user, key, id] = ["userInput", "encrypted", "encrypted"].map((source, index) => ({
    ...{ id: ["user", "key", "{{ secrets.id }}"][index], source },
  }));
  const secrets = { items: [user, key, id] };

  test.each<[name: string, by: string, wire: string]>([
    ["a name", "{{ secrets.id }}", "{{ secrets.sec_0 }}"],
    [
      "several, white space and filters",
      "{{secrets.id|b64}}-{{  secrets.key | x }}",
      "{{secrets.sec_0|b64}}-{{  secrets.sec_1 | x }}",
    ],
    ["what the user enters", "{{ secrets.user }}", "{{ secrets.user }}"],
    ["what is not stored", "{{ secrets.none }}", "{{ secrets.none }}"],
    ["no reference", "{{ secret.id }} {{ secrets.id", "{{ secret.id }} {{ secrets.id"],
  ])("%s, there and back", (_, by, wire) => {
    const [file, published] = [by, wire].map((text) => ({ secrets, a: [{ [text]: text }] }));
    const want = { configuration: published, ambiguous: [] };
    expect(toPlaceholders(file ?? {}, stored)).toMatchObject(want);
    expect(toNames(published ?? {}, stored).configuration).toEqual(file);
  });

  test("a placeholder wins over the name of another secret", () => {
    const file = { a: "{{ secrets.sec_1 }}" };
    expect(toPlaceholders(file, stored)).toMatchObject({ configuration: file, count: 0 });
  });

  test("a name that two secrets bear is left, and named", () => {
    const file = { a: "{{ secrets.twice }}", b: "{{ secrets.twice }}" };
    const ambiguous = [stored.slice(2, 4)];
    expect(toPlaceholders(file, stored)).toMatchObject({ configuration: file, ambiguous });
  });

  test.each([2, 4, 5, 6])("sec_%i keeps its placeholder: its name would not lead back", (index) => {
    const published = { secrets, a: `{{ secrets.sec_${index} }}` };
    expect(toNames(published, stored)).toMatchObject({ configuration: published, count: 0 });
  });

  test("two members that become one are refused", () => {
    const file = { "a/b": { "{{ secrets.id }}": 1, "{{ secrets.sec_0 }}": 2 } };
    const words = "in their names: /a~1b/{{ secrets.sec_0 }}.";
    expect(() => toPlaceholders(file, stored)).toThrow(words);
    expect(() => toNames(file, stored)).toThrow(words);
  });
});
