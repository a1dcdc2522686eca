// The client's check of constraints against Ajv's, over random parameters.
//
// Aside stand what Ajv cannot see: bigints, integers that no number holds exactly (Ajv rounds the
// int64 maximum), lone surrogates, and the path segments that a URL parser would eat.
import { readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createClient, ValidationError } from "../../src/index.ts";
import {
  CALLS,
  CONTRACT,
  LIST,
  OPERATION_IDS,
  type OperationId,
  PARAMS,
} from "../support/params.ts";

/** For each of the four operations. */
const RUNS = 3_000;

const spec = JSON.parse(
  readFileSync(new URL("../../generated/openapi.json", import.meta.url), "utf8"),
);
const ajv = new Ajv2020({
  allErrors: true,
  // The spec has keywords of OpenAPI beside those of JSON Schema.
  strictSchema: false,
  formats: { int32: true, int64: true },
});
ajv.addSchema(spec, "spec");

interface Parameter {
  readonly name: string;
  readonly schema: object;
}

/** The parameters and the body of an operation, as one schema. */
function schemaOf(id: OperationId) {
  const item = spec.paths[CONTRACT[id].path];
  const parameters: Parameter[] = item.parameters.map(({ $ref }: { $ref: string }) =>
    $ref
      .split("/")
      .slice(1)
      .reduce((node, step) => node[step], spec),
  );
  const { requestBody } = item[CONTRACT[id].method.toLowerCase()];
  const body = requestBody?.content["application/json"].schema;
  return {
    type: "object",
    required: parameters.map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, absolute(schema)])),
    ...(body && { allOf: [absolute(body)] }),
  };
}

/** `#/components/…` → `spec#/components/…` */
const absolute = (schema: object): object =>
  "$ref" in schema ? { ...schema, $ref: `spec${schema.$ref}` } : schema;

/** Text around the limits of the spec, of characters of one and of two units. */
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(..."aZ09_-. /%"), maxLength: 120 }),
  fc
    .tuple(
      fc.constantFrom("x", "é", "😀"),
      fc.constantFrom(99, 100, 101, 254, 255, 256, 9_999, 10_000, 10_001),
    )
    .map(([character, length]) => character.repeat(length)),
);
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -2, max: 2 }),
  fc.double().filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
);
const anything = fc.oneof(
  text,
  number,
  fc.constantFrom(undefined, null, true, [], {}, Number.NaN, Number.NEGATIVE_INFINITY),
);

/** Any subset of the parameters broken, and perhaps an unknown one beside them. */
function paramsOf(id: OperationId) {
  const members = Object.entries(PARAMS[id]).map(([name, valid]) => [
    name,
    fc.oneof({ weight: 2, arbitrary: fc.constant(valid) }, { weight: 1, arbitrary: anything }),
  ]);
  return fc.record({ ...Object.fromEntries(members), unknown: anything });
}

/** `path keyword` of each rule that Ajv finds broken. */
function brokenForAjv(errors: readonly ErrorObject[]): string[] {
  const rules = errors.map(({ instancePath, keyword, params: { missingProperty = "" } }) => ({
    path: `${instancePath.slice(1)}${missingProperty}`,
    keyword,
  }));
  const mistyped = rules.filter(({ keyword }) => keyword === "type").map(({ path }) => path);
  return (
    rules
      // Of a fraction Ajv also says that it is below the minimum; of a wrong type we say no more.
      .filter(({ path, keyword }) => keyword === "type" || !mistyped.includes(path))
      .map(({ path, keyword }) => `${path} ${keyword}`)
      .sort()
  );
}

/** Whatever it is asked, it answers as documented. */
const client = createClient({
  apiKey: "an-api-key",
  fetch: async (_url, init) =>
    /GET|POST/.test(init?.method ?? "") ? Response.json(LIST) : new Response(),
});

/** `path keyword` of each rule that the client finds broken. */
async function brokenForUs(id: OperationId, params: object): Promise<string[]> {
  const issues = await CALLS[id](client, {}, params).then(
    () => [],
    (error: unknown) => {
      if (error instanceof ValidationError) return error.issues;
      throw error;
    },
  );
  return issues
    .filter(({ keyword }) => keyword !== "pathSegment")
    .map(({ path, keyword }) => `${path} ${keyword}`)
    .sort();
}

it.each(OPERATION_IDS)(
  "%s finds what Ajv finds, in any parameters",
  { timeout: 60_000 },
  async (id) => {
    const validate = ajv.compile(schemaOf(id));
    const seen = new Set<string>();

    await fc.assert(
      fc.asyncProperty(paramsOf(id), async (params) => {
        const forAjv = validate(params) ? [] : brokenForAjv(validate.errors ?? []);
        for (const rule of forAjv.length > 0 ? forAjv : ["none"]) seen.add(rule);
        expect(await brokenForUs(id, params)).toEqual(forAjv);
      }),
      { numRuns: RUNS },
    );

    // The inputs reached every rule; the int64 maximum is out of a number's reach.
    const { parameters, body } = CONTRACT[id];
    const rules = Object.entries({ ...parameters.properties, ...body?.properties }).flatMap(
      ([name, { type: _type, ...limits }]) =>
        ["required", "type", ...Object.keys(limits)].map((keyword) => `${name} ${keyword}`),
    );
    const reachable = rules.filter((rule) => rule !== "team_id maximum");
    expect([...seen].sort()).toEqual(["none", ...reachable].sort());
  },
);
