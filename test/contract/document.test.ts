// What every part of the contract keeps to, and no linter checks.
import { readFileSync } from "node:fs";
import { STATUS_CODES } from "node:http";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import {
  bodyOf,
  contract,
  demandsOf,
  exactContract,
  exampleOf,
  isNode,
  operations,
  resolve,
  schemasOf,
  walk,
} from "../support/contract.ts";

const all = Object.values(operations);
const nodes = [...walk(contract)];
const schemas = schemasOf(exactContract);
const { securitySchemes = {} } = contract.components;

describe("components", () => {
  it.each([
    ["parameter", /\/parameters\/[^/]+$/],
    ["header", /\/headers\/[^/]+$/],
    ["response", /\/responses\/[^/]+$/],
    ["example", /\/examples\/[^/]+$/],
  ])("no %s is written out twice", (_kind, place) => {
    const written = nodes
      .filter(([pointer, node]) => place.test(pointer) && !("$ref" in node))
      .map(([, node]) => JSON.stringify(node));
    expect(written.length).toBeGreaterThan(0);
    expect(written.filter((text, index) => written.indexOf(text) !== index)).toEqual([]);
  });

  it("no two objects, and no two schemas of one name, demand the same", () => {
    /** `SecretName` and `secret_name` are one name; two things of different names may agree. */
    const nameOf = (pointer: string) =>
      pointer.split("/").at(-1)?.replaceAll("_", "").toLowerCase();
    const isNamed = (pointer: string) => /\/(properties|components\/schemas)\/[^/]+$/.test(pointer);
    const places = new Map<string, string[]>();
    for (const [pointer, schema] of schemas) {
      const { type, ...demands } = demandsOf(schema);
      if (Object.keys(demands).length === 0) continue;
      if (type !== "object" && !isNamed(pointer)) continue;
      const name = type === "object" ? "" : nameOf(pointer);
      const key = JSON.stringify([name, type, Object.entries(demands).sort()], (_, value) =>
        typeof value === "bigint" ? String(value) : value,
      );
      places.set(key, [...(places.get(key) ?? []), pointer]);
    }
    expect([...places.values()].filter(({ length }) => length > 1)).toEqual([]);
  });
});

describe("security", () => {
  const names = Object.keys(securitySchemes);
  it("is any of the credentials, for every operation", () => {
    expect(contract.security).toEqual(names.map((name) => ({ [name]: [] })));
    expect(all.filter((operation) => "security" in operation)).toEqual([]);
  });

  it.each(names)("%s says that it is sent after the word Bearer", (name) => {
    const description = expect.stringContaining("`Authorization: Bearer <");
    expect(securitySchemes[name]).toMatchObject({ description });
  });

  it("the guide lists each scope that an operation names, and no other", () => {
    const scopesIn = (text: string) => new Set(text.match(/\bcb_\w+/g));
    const guide = readFileSync("openapi/guides/authentication.md", "utf8");
    const named = scopesIn(all.map(({ description }) => description).join("\n"));
    expect(named.size).toBeGreaterThan(0);
    expect(scopesIn(guide)).toEqual(named);
  });
});

describe("schemas", () => {
  const bounds = ["", "Length", "Items", "Properties"].map((what) =>
    what ? [`min${what}`, `max${what}`] : ["minimum", "maximum"],
  ) as [string, string][];
  const bits: Record<string, number> = { int32: 32, int64: 64 };

  it.each(schemas)(
    "%s: its limits admit something, and an integer format has room for them",
    (_pointer, schema) => {
      for (const [lower, upper] of bounds) {
        if (schema[lower] === undefined || schema[upper] === undefined) continue;
        expect(Number(schema[lower])).toBeLessThanOrEqual(Number(schema[upper]));
      }
      const size = bits[String(schema.format)];
      for (const bound of [schema.minimum, schema.maximum]) {
        if (!size || bound === undefined) continue;
        // A number in JavaScript would round 9223372036854775807 to what an int64 cannot hold.
        expect(bound).toBeTypeOf("bigint");
        expect(BigInt.asIntN(size, bound as bigint)).toBe(bound);
      }
    },
  );

  // The formats of OpenAPI and JSON Schema: a linter takes a misspelt one for an extension.
  const known: Record<string, string[]> = {
    integer: ["int32", "int64"],
    number: ["float", "double"],
    string: [
      ...["binary", "byte", "password", "date", "time", "date-time", "duration", "email", "uuid"],
      ...["uri", "uri-reference", "hostname", "ipv4", "ipv6", "regex", "json-pointer"],
    ],
  };
  it.each(schemas.filter(([, schema]) => "format" in schema))(
    "%s has a known format",
    (_pointer, schema) => {
      const types = [schema.type].flat() as string[];
      expect(types.flatMap((type) => known[type] ?? [])).toContain(schema.format);
    },
  );
});

