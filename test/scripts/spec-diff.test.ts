// Which differences between two contracts break whom, and the process, by which CI goes.
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse, stringify } from "yaml";
import { compareSpecs, type Difference } from "../../scripts/spec-diff/compare.mjs";
import {
  breakingIn,
  newerThan,
  renderDifferences,
  unmentioned,
} from "../../scripts/spec-diff/report.mjs";
import { runScript } from "../../scripts/support/run.mjs";
import { ROOT } from "../../scripts/support/script.mjs";
import { rows } from "../support/generate.ts";

type Json = Record<string, unknown>;
const text = (limits: Json = {}) => ({ type: "string", ...limits });
const object = (properties: Json, required: string[] = []) => ({
  type: "object",
  required,
  properties,
});
const json = (schema: unknown) => ({ content: { "application/json": { schema } } });
const takes = (schema: unknown) => ({ requestBody: { required: true, ...json(schema) } });
const gives = (schema: unknown) => ({
  responses: { 200: { description: "Done.", ...json(schema) } },
});
/** Makes an operation of a cell: of its body, of its result, of a parameter, or the operation itself. */
const MAKE: Record<string, (cell: Json | null) => Json> = {
  takes,
  gives,
  asks: (cell) =>
    cell
      ? { parameters: [{ name: "limit", in: "query", schema: { type: "integer" }, ...cell }] }
      : {},
  is: (cell) => cell ?? {},
};

const base = (paths: Json, more: Json = {}) =>
  stringify({
    openapi: "3.1.0",
    info: { title: "An API", version: "1.0.0" },
    servers: [{ url: "https://api.example.com" }],
    security: [{ BearerAuth: [] }, { ApiKeyAuth: [] }],
    paths,
    ...more,
    components: {
      securitySchemes: {
        BearerAuth: { type: "http", scheme: "bearer" },
        ApiKeyAuth: { type: "apiKey", in: "header", name: "Authorization" },
      },
      ...(more.components as Json),
    },
  });

/** One operation. Its path holds a parameter if it has one. */
function pathItem(number: number, operation: Json): Json {
  const [parameter] = (operation.parameters ?? []) as { in: string; name: string }[];
  const path = parameter?.in === "path" ? `/case_${number}/{${parameter.name}}` : `/case_${number}`;
  const responses = { 200: { description: "Done." } };
  return { [path]: { post: { operationId: `case${number}`, responses, ...operation } } };
}

