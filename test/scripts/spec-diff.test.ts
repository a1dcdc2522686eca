// Which differences between two contracts break whom.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { readSpec } from "../../scripts/generate/spec.mjs";
import { newerThan, unmentioned } from "../../scripts/spec-diff/changelog.mjs";
import { compareSpecs } from "../../scripts/spec-diff/compare.mjs";
import { breakingIn, renderDifferences } from "../../scripts/spec-diff/report.mjs";

const text = readFileSync(new URL("../../openapi/openapi.yaml", import.meta.url), "utf8");
const P = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
const ONE = `${P}/{secret_placeholder}`;
const schema = (name: string, ...rest: string[]) => ["components", "schemas", name, ...rest];

type Path = readonly (string | number)[];
interface Edit {
  readonly set?: readonly [Path, unknown][];
  readonly remove?: readonly Path[];
}

function edited({ set = [], remove = [] }: Edit) {
  const document = parseDocument(text, { intAsBigInt: true });
  for (const [path, value] of set) document.setIn(path, document.createNode(value));
  for (const path of remove) document.deleteIn(path);
  return readSpec(String(document));
}

// No real property will ever bear this name.
const unheard = { description: "Of a test.", type: "string", maxLength: 100 };

const cases: [name: string, edit: Edit, line: string | undefined, breaks: string | undefined][] = [
  [
    "a new optional property of a body",
    { set: [[schema("CreateSecretRequest", "properties", "unheard"), unheard]] },
    "request body.unheard added",
    undefined,
  ],
  [
    "a new required property of a body",
    {
      set: [
        [schema("CreateSecretRequest", "properties", "unheard"), unheard],
        [schema("CreateSecretRequest", "required"), ["secret_name", "secret_value", "unheard"]],
      ],
    },
    "request body.unheard added",
    "callers",
  ],
  [
    "a property that becomes required",
    { set: [[schema("CreateSecretRequest", "required"), ["secret_name"]]] },
    "request body.secret_value required: true → false",
    undefined,
  ],
  [
    "a lower limit of a value",
    { set: [[schema("SecretValue", "maxLength"), 5000]] },
    "request body.secret_value maxLength: 10000 → 5000",
    "callers",
  ],
  [
    "a higher limit of a value",
    { set: [[schema("SecretValue", "maxLength"), 20000]] },
    "request body.secret_value maxLength: 10000 → 20000",
    undefined,
  ],
  [
    "a new pattern",
    { set: [[schema("SecretName", "pattern"), "^[a-z_]+$"]] },
    'request body.secret_name pattern "^[a-z_]+$" added',
    "callers",
  ],
  [
    "a new error status",
    {
      set: [
        [
          ["paths", P, "post", "responses", "503"],
          { $ref: "#/components/responses/InternalServerError" },
        ],
      ],
    },
    "response 503 added",
    undefined,
  ],
  [
    "an error status less",
    { remove: [["paths", P, "post", "responses", "409"]] },
    "response 409 removed",
    undefined,
  ],
  [
    "another success status",
    {
      set: [[["paths", P, "post", "responses", "200"], { description: "Done." }]],
      remove: [["paths", P, "post", "responses", "201"]],
    },
    "response 201 removed",
    "readers of the answer",
  ],
  [
    "a new property of an answer",
    { set: [[schema("Secret", "properties", "unheard"), unheard]] },
    "response 201 body.secrets[].unheard added",
    undefined,
  ],
  [
    "a property of an answer less",
    {
      set: [[schema("SecretList", "required"), ["secrets"]]],
      remove: [schema("SecretList", "properties", "count")],
    },
    "response 201 body.count removed",
    "readers of the answer",
  ],
  [
    "a property of an answer that may be absent",
    { set: [[schema("SecretList", "required"), ["secrets"]]] },
    "response 201 body.count required: true → false",
    "readers of the answer",
  ],
  [
    "another type in an answer",
    { set: [[schema("SecretList", "properties", "count", "type"), "string"]] },
    'response 201 body.count type: "integer" → "string"',
    "readers of the answer",
  ],
  [
    "another operationId",
    { set: [[["paths", P, "post", "operationId"], "addSecret"]] },
    'operation operationId: "createConnectorSecret" → "addSecret"',
    "users of the generated types",
  ],
  [
    "a way to authenticate less",
    { set: [[["security"], [{ BearerAuth: [] }]]] },
    "security ApiKeyAuth removed",
    "callers",
  ],
  [
    "other words",
    { set: [[["paths", P, "post", "description"], "Other words."]] },
    "descriptions or examples changed",
    undefined,
  ],
];

describe("what changed in createConnectorSecret", () => {
  test.each(cases)("%s", (_name, edit, line, breaks) => {
    const differences = compareSpecs(readSpec(text), edited(edit));
    const found = differences.find(({ call }) => call === `POST ${P}`);
    expect(found?.kind).toBe("changed");
    expect(renderDifferences(differences)).toContain(line);
    const broken = new Set(found?.changes.flatMap(({ breaks: whom }) => whom ?? []));
    expect([...broken]).toEqual(breaks ? [breaks] : []);
  });

  test("a removed operation breaks callers, an added one nobody", () => {
    const less = edited({ remove: [["paths", ONE, "delete"]] });
    const removed = compareSpecs(readSpec(text), less);
    expect(renderDifferences(removed)).toBe(
      `removed  DELETE ${ONE}\n  BREAKING for callers: operation removed`,
    );
    const added = compareSpecs(less, readSpec(text));
    expect(added.map(({ kind }) => kind)).toEqual(["added"]);
    expect(breakingIn(added)).toEqual([]);
  });

  test("against a foreign document, only the operations that both have count", () => {
    const foreign = edited({ remove: [["paths", ONE]] });
    foreign.paths["/v1/other"] = { get: { operationId: "other", responses: {} } };
    expect(compareSpecs(foreign, readSpec(text), { shared: true })).toEqual([]);
  });

  test("two equal contracts do not differ", () => {
    expect(renderDifferences(compareSpecs(readSpec(text), readSpec(text)))).toBe(
      "No operation differs.",
    );
  });
});

describe("the changelog", () => {
  const breaking = breakingIn(
    compareSpecs(
      readSpec(text),
      edited({
        set: [
          [schema("UpdateSecretRequest", "required"), []],
          [["paths", ONE, "put", "operationId"], "rotate"],
        ],
      }),
    ),
  );
  const log = (body: string) =>
    `# Changelog\n\n## Unreleased\n\n${body}\n\n## 1.0.0\n\n### Breaking\n\n- listConnectorSecrets\n`;

  test.each([
    ["silent", "### Added\n\n- updateConnectorSecret is nicer", 1],
    ["open", "### Breaking\n\n- updateConnectorSecret is now called rotate", 0],
  ])("that is %s about a breaking difference", (_what, body, missing) => {
    expect(breaking.map(({ operationId }) => operationId)).toEqual(["updateConnectorSecret"]);
    expect(unmentioned(breaking, newerThan(log(body), "1.0.0"))).toHaveLength(missing);
  });

  test("only what is newer than the other version counts", () => {
    expect(newerThan(log("news"), "1.0.0")).not.toContain("listConnectorSecrets");
  });
});