describe("examples", () => {
  const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  const ajv = new Ajv2020({
    strict: false,
    // Other formats are not checked.
    validateFormats: true,
    logger: false,
    formats: {
      uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
      "date-time": (text: string) => dateTime.test(text) && !Number.isNaN(Date.parse(text)),
      uri: (text: string) => URL.canParse(text),
    },
  });
  ajv.addSchema(contract, "contract");

  type Example = [schema: string, example: unknown];
  /** Those of schemas, and those beside one: of parameters, headers and bodies. */
  const examples = nodes.flatMap(([pointer, node]): Example[] => {
    if (Array.isArray(node.examples)) return node.examples.map((example) => [pointer, example]);
    if (!("schema" in node)) return [];
    const named = Object.values(resolve(node.examples)).map((example) => resolve(example).value);
    const all = "example" in node ? [node.example, ...named] : named;
    return all.map((example) => [`${pointer}/schema`, example]);
  });

  it.each(examples)("%s admits %j", (pointer, example) => {
    const validate = ajv.compile({ $ref: `contract${encodeURI(pointer)}` });
    expect(validate(example), ajv.errorsText(validate.errors)).toBe(true);
  });

  it("of errors: one for each status, with its own code and message", () => {
    const errors = new Map(
      all.flatMap(({ responses }) =>
        Object.entries(responses)
          .filter(([status]) => /^[45]\d\d$/.test(status))
          .map(([status, response]): [string, string] => [
            JSON.stringify([status, response]),
            status,
          ]),
      ),
    );
    const responses = Array.from(errors, ([key, status]) => {
      const { media } = bodyOf(JSON.parse(key)[1]) ?? { media: {} };
      const { error } = exampleOf(media) as { error: { code: string; message: string } };
      return { status, code: error.code, message: error.message };
    });
    for (const part of ["status", "code", "message"] as const) {
      const values = responses.map((response) => response[part]);
      expect(values, part).toEqual([...new Set(values)]);
    }
    // NOT_FOUND is the code of a 404 and of no other status.
    const codes = Object.entries(STATUS_CODES).map(([status, reason = ""]) => [
      reason.toUpperCase().replaceAll(/[ -]/g, "_"),
      status,
    ]);
    const statusOf = Object.fromEntries(codes);
    for (const { code, status } of responses) expect([undefined, status]).toContain(statusOf[code]);
  });
});

// The client keeps out of errors and logs each string that a request sends, unless a response returns
// the same component. So what is public has to share its component, and what is secret must not.
describe("strings", () => {
  /** The schema components within something. */
  function componentsIn(value: unknown, components = new Set<string>()): Set<string> {
    if (!isNode(value)) return components;
    for (const [key, child] of Object.entries(value)) {
      if (key === "example" || key === "examples") continue;
      if (key === "$ref" && typeof child === "string") {
        const name = /^#\/components\/schemas\/(.+)$/.exec(child)?.[1];
        if (name && components.has(name)) continue;
        if (name) components.add(name);
        componentsIn(resolve({ $ref: child }), components);
      } else componentsIn(child, components);
    }
    return components;
  }
  const sent = componentsIn(
    all.map(({ parameters, requestBody }) => [parameters, bodyOf(requestBody)]),
  );
  const returned = componentsIn(all.map(({ responses }) => responses));
  const strings = Object.entries(contract.components.schemas ?? {}).filter(([, schema]) => {
    const { type, enum: choices, const: only } = resolve(schema);
    return type === "string" && !choices && only === undefined;
  });
  const isSecret = (schema: unknown) => resolve(schema).writeOnly === true;

  it.each(strings.filter(([name]) => sent.has(name)))(
    "%s is either returned by a response or writeOnly",
    (name, schema) => expect(returned.has(name)).toBe(!isSecret(schema)),
  );

  it("a writeOnly one exists, and each is sent", () => {
    const secrets = strings.filter(([, schema]) => isSecret(schema)).map(([name]) => name);
    expect(secrets).toContain("SecretValue");
    expect(secrets.filter((name) => !sent.has(name))).toEqual([]);
  });
});