/** name | what | before | after | the line of it | whom it breaks */
const CASES = `
a new optional property of a body | takes | {} | { properties: { note: {} } } | request body.note added | nobody
a new required property of a body | takes | {} | { required: [note], properties: { note: {} } } | request body.note added | callers
a new required property that is only read | takes | {} | { required: [note], properties: { note: { readOnly: true } } } | request body.note added | nobody
a property of a body less | takes | { properties: { note: {} } } | {} | request body.note removed | callers
a property that is no longer required | takes | { required: [note], properties: { note: {} } } | { properties: { note: {} } } | request body.note required: true → false | nobody
a property that becomes required | takes | { properties: { note: {} } } | { required: [note], properties: { note: {} } } | request body.note required: false → true | callers
a body that becomes required | is | { requestBody: { content: {} } } | { requestBody: { required: true, content: {} } } | request required true added | callers
a lower limit | takes | { maxLength: 10000 } | { maxLength: 5000 } | request body maxLength: 10000 → 5000 | callers
a higher limit | takes | { maxLength: 10000 } | { maxLength: 20000 } | request body maxLength: 10000 → 20000 | nobody
a higher lower limit | takes | { minimum: 1 } | { minimum: 2 } | request body minimum: 1 → 2 | callers
a limit that is gone | takes | { maxLength: 10 } | {} | request body maxLength 10 removed | nobody
a new pattern | takes | {} | { pattern: a } | request body pattern "a" added | callers
a value of an enum less | takes | { enum: [a, b] } | { enum: [a] } | request body enum: ["a","b"] → ["a"] | callers
a value of an enum more | takes | { enum: [a] } | { enum: [a, b] } | request body enum: ["a"] → ["a","b"] | nobody
a request type that widened | takes | { type: string } | { type: [string, "null"] } | request body type: "string" → ["string","null"] | nobody
a request type that became a number | takes | { type: integer } | { type: number } | request body type: "integer" → "number" | nobody
a request type that narrowed | takes | { type: [string, "null"] } | { type: string } | request body type: ["string","null"] → "string" | callers
null, however it is written | takes | { type: string } | { anyOf: [{ type: string }, { type: "null" }] } | request body type: "string" → ["string","null"] | nobody
a oneOf branch more in a request | takes | { oneOf: [{ type: string }] } | { oneOf: [{ type: string }, { type: integer }] } | request body oneOf integer added | nobody
a oneOf branch less in a request | takes | { oneOf: [{ type: string }, { type: integer }] } | { oneOf: [{ type: string }] } | request body oneOf integer removed | callers
a limit inside of a oneOf branch | takes | { oneOf: [{ maxLength: 5 }, { type: integer }] } | { oneOf: [{ maxLength: 9 }, { type: integer }] } | request body oneOf 0 maxLength: 5 → 9 | nobody
a type that became one of several | takes | { type: string } | { oneOf: [{ type: string }, { type: integer }] } | request body oneOf integer added | nobody
a oneOf that restricts | takes | { type: string } | { type: string, oneOf: [{ const: a }] } | request body oneOf [{"const":"a"}] added | callers
members that are no longer open | takes | {} | { additionalProperties: false } | request body additionalProperties false added | callers
another media type | is | { requestBody: { content: { application/json: {} } } } | { requestBody: { content: { text/plain: {} } } } | request body removed | callers
a body less | is | { requestBody: { content: {} } } | {} | request removed | callers
a value that is only written | takes | {} | { writeOnly: true } | request body writeOnly true added | nobody
a value that is no longer written | takes | {} | { readOnly: true } | request body readOnly true added | callers
a value that is no longer read | gives | {} | { writeOnly: true } | response 200 body writeOnly true added | readers of the response
an int64 limit that is lower by one | asks | { schema: { maximum: 9223372036854775807 } } | { schema: { maximum: 9223372036854775806 } } | parameter limit maximum: 9223372036854775807 → 9223372036854775806 | callers
a parameter that moves | asks | {} | { in: header } | parameter limit in: "query" → "header" | callers
another way to write a list | asks | { explode: true } | { explode: false } | parameter limit explode: true → false | callers
a changed default | asks | { schema: { default: 100 } } | { schema: { default: 50 } } | parameter limit default: 100 → 50 | callers
a first default | asks | { schema: {} } | { schema: { default: 50 } } | parameter limit default 50 added | nobody
a parameter less | asks | {} | null | parameter limit removed | callers
an optional parameter more | asks | null | {} | parameter limit added | nobody
a required parameter more | asks | null | { required: true } | parameter limit added | callers
a renamed path parameter | asks | { name: id, in: path, required: true } | { name: key, in: path, required: true } | parameter id name: "id" → "key" | users of the generated types
a new error status | is | { responses: { 200: {} } } | { responses: { 200: {}, 503: {} } } | response 503 added | nobody
an error status less | is | { responses: { 200: {}, 409: {} } } | { responses: { 200: {} } } | response 409 removed | nobody
another success status | is | { responses: { 201: {} } } | { responses: { 200: {} } } | response 201 removed | readers of the response
a header less | is | { responses: { 200: { headers: { X-A: {} } } } } | { responses: { 200: {} } } | response 200 header X-A removed | nobody
a new property of a response | gives | {} | { properties: { note: {} } } | response 200 body.note added | nobody
a property of a response less | gives | { items: { properties: { note: {} } } } | { items: {} } | response 200 body[].note removed | readers of the response
a property that may be absent | gives | { required: [note], properties: { note: {} } } | { properties: { note: {} } } | response 200 body.note required: true → false | readers of the response
a required member lost inside allOf | gives | { allOf: [{ required: [id], properties: { id: {} } }] } | { allOf: [{ properties: { id: {} } }] } | response 200 body.id required: true → false | readers of the response
another type in a response | gives | { type: string } | { type: integer } | response 200 body type: "string" → "integer" | readers of the response
a response that may be null | gives | { type: string } | { type: [string, "null"] } | response 200 body type: "string" → ["string","null"] | readers of the response
a response that is never null | gives | { type: [string, "null"] } | { type: string } | response 200 body type: ["string","null"] → "string" | nobody
a oneOf branch more in a response | gives | { oneOf: [{ type: string }] } | { oneOf: [{ type: string }, { type: integer }] } | response 200 body oneOf integer added | readers of the response
another format in a response | gives | { format: uuid } | { format: uri } | response 200 body format: "uuid" → "uri" | readers of the response
another limit in a response | gives | { maxLength: 10 } | { maxLength: 5 } | response 200 body maxLength: 10 → 5 | nobody
another operationId | is | { operationId: create } | { operationId: add } | operation operationId: "create" → "add" | users of the generated types
another x-method | is | { x-method: secrets.create } | { x-method: secrets.add } | operation x-method: "secrets.create" → "secrets.add" | users of the generated types
a deprecation | is | {} | { deprecated: true } | operation deprecated true added | nobody
another way to authenticate | is | {} | { security: [{ BearerAuth: [] }] } | security ApiKeyAuth removed | callers
other words | is | { description: Old words. } | { description: Other words. } | descriptions or examples changed | nobody
other words of a property called title | takes | { properties: { title: { title: a } } } | { properties: { title: { title: b } } } | descriptions or examples changed | nobody
a lower limit of a property called title | takes | { properties: { title: { maxLength: 9 } } } | { properties: { title: { maxLength: 8 } } } | request body.title maxLength: 9 → 8 | callers`;

