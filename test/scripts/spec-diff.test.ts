// Which differences between two contracts break whom. Redocly compares all cases in one run.
import { beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { compareSpecs, type Difference } from "../../scripts/spec-diff/compare.mjs";
import {
  breakingIn,
  newerThan,
  renderDifferences,
  unmentioned,
} from "../../scripts/spec-diff/report.mjs";

const CALLERS = "callers";
const READERS = "readers of the response";
const TYPES = "users of the generated types";

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
const asks = (parameter: Json) => ({
  parameters: [{ name: "limit", in: "query", schema: { type: "integer" }, ...parameter }],
});
const responses = (...statuses: number[]) => ({
  responses: Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: `It is a ${status}.`, ...json({ type: "object" }) },
    ]),
  ),
});
const either = (...types: string[]) => ({ oneOf: types.map((type) => ({ type })) });
/** Of an answer, with a member that another part of the schema requires. */
const parts = (required: string[]) => ({ allOf: [object({ id: text() }, required), object({})] });

const cases: [name: string, before: Json, after: Json, line: string, breaks: string | undefined][] =
  [
    // The body of a request
    [
      "a new optional property of a body",
      takes(object({})),
      takes(object({ note: text() })),
      "request body.note added",
      undefined,
    ],
    [
      "a new required property of a body",
      takes(object({})),
      takes(object({ note: text() }, ["note"])),
      "request body.note added",
      CALLERS,
    ],
    [
      "a property of a body less",
      takes(object({ note: text() })),
      takes(object({})),
      "request body.note removed",
      CALLERS,
    ],
    [
      "a property that is no longer required",
      takes(object({ note: text() }, ["note"])),
      takes(object({ note: text() })),
      "request body.note required: true → false",
      undefined,
    ],
    [
      "a property that becomes required",
      takes(object({ note: text() })),
      takes(object({ note: text() }, ["note"])),
      "request body.note required: false → true",
      CALLERS,
    ],
    [
      "a body that becomes required",
      { requestBody: json(text()) },
      takes(text()),
      "request required true added",
      CALLERS,
    ],
    [
      "a lower limit of a value",
      takes(text({ maxLength: 10_000 })),
      takes(text({ maxLength: 5000 })),
      "request body maxLength: 10000 → 5000",
      CALLERS,
    ],
    [
      "a higher limit of a value",
      takes(text({ maxLength: 10_000 })),
      takes(text({ maxLength: 20_000 })),
      "request body maxLength: 10000 → 20000",
      undefined,
    ],
    [
      "a limit that is gone",
      takes(text({ maxLength: 10 })),
      takes(text()),
      "request body maxLength 10 removed",
      undefined,
    ],
    [
      "a new pattern",
      takes(text()),
      takes(text({ pattern: "^[a-z_]+$" })),
      'request body pattern "^[a-z_]+$" added',
      CALLERS,
    ],
    [
      "a value of an enum less",
      takes(text({ enum: ["a", "b"] })),
      takes(text({ enum: ["a"] })),
      'request body enum: ["a","b"] → ["a"]',
      CALLERS,
    ],
    [
      "a value of an enum more",
      takes(text({ enum: ["a"] })),
      takes(text({ enum: ["a", "b"] })),
      'request body enum: ["a"] → ["a","b"]',
      undefined,
    ],
    [
      "a request type that widened",
      takes(text()),
      takes({ type: ["string", "null"] }),
      'request body type: "string" → ["string","null"]',
      undefined,
    ],
    [
      "a request type that became a number",
      takes({ type: "integer" }),
      takes({ type: "number" }),
      'request body type: "integer" → "number"',
      undefined,
    ],
    [
      "a request type that narrowed",
      takes({ type: ["string", "null"] }),
      takes(text()),
      'request body type: ["string","null"] → "string"',
      CALLERS,
    ],
    [
      "a oneOf branch more in a request",
      takes(either("string")),
      takes(either("string", "integer")),
      'request body oneOf branch {"type":"integer"} added',
      undefined,
    ],
    [
      "a oneOf branch less in a request",
      takes(either("string", "integer")),
      takes(either("string")),
      'request body oneOf branch {"type":"integer"} removed',
      CALLERS,
    ],
    [
      "a type that became one of several",
      takes(text()),
      takes(either("string", "integer")),
      'request body oneOf branch {"type":"integer"} added',
      undefined,
    ],
    [
      "a oneOf that restricts",
      takes(text()),
      takes({ ...text(), oneOf: [{ const: "a" }] }),
      'request body oneOf [{"const":"a"}] added',
      CALLERS,
    ],
    [
      "another media type",
      takes(text()),
      { requestBody: { required: true, content: { "text/plain": { schema: text() } } } },
      "request body removed",
      CALLERS,
    ],
    [
      "a value that is only written",
      takes(text()),
      takes(text({ writeOnly: true })),
      "request body writeOnly true added",
      undefined,
    ],
    [
      "a value that is no longer written",
      takes(text()),
      takes(text({ readOnly: true })),
      "request body readOnly true added",
      CALLERS,
    ],
    [
      "a value that is no longer read",
      gives(text()),
      gives(text({ writeOnly: true })),
      "response 200 body writeOnly true added",
      READERS,
    ],
    // Parameters
    [
      "an int64 limit that is lower by one",
      asks({ schema: { maximum: 9223372036854775807n } }),
      asks({ schema: { maximum: 9223372036854775806n } }),
      "parameter limit maximum: 9223372036854775807 → 9223372036854775806",
      CALLERS,
    ],
    [
      "a parameter that moves",
      asks({}),
      asks({ in: "header" }),
      'parameter limit in: "query" → "header"',
      CALLERS,
    ],
    [
      "another way to write a list",
      asks({ explode: true, schema: { type: "array" } }),
      asks({ explode: false, schema: { type: "array" } }),
      "parameter limit explode: true → false",
      CALLERS,
    ],
    [
      "a changed default",
      asks({ schema: { default: 100 } }),
      asks({ schema: { default: 50 } }),
      "parameter limit default: 100 → 50",
      CALLERS,
    ],
    [
      "a first default",
      asks({ schema: {} }),
      asks({ schema: { default: 50 } }),
      "parameter limit default 50 added",
      undefined,
    ],
    ["a parameter less", asks({}), {}, "parameter limit removed", CALLERS],
    ["an optional parameter more", {}, asks({}), "parameter limit added", undefined],
    ["a required parameter more", {}, asks({ required: true }), "parameter limit added", CALLERS],
    [
      "a renamed path parameter",
      asks({ name: "id", in: "path", required: true }),
      asks({ name: "key", in: "path", required: true }),
      'parameter id name: "id" → "key"',
      TYPES,
    ],
    // Answers
    ["a new error status", responses(200), responses(200, 503), "response 503 added", undefined],
    [
      "an error status less",
      responses(200, 409),
      responses(200),
      "response 409 removed",
      undefined,
    ],
    ["another success status", responses(201), responses(200), "response 201 removed", READERS],
    [
      "a new property of an answer",
      gives(object({})),
      gives(object({ note: text() })),
      "response 200 body.note added",
      undefined,
    ],
    [
      "a property of an answer less",
      gives({ type: "array", items: object({ note: text() }) }),
      gives({ type: "array", items: object({}) }),
      "response 200 body[].note removed",
      READERS,
    ],
    [
      "a property of an answer that may be absent",
      gives(object({ note: text() }, ["note"])),
      gives(object({ note: text() })),
      "response 200 body.note required: true → false",
      READERS,
    ],
    [
      "a required member lost inside allOf",
      gives(parts(["id"])),
      gives(parts([])),
      "response 200 body.id required: true → false",
      READERS,
    ],
    [
      "another type in an answer",
      gives(text()),
      gives({ type: "integer" }),
      'response 200 body type: "string" → "integer"',
      READERS,
    ],
    [
      "an answer that may be null",
      gives(text()),
      gives({ type: ["string", "null"] }),
      'response 200 body type: "string" → ["string","null"]',
      READERS,
    ],
    [
      "an answer that is never null",
      gives({ type: ["string", "null"] }),
      gives(text()),
      'response 200 body type: ["string","null"] → "string"',
      undefined,
    ],
    [
      "a oneOf branch more in an answer",
      gives(either("string")),
      gives(either("string", "integer")),
      'response 200 body oneOf branch {"type":"integer"} added',
      READERS,
    ],
    [
      "another limit in an answer",
      gives(text({ maxLength: 10 })),
      gives(text({ maxLength: 5 })),
      "response 200 body maxLength: 10 → 5",
      undefined,
    ],
    // The operation
    [
      "another operationId",
      { operationId: "create" },
      { operationId: "add" },
      'operation operationId: "create" → "add"',
      TYPES,
    ],
    [
      "another x-method",
      { "x-method": "secrets.create" },
      { "x-method": "secrets.add" },
      'operation x-method: "secrets.create" → "secrets.add"',
      TYPES,
    ],
    ["a deprecation", {}, { deprecated: true }, "operation deprecated true added", undefined],
    [
      "other words",
      { description: "Old words." },
      { description: "Other words." },
      "descriptions or examples changed",
      undefined,
    ],
    [
      "other words of a property called title",
      takes(object({ title: text({ title: "a" }) })),
      takes(object({ title: text({ title: "b" }) })),
      "descriptions or examples changed",
      undefined,
    ],
    [
      "a lower limit of a property called title",
      takes(object({ title: text({ maxLength: 9 }) })),
      takes(object({ title: text({ maxLength: 8 }) })),
      "request body.title maxLength: 9 → 8",
      CALLERS,
    ],
  ];

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