test.each(rows(CASES))("%s", (_name, what = "", before = "", after = "", line, breaks) => {
  const [one, other] = [before, after].map((cell) => {
    const value = parse(cell, { intAsBigInt: true });
    return base(pathItem(1, MAKE[what]?.(value) ?? {}));
  });
  const differences = compareSpecs(one ?? "", other ?? "");
  expect(differences.map(({ kind }) => kind)).toEqual(["changed"]);
  const mark = breaks === "nobody" ? "  " : `  BREAKING for ${breaks}: `;
  expect(renderDifferences(differences)).toContain(`\n${mark}${line}`);
  const broken = new Set(differences.flatMap(({ changes }) => changes.map((each) => each.breaks)));
  broken.delete(undefined);
  expect([...broken]).toEqual(breaks === "nobody" ? [] : [breaks]);
});

test("a change of the whole API breaks callers, and is told once", () => {
  const after = base(pathItem(0, {}), {
    servers: [{ url: "https://elsewhere.example.com" }],
    security: [{ BearerAuth: [] }],
    components: {
      securitySchemes: {
        BearerAuth: { type: "http", scheme: "basic" },
        ApiKeyAuth: { type: "apiKey", in: "header", name: "X-Key" },
      },
    },
  });
  const differences = compareSpecs(base(pathItem(0, {})), after);
  expect(
    renderDifferences(differences)
      .replaceAll(/ {3}\S.*:\d+$/gm, "")
      .split("\n"),
  ).toEqual([
    "changed  every operation",
    '  BREAKING for callers: servers url: "https://api.example.com" → "https://elsewhere.example.com"',
    "  BREAKING for callers: security ApiKeyAuth removed",
    '  BREAKING for callers: security scheme BearerAuth scheme: "bearer" → "basic"',
    '  BREAKING for callers: security scheme ApiKeyAuth name: "Authorization" → "X-Key"',
  ]);
});

describe("what changed", () => {
  const name = { $ref: "#/components/schemas/Name" };
  const shared = (limits: Json, other: Json = {}) =>
    base(
      { ...pathItem(1, { ...takes(name), ...gives(name) }), ...pathItem(2, takes(name)) },
      { components: { schemas: { Name: text(limits), ...other } } },
    );

  test("in a component is one line, with file, line, operations and all whom it breaks", () => {
    const [before, after] = [shared({ maxLength: 9 }), shared({ maxLength: 8 })];
    const line = after.split("\n").findIndex((each) => each.includes("maxLength")) + 1;
    const names: [string, string] = ["old.yaml", "new.yaml"];
    expect(renderDifferences(compareSpecs(before, after, { names }))).toBe(
      "changed  what several operations use\n" +
        `  BREAKING for callers: Name maxLength: 9 → 8   new.yaml:${line}   in case1, case2`,
    );
  });

  test("is that an operation was removed, which breaks callers, or added, which breaks nobody", async () => {
    const both = base({ ...pathItem(1, takes(text())), ...pathItem(2, {}) });
    const one = base(pathItem(2, {}));
    expect(renderDifferences(compareSpecs(both, one))).toMatch(
      /^removed {2}POST \/case_1\n {2}BREAKING for callers: operation removed +the version before:\d+$/,
    );
    const added = compareSpecs(one, both);
    expect(added.map(({ kind }) => kind)).toEqual(["added"]);
    expect(breakingIn(added)).toEqual([]);
  });

  test("in operations that only one of two documents has is left out when asked", async () => {
    const ours = base({ ...pathItem(1, takes(text())), ...pathItem(2, {}) });
    const theirs = base({
      ...pathItem(2, {}),
      "/other": { get: { operationId: "other", responses: {} } },
    });
    expect(compareSpecs(theirs, ours, { shared: true })).toEqual([]);
  });

  test("is nothing if a schema only moves into parts of allOf", () => {
    const whole = object({ id: text(), note: text({ maxLength: 5 }) }, ["id"]);
    const one = object({ id: text() }, ["id"]);
    const folded = {
      allOf: [{ $ref: "#/components/schemas/One" }, object({ note: text({ maxLength: 5 }) })],
    };
    const spec = (schema: Json) =>
      base(pathItem(1, { ...takes(schema), ...gives(schema) }), {
        components: { schemas: { One: one } },
      });
    expect(renderDifferences(compareSpecs(spec(whole), spec(folded)))).toBe(
      "No operation differs.",
    );
    expect(compareSpecs(spec(folded), spec(whole))).toEqual([]);
  });

  test("is another server of a path or an operation, which breaks its callers", () => {
    const servers = [
      { url: "https://{region}.example.com", variables: { region: { default: "eu" } } },
    ];
    const before = pathItem(1, {});
    const [path = "", item] = Object.entries(before)[0] ?? [];
    for (const after of [pathItem(1, { servers }), { [path]: { ...(item as Json), servers } }]) {
      expect(renderDifferences(compareSpecs(base(before), base(after)))).toMatch(
        /BREAKING for callers: servers url: "https:\/\/api.example.com" → "https:\/\/eu.example.com" /,
      );
    }
    const same = { [path]: { ...(item as Json), servers: [{ url: "https://api.example.com" }] } };
    expect(compareSpecs(base(before), base(same))).toEqual([]);
  });

  test("in a component that holds itself is found once", () => {
    const tree = (limits: Json) =>
      base(pathItem(1, gives({ $ref: "#/components/schemas/Tree" })), {
        components: {
          schemas: {
            Tree: object({ name: text(limits), inside: { $ref: "#/components/schemas/Tree" } }),
          },
        },
      });
    const [difference] = compareSpecs(tree({}), tree({ maxLength: 5 }));
    expect(difference?.changes.map(({ place }) => place)).toEqual(["response 200 body.name"]);
  });

  test("keeps its place if a member of a component has another name", () => {
    const list = (name: string) =>
      base(pathItem(1, gives({ $ref: "#/components/schemas/List" })), {
        components: {
          schemas: {
            List: object({ items: { type: "array", items: object({ [name]: text() }) } }),
          },
        },
      });
    const words = renderDifferences(compareSpecs(list("old"), list("new")));
    expect(words).toContain(
      "BREAKING for readers of the response: response 200 body.items[].old removed",
    );
    expect(words).toContain("  response 200 body.items[].new added");
  });
});