/** The operation of one case. Its path holds a parameter where the case has one. */
function pathItem(number: number, operation: Json): Json {
  const [parameter] = (operation.parameters ?? []) as { in: string; name: string }[];
  const path = parameter?.in === "path" ? `/case_${number}/{${parameter.name}}` : `/case_${number}`;
  return { [path]: { post: { operationId: `case${number}`, ...responses(200), ...operation } } };
}

describe("a change of an operation", () => {
  let differences: Difference[];
  beforeAll(async () => {
    const [before, after] = [1, 2].map((column) => {
      const items = cases.map((each, number) => pathItem(number, each[column] as Json));
      return base(Object.assign({}, ...items));
    });
    differences = compareSpecs(before ?? "", after ?? "");
  });

  test.each(cases.map((each, number) => [...each, number] as const))(
    "%s",
    (_name, _before, _after, line, breaks, number) => {
      const found = differences.filter(({ call }) => /\d+/.exec(call)?.[0] === String(number));
      expect(found.map(({ kind }) => kind)).toEqual(["changed"]);
      expect(renderDifferences(found)).toContain(
        `  ${breaks ? `BREAKING for ${breaks}: ` : ""}${line}`,
      );
      const broken = new Set(
        found.flatMap(({ changes }) => changes.flatMap((each) => each.breaks ?? [])),
      );
      expect([...broken]).toEqual(breaks ? [breaks] : []);
    },
  );
});