describe("the changelog", () => {
  const differences: Difference[] = [
    { call: "PUT /secrets", operationId: "updateSecret", kind: "changed", changes: [] },
    { call: "every operation", operationId: undefined, kind: "changed", changes: [] },
  ];
  const log = (body: string) =>
    `# Changelog\n\n## Unreleased\n\n${body}\n\n## 1.0.0\n\n### Breaking\n\n- listSecrets\n`;

  test.each([
    ["silent", "### Added\n\n- updateSecret is nicer for every operation", 2],
    ["half open", "### Breaking\n\n- updateSecret is now called rotate", 1],
    ["open", "### Breaking\n\n- updateSecret is now called rotate\n- every operation has moved", 0],
  ])("that is %s about breaking differences", (_what, body, missing) => {
    expect(unmentioned(differences, newerThan(log(body), "1.0.0"))).toHaveLength(missing);
  });

  test("only what is newer than the other version counts", () => {
    expect(newerThan(log("news"), "1.0.0")).not.toContain("listSecrets");
  });
});

describe("spec-diff as a process", { timeout: 60_000 }, () => {
  const spec = (maxLength: number) => base(pathItem(1, takes(text({ maxLength }))));
  async function diff(other: string, changelog: string) {
    const folder = await mkdtemp(join(tmpdir(), "spec-diff-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = (name: string) => join(folder, name);
    await writeFile(path("old.json"), JSON.stringify(parse(spec(10_000))));
    await writeFile(path("new.yaml"), spec(5000));
    await writeFile(path("CHANGELOG.md"), `# Changelog\n\n## Unreleased\n\n${changelog}`);
    const files = ["--spec", path("new.yaml"), "--changelog", path("CHANGELOG.md")];
    const old = other === "old.json" ? path(other) : other;
    return runScript("scripts/spec-diff/index.mjs", [old, ...files]);
  }

  test("fails on a breaking difference that the changelog leaves out, and reads JSON", async () => {
    const { ok, output } = await diff("old.json", "");
    expect(ok).toBe(false);
    expect(output).toMatch(
      /BREAKING for callers: request body maxLength: 10000 → 5000 +\S+new\.yaml:\d+$/m,
    );
    expect(output).toContain('Name case1 under "### Breaking"');
    expect((await diff("old.json", "### Breaking\n\n- case1\n")).ok).toBe(true);
  });

  const hasHistory = existsSync(join(ROOT, ".git"));
  test.skipIf(!hasHistory)(
    `compares with the contract of a commit${hasHistory ? "" : " (skipped: no git history)"}`,
    async () => {
      const { output } = await diff("HEAD", "");
      expect(output).toMatch(
        /^removed {2}\w+ \/v1\/teams\/\S+\n.* {3}HEAD:openapi\/openapi\.yaml:\d+$/m,
      );
    },
  );

  test("says what it takes if there is no such file or commit", async () => {
    const { ok, output } = await diff("no-such-thing", "");
    expect(ok).toBe(false);
    expect(output).toBe('"no-such-thing" is neither a file nor a commit that has the contract.');
  });
});