describe("a change of the whole API breaks callers", () => {
  const paths = pathItem(0, {});
  let differences: Difference[];
  beforeAll(async () => {
    const after = base(paths, {
      servers: [{ url: "https://elsewhere.example.com" }],
      security: [{ BearerAuth: [] }],
      components: {
        securitySchemes: {
          BearerAuth: { type: "http", scheme: "basic" },
          ApiKeyAuth: { type: "apiKey", in: "header", name: "X-Key" },
        },
      },
    });
    differences = compareSpecs(base(paths), after);
  });

  test.each([
    ["another server", 'servers url: "https://api.example.com" → "https://elsewhere.example.com"'],
    ["a way to authenticate less", "security ApiKeyAuth removed"],
    ["another scheme", 'security scheme BearerAuth scheme: "bearer" → "basic"'],
    ["another header for the key", 'security scheme ApiKeyAuth name: "Authorization" → "X-Key"'],
  ])("%s", (_name, line) => {
    expect(differences.map(({ call }) => call)).toEqual(["every operation"]);
    expect(renderDifferences(differences)).toContain(`  BREAKING for callers: ${line}`);
  });
});

describe("what changed", () => {
  const name = { $ref: "#/components/schemas/Name" };
  const shared = (limits: Json, other: Json = {}) =>
    base(
      { ...pathItem(1, { ...takes(name), ...gives(name) }), ...pathItem(2, takes(name)) },
      { components: { schemas: { Name: text(limits), ...other } } },
    );

  test("in a component is one line, with the operations and all whom it breaks", () => {
    const differences = compareSpecs(shared({ maxLength: 9 }), shared({ maxLength: 8 }));
    expect(renderDifferences(differences).replaceAll(/ +openapi\S+/g, "")).toBe(
      [
        "changed  what several operations use",
        "  BREAKING for callers: Name maxLength: 9 → 8   in case1, case2",
      ].join("\n"),
    );
  });

  test("has a file and a line", () => {
    const [before, after] = [shared({ maxLength: 9 }), shared({ maxLength: 8 })];
    const line = after.split("\n").findIndex((each) => each.includes("maxLength")) + 1;
    const names: [string, string] = ["old.yaml", "new.yaml"];
    expect(renderDifferences(compareSpecs(before, after, { names }))).toMatch(
      new RegExp(`maxLength: 9 → 8 +new\\.yaml:${line} `),
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
      "/other": { get: { operationId: "other", ...responses(200) } },
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
    expect(compareSpecs(spec(whole), spec(folded))).toEqual([]);
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

  test("is nothing between two equal contracts", async () => {
    expect(renderDifferences(compareSpecs(shared({}), shared({})))).toBe("No operation differs.");
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
